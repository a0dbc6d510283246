//! Beside RFC 6962 as it is written, and against whoever changes a ledger.

use anyhow::{Context as _, Result, anyhow};
use ed25519_dalek::{Signer as _, SigningKey};

use crate::{
    Checkpoint, Entry, Frontier, Hash, KEY_CHANGED, Leaf, ParseCheckpointError, ParseEntryError, Problem, Proof, ProofError, PublicKey,
    Verified, Verifier, body_hash, leaf_hash, node_hash,
};

mod erased;

const NAME: &str = "sekisho/0a1b2c3d";

/// A ledger that signs itself, as the hub does.
struct Hub {
    key: SigningKey,
    public: PublicKey,
}

impl Hub {
    fn new(seed: u8) -> Result<Self> {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let public = PublicKey::new(NAME, key.verifying_key().as_bytes())?;
        Ok(Self { key, public })
    }

    fn note(&self, checkpoint: &Checkpoint) -> String {
        checkpoint.note(&self.public, &self.key.sign(checkpoint.text(NAME).as_bytes()).to_bytes())
    }

    fn signed(&self, checkpoint: &Checkpoint) -> String {
        Verifier::signed_line(
            checkpoint,
            &PublicKey::signature(self.public.id(), &self.key.sign(checkpoint.text(NAME).as_bytes()).to_bytes()),
        )
    }

    /// An export of so many entries, with a checkpoint after every hundred.
    fn export(&self, entries: u64) -> Result<Vec<String>> {
        let mut lines = vec![Verifier::first_line(&self.public, entries)];
        let mut tree = Frontier::default();
        for seq in 1..=entries {
            let line = line(seq);
            tree.push(Entry::read(&line)?.hash);
            lines.push(line + "\n");
            if seq.is_multiple_of(100) || seq == entries {
                lines.push(self.signed(&Checkpoint { size: seq, root: tree.root() }));
            }
        }
        Ok(lines)
    }
}

fn line(seq: u64) -> String {
    let (salt, record) = ([u8::try_from(seq % 251).unwrap_or_default(); 16], format!(r#"{{"event":"approved","note":"注文 {seq}"}}"#));
    let action = (!seq.is_multiple_of(3)).then_some("0197b8f2-6a1e-7c3d-9f10-2b4a5c6d7e8f");
    let at = 1_795_400_000_000_000 + i64::try_from(seq).unwrap_or_default();
    Entry::line(&Leaf { seq, at, event: "approved", action, body: body_hash(&salt, record.as_bytes()) }, &salt, &record)
}

fn check(key: &PublicKey, earlier: Vec<Checkpoint>, lines: &[String]) -> Result<Verified, Problem> {
    let mut verifier = Verifier::new(key, earlier);
    for line in lines {
        verifier.line(line.as_bytes()).map_err(|fault| fault.problem)?;
    }
    verifier.finish().map_err(|fault| fault.problem)
}

/// The root as RFC 6962 defines it.
fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Frontier::default().root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(root(left), root(right))
        }
    }
}

/// The path as RFC 6962 defines it.
fn path(place: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, beside) = if place < left.len() { (path(place, left), right) } else { (path(place - left.len(), right), left) };
    path.push(root(beside));
    path
}

#[test]
fn roots_are_those_of_certificate_transparency() -> Result<()> {
    let leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let mut tree = Frontier::default();
    for leaf in leaves {
        let bytes: Result<Vec<_>, _> =
            (0..leaf.len()).step_by(2).map(|at| u8::from_str_radix(leaf.get(at..at + 2).unwrap_or("-"), 16)).collect();
        tree.push(leaf_hash(&bytes?));
    }
    assert_eq!(Frontier::default().root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(tree.root().to_string(), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    Ok(())
}

#[test]
fn a_tree_that_grows_has_the_root_of_the_definition_at_each_size() -> Result<()> {
    let mut tree = Frontier::default();
    let mut leaves = Vec::new();
    for number in 0_u32..300 {
        let leaf = leaf_hash(&number.to_be_bytes());
        leaves.push(leaf);
        let complete = tree.push(leaf);
        assert_eq!(tree.root(), root(&leaves), "{} leaves", leaves.len());
        for (level, part) in complete.iter().enumerate() {
            let below = leaves.len().checked_sub(1 << level).and_then(|from| leaves.get(from..)).context("a part")?;
            assert_eq!(*part, root(below));
        }
        assert_eq!(Frontier::new(tree.size(), tree.peaks().to_vec()), Some(tree.clone()));
    }
    Ok(())
}

#[test]
fn a_key_is_one_line_of_text_as_others_write_it() -> Result<()> {
    let known = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    assert_eq!(known.parse::<PublicKey>()?.to_string(), known);
    let hub = Hub::new(1)?;
    assert_eq!(hub.public.to_string().parse::<PublicKey>()?, hub.public);
    for wrong in ["", "name", "sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8", "a b+033de0ae+AA=="] {
        assert!(wrong.parse::<PublicKey>().is_err(), "{wrong}");
    }
    // A key of zeroes signs anything for anybody.
    assert!(PublicKey::new(NAME, &[0; 32]).is_err());
    Ok(())
}

#[test]
fn an_export_is_believed() -> Result<()> {
    let hub = Hub::new(1)?;
    for entries in [0, 1, 2, 99, 100, 101, 1_000] {
        let lines = if entries == 0 { vec![Verifier::first_line(&hub.public, 0)] } else { hub.export(entries)? };
        let verified = check(&hub.public, Vec::new(), &lines).map_err(|problem| anyhow!("{entries}: {problem}"))?;
        assert_eq!((verified.checkpoint.size, verified.erased, verified.compared), (entries, 0, 0));
    }
    Ok(())
}

/// The lines from a changed one on, split anew where the change made or removed an end.
fn faulty(mut verifier: Verifier<'_>, changed: &[u8], rest: &[String]) -> bool {
    let mut bytes = changed.to_vec();
    let mut rest = rest.iter();
    loop {
        match bytes.iter().position(|byte| *byte == b'\n') {
            Some(end) => {
                let next = bytes.split_off(end + 1);
                if verifier.line(&bytes).is_err() {
                    return true;
                }
                bytes = next;
            }
            None => match rest.next() {
                Some(line) => bytes.extend(line.as_bytes()),
                None => return !bytes.is_empty() && verifier.line(&bytes).is_err() || verifier.finish().is_err(),
            },
        }
    }
}

#[test]
fn every_flip_of_a_bit_is_found() -> Result<()> {
    let hub = Hub::new(1)?;
    let lines = hub.export(1_000)?;
    let mut before = Verifier::new(&hub.public, Vec::new());
    let mut flips = 0_u64;
    for (at, line) in lines.iter().enumerate() {
        let rest = lines.get(at + 1..).unwrap_or_default();
        let mut changed = line.clone().into_bytes();
        for place in 0..changed.len() {
            for bit in 0..8 {
                let flip = |changed: &mut Vec<u8>| changed.get_mut(place).map(|byte| *byte ^= 1 << bit);
                flip(&mut changed);
                assert!(faulty(before.clone(), &changed, rest), "line {}, byte {place}, bit {bit} of {line:?}", at + 1);
                flip(&mut changed);
                flips += 1;
            }
        }
        before.line(line.as_bytes())?;
    }
    assert!(before.finish().is_ok());
    assert_eq!(flips, 8 * lines.iter().map(|line| u64::try_from(line.len()).unwrap_or_default()).sum::<u64>());
    Ok(())
}

#[test]
fn an_export_that_ends_early_is_found_wherever_it_ends() -> Result<()> {
    let hub = Hub::new(1)?;
    let lines = hub.export(1_000)?;
    for end in 0..lines.len() {
        let problem = check(&hub.public, Vec::new(), lines.get(..end).unwrap_or_default());
        assert!(matches!(problem, Err(Problem::Short { .. } | Problem::Unsigned { .. } | Problem::NoLedger)), "{end}: {problem:?}");
    }
    Ok(())
}

#[test]
fn what_was_done_to_it_is_named() -> Result<()> {
    let hub = Hub::new(1)?;
    let lines = hub.export(300)?;
    let told = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        check(&hub.public, Vec::new(), &lines).err()
    };
    assert_eq!(told(&|lines| drop(lines.remove(17))), Some(Problem::Order { wanted: 17, found: 18 }));
    assert_eq!(told(&|lines| lines.swap(17, 18)), Some(Problem::Order { wanted: 17, found: 18 }));
    assert_eq!(told(&|lines| lines.insert(17, line(16) + "\n")), Some(Problem::Order { wanted: 17, found: 16 }));
    let forged = |lines: &mut Vec<String>, at: usize| {
        if let Some(old) = lines.get_mut(at) {
            let leaf = Leaf { seq: 17, at: 1_795_400_000_000_017, event: "denied", action: None, body: body_hash(&[1; 16], b"{}") };
            *old = Entry::line(&leaf, &[1; 16], "{}") + "\n";
        }
    };
    assert_eq!(told(&|lines| forged(lines, 17)), Some(Problem::Root { from: 1, until: 100 }));
    let record =
        |lines: &mut Vec<String>| lines.iter_mut().skip(17).take(1).for_each(|line| *line = line.replace("approved\",", "denied\","));
    assert_eq!(told(&record), Some(Problem::Entry { seq: 17, why: ParseEntryError::Record }));
    let event = |lines: &mut Vec<String>| lines.iter_mut().skip(17).take(1).for_each(|line| *line = line.replace(" approved ", " denied "));
    assert_eq!(told(&event), Some(Problem::Entry { seq: 17, why: ParseEntryError::Leaf }));
    Ok(())
}

#[test]
fn another_key_or_an_earlier_checkpoint_that_does_not_fit_is_named() -> Result<()> {
    let (hub, other) = (Hub::new(1)?, Hub::new(2)?);
    let lines = hub.export(300)?;
    let foreign = check(&other.public, Vec::new(), &lines).err();
    assert_eq!(foreign, Some(Problem::Checkpoint { after: 100, why: ParseCheckpointError::OtherKey }));
    let renamed = PublicKey::new("another", hub.key.verifying_key().as_bytes())?;
    assert_eq!(check(&renamed, Vec::new(), &lines).err(), Some(Problem::OtherLedger));
    let at = |size: u64| {
        let leaves: Result<Vec<_>, _> = (1..=size).map(|seq| Ok::<_, ParseEntryError>(Entry::read(&line(seq))?.hash)).collect();
        Ok::<_, ParseEntryError>(Checkpoint { size, root: root(&leaves?) })
    };
    let compared = check(&hub.public, vec![at(300)?, at(7)?, at(0)?, at(7)?], &lines).map(|verified| verified.compared);
    assert_eq!(compared, Ok(4));
    assert_eq!(check(&hub.public, vec![at(301)?], &lines).err(), Some(Problem::Shorter { wanted: 301, found: 300 }));
    let forked = Checkpoint { size: 7, ..at(8)? };
    assert_eq!(check(&hub.public, vec![forked], &lines).err(), Some(Problem::Forked { size: 7 }));
    Ok(())
}

#[test]
fn each_entry_is_proved_by_itself_and_no_proof_serves_another() -> Result<()> {
    let hub = Hub::new(1)?;
    for size in [1_u64, 2, 3, 7, 8, 33] {
        let leaves: Result<Vec<_>, _> = (1..=size).map(|seq| Ok::<_, ParseEntryError>(Entry::read(&line(seq))?.hash)).collect();
        let leaves = leaves?;
        let checkpoint = hub.note(&Checkpoint { size, root: root(&leaves) });
        let prove = |seq: u64| {
            let path = path(usize::try_from(seq - 1).unwrap_or_default(), &leaves);
            Proof { entry: line(seq), path, checkpoint: checkpoint.clone() }
        };
        for seq in 1..=size {
            let proof = prove(seq);
            let text = proof.to_string();
            assert_eq!(Proof::check(&text, &hub.public), Ok((proof.clone(), Checkpoint { size, root: root(&leaves) })), "{seq} of {size}");
            let moved = Proof { entry: line(seq % size + 1), ..proof.clone() }.to_string();
            assert_eq!(Proof::check(&moved, &hub.public).is_ok(), size == 1);
            let longer = Proof { path: proof.path.iter().copied().chain([leaf_hash(b"more")]).collect(), ..proof };
            assert_eq!(Proof::check(&longer.to_string(), &hub.public), Err(ProofError::NotIncluded));
        }
    }
    Ok(())
}

#[test]
fn every_flip_of_a_bit_in_a_proof_is_found_but_in_what_only_witnesses_sign() -> Result<()> {
    let hub = Hub::new(1)?;
    let leaves: Result<Vec<_>, _> = (1..=33).map(|seq| Ok::<_, ParseEntryError>(Entry::read(&line(seq))?.hash)).collect();
    let leaves = leaves?;
    let checkpoint = hub.note(&Checkpoint { size: 33, root: root(&leaves) });
    let text = Proof { entry: line(20), path: path(19, &leaves), checkpoint }.to_string();
    for place in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes.iter_mut().skip(place).take(1).for_each(|byte| *byte ^= 1 << bit);
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            assert!(Proof::check(&changed, &hub.public).is_err(), "byte {place}, bit {bit}");
        }
    }
    // A witness signs beside the hub, and changes nothing.
    let witness = Hub::new(2)?;
    let beside = text.clone() + &PublicKey::new("witness", witness.key.verifying_key().as_bytes())?.signature_line(&[7; 64]);
    assert!(Proof::check(&beside, &hub.public).is_ok());
    Ok(())
}

/// The ledger of a hub whose key changed twice, with a checkpoint after every hundred and at each change, and where the changes are.
fn with_changed_keys(hubs: &[Hub; 3]) -> Result<Vec<String>> {
    const CHANGES: [u64; 2] = [150, 151];
    let [first, ..] = hubs;
    let mut lines = vec![Verifier::first_line(&first.public, 300)];
    let (mut tree, mut signing) = (Frontier::default(), 0);
    for seq in 1..=300 {
        let line = match (CHANGES.contains(&seq), hubs.get(signing), hubs.get(signing + 1)) {
            (true, Some(before), Some(after)) => changed(seq, &before.public, &after.public),
            _ => line(seq),
        };
        tree.push(Entry::read(&line)?.hash);
        lines.push(line + "\n");
        if seq.is_multiple_of(100) || CHANGES.contains(&seq) {
            let hub = hubs.get(signing).ok_or_else(|| anyhow!("no hub"))?;
            lines.push(hub.signed(&Checkpoint { size: seq, root: tree.root() }));
        }
        signing += usize::from(CHANGES.contains(&seq));
    }
    Ok(lines)
}

fn changed(seq: u64, from: &PublicKey, to: &PublicKey) -> String {
    let salt = [7; 16];
    let record = format!(r#"{{"event":"{KEY_CHANGED}","by":"rvr_1","from":"{from}","to":"{to}"}}"#);
    let at = 1_795_400_000_000_000 + i64::try_from(seq).unwrap_or_default();
    Entry::line(&Leaf { seq, at, event: KEY_CHANGED, action: None, body: body_hash(&salt, record.as_bytes()) }, &salt, &record)
}

#[test]
fn whoever_has_one_of_the_keys_checks_all_of_the_ledger() -> Result<()> {
    let hubs = [Hub::new(1)?, Hub::new(2)?, Hub::new(3)?];
    let lines = with_changed_keys(&hubs)?;
    let [first, second, third] = &hubs;
    let keys = vec![(0, first.public.clone()), (150, second.public.clone()), (151, third.public.clone())];
    for hub in &hubs {
        let verified = check(&hub.public, Vec::new(), &lines).map_err(|problem| anyhow!("{problem}"))?;
        assert_eq!((verified.checkpoint.size, &verified.keys), (300, &keys));
    }
    let stranger = check(&Hub::new(4)?.public, Vec::new(), &lines).err();
    assert!(matches!(stranger, Some(Problem::Checkpoint { why: ParseCheckpointError::OtherKey, .. })), "{stranger:?}");
    Ok(())
}

#[test]
fn no_key_takes_the_place_of_another_by_itself() -> Result<()> {
    let hubs = [Hub::new(1)?, Hub::new(2)?, Hub::new(3)?];
    let [first, second, third] = &hubs;
    let lines = with_changed_keys(&hubs)?;
    let resigned = |lines: &[String], hub: &Hub| {
        // The same entries, with every checkpoint signed by one key.
        let mut tree = Frontier::default();
        let mut out = Vec::new();
        for line in lines {
            if let Ok(entry) = Entry::read(line.trim_end()) {
                tree.push(entry.hash);
            }
            let signed = hub.signed(&Checkpoint { size: tree.size(), root: tree.root() });
            out.push(if line.starts_with("signed") { signed } else { line.clone() });
        }
        out
    };
    for hub in &hubs {
        assert!(check(&first.public, Vec::new(), &resigned(&lines, hub)).is_err(), "a key signs only where it is its turn");
    }
    // A stranger who says that the key became the given one has nothing that the given one signed.
    let (stranger, line) = (Hub::new(4)?, changed(1, &Hub::new(4)?.public, &first.public));
    let mut tree = Frontier::default();
    tree.push(Entry::read(&line)?.hash);
    let signed = stranger.signed(&Checkpoint { size: 1, root: tree.root() });
    let forged = [Verifier::first_line(&first.public, 1), line + "\n", signed];
    assert!(check(&first.public, Vec::new(), &forged).is_err(), "what others say of a key proves nothing");
    let wrong = changed(1, &second.public, &third.public);
    let said = check(&first.public, Vec::new(), &[Verifier::first_line(&first.public, 1), wrong + "\n"]).err();
    assert_ne!(said, None);
    Ok(())
}

#[test]
fn every_flip_of_a_bit_around_a_change_of_the_key_is_found() -> Result<()> {
    let hubs = [Hub::new(1)?, Hub::new(2)?, Hub::new(3)?];
    let lines = with_changed_keys(&hubs)?;
    for hub in &hubs {
        let mut before = Verifier::new(&hub.public, Vec::new());
        for (at, line) in lines.iter().enumerate() {
            let rest = lines.get(at + 1..).unwrap_or_default();
            let mut changed = line.clone().into_bytes();
            let bits = if line.contains(KEY_CHANGED) || line.starts_with("signed") { changed.len() * 8 } else { 0 };
            for bit in 0..bits {
                let flip = |changed: &mut Vec<u8>| changed.get_mut(bit / 8).map(|byte| *byte ^= 1 << (bit % 8));
                flip(&mut changed);
                assert!(faulty(before.clone(), &changed, rest), "line {}, bit {bit} of {line:?}", at + 1);
                flip(&mut changed);
            }
            before.line(line.as_bytes())?;
        }
    }
    Ok(())
}
