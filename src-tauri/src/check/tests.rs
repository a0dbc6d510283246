//! What the window says of files that are whole, changed, or nothing to check.

use std::fs;

use ed25519_dalek::{Signer as _, SigningKey};
use sekisho_verify::{Entry, Frontier, Leaf, Proof, Verifier, body_hash};
use tempfile::TempDir;

use super::{
    fault::{CheckpointFault, EntryFault},
    *,
};

const NAME: &str = "sekisho/ledger-0a1b2c3d";

/// A ledger of two entries that signs itself, as the hub does.
struct Ledger {
    key: PublicKey,
    lines: Vec<String>,
    note: String,
    proof: String,
}

fn ledger(seed: u8) -> Ledger {
    let signing = SigningKey::from_bytes(&[seed; 32]);
    let key = PublicKey::new(NAME, signing.verifying_key().as_bytes()).unwrap();
    let (salt, record) = ([7; 16], r#"{"event":"expired"}"#);
    let line = |seq, event| {
        let at = 1_795_400_000_000_000 + i64::try_from(seq).unwrap();
        Entry::line(&Leaf { seq, at, event, action: None, body: body_hash(&salt, record.as_bytes()) }, &salt, record)
    };
    let entries = [line(1, "received"), line(2, "expired")];
    let mut tree = Frontier::default();
    let hashes = entries.each_ref().map(|entry| Entry::read(entry).unwrap().hash);
    for hash in hashes {
        tree.push(hash);
    }
    let checkpoint = Checkpoint { size: 2, root: tree.root() };
    let signature = signing.sign(checkpoint.text(NAME).as_bytes()).to_bytes();
    let note = checkpoint.note(&key, &signature);
    let proof = Proof { entry: entries[1].clone(), path: vec![hashes[0]], checkpoint: note.clone() }.to_string();
    let mut lines = vec![Verifier::first_line(&key, 2)];
    lines.extend(entries.map(|entry| entry + "\n"));
    lines.push(Verifier::signed_line(&checkpoint, &PublicKey::signature(key.id(), &signature)));
    Ledger { key, lines, note, proof }
}

async fn checked(text: &str, key: &str, earlier: Option<&str>) -> FileCheck {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("given");
    fs::write(&file, text).unwrap();
    let checks = Checks::default();
    checks.give(file);
    checks.run(Asked { key: key.to_owned(), earlier: earlier.map(str::to_owned) }, |_, _| {}).await.unwrap()
}

fn fault(check: &FileCheck) -> (Option<u64>, FileFault) {
    let FileCheck::Fault { line, fault } = check else { panic!("it is believed: {check:?}") };
    (*line, *fault)
}

#[tokio::test]
async fn a_whole_ledger_is_told_with_who_signed_it_and_from_when_to_when() {
    let Ledger { key, lines, note, .. } = ledger(1);
    let found = checked(&lines.concat(), &key.to_string(), Some(&note)).await;
    let FileCheck::Ledger { signer, entries, first_at, last_at, erased, compared, .. } = found else { panic!("{found:?}") };
    assert_eq!((signer, entries, erased, compared), (Shown::new(NAME), 2, 0, true));
    assert!(first_at < last_at, "{first_at:?} {last_at:?}");
}

#[tokio::test]
async fn the_first_bad_entry_is_named() {
    let Ledger { key, mut lines, .. } = ledger(1);
    lines[2] = lines[2].replace("expired\"", "approved\"");
    let found = checked(&lines.concat(), &key.to_string(), None).await;
    assert_eq!(fault(&found), (Some(3), FileFault::Entry { seq: 2, why: EntryFault::Record }));
}

#[tokio::test]
async fn a_proof_is_told_with_the_entry_that_it_proves() {
    let Ledger { key, proof, .. } = ledger(1);
    let found = checked(&proof, &key.to_string(), None).await;
    let FileCheck::Proof { seq, event, entries, action, .. } = found else { panic!("{found:?}") };
    assert_eq!((seq, event, entries, action), (2, Shown::new("expired"), 2, None));
    let other = ledger(2).key.to_string();
    assert_eq!(fault(&checked(&proof, &other, None).await), (None, FileFault::ProofCheckpoint { why: CheckpointFault::OtherKey }));
}

#[tokio::test]
async fn what_cannot_be_checked_is_told_apart() {
    let Ledger { key, lines, .. } = ledger(1);
    let (text, key) = (lines.concat(), key.to_string());
    assert_eq!(fault(&checked("a letter", &key, None).await), (None, FileFault::Neither));
    assert_eq!(fault(&checked(&text, "no key", None).await), (None, FileFault::BadKey));
    let foreign = ledger(2).note;
    let not_ours = FileFault::BadEarlier { why: CheckpointFault::OtherKey };
    assert_eq!(fault(&checked(&text, &key, Some(&foreign)).await), (None, not_ours), "an earlier checkpoint of somebody else");
    let checks = Checks::default();
    checks.give(TempDir::new().unwrap().path().join("gone"));
    let gone = checks.run(Asked { key, earlier: None }, |_, _| {}).await.unwrap();
    assert_eq!(fault(&gone), (None, FileFault::Unreadable));
}

#[test]
fn nothing_more_is_read_once_nobody_wants_to_know() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("given");
    fs::write(&path, [0; 100]).unwrap();
    let cancelled = Arc::new(AtomicBool::new(false));
    let long_ago = Instant::now().checked_sub(TELL * 2).unwrap();
    let mut told = Vec::new();
    let mut file = Watched {
        file: File::open(&path).unwrap(),
        size: 100,
        read: 0,
        told: long_ago,
        cancelled: Arc::clone(&cancelled),
        progress: |read, size| told.push((read, size)),
    };
    let mut piece = [0; 10];
    assert_eq!(file.read(&mut piece).unwrap(), 10);
    cancelled.store(true, Ordering::Relaxed);
    assert!(file.read(&mut piece).is_err(), "the check ends here");
    assert_eq!(told, [(10, 100)]);
}

#[test]
fn a_name_that_hides_something_is_marked() {
    let given = Checks::default().give(PathBuf::from("a\u{202e}fdp.exe"));
    assert_eq!(given.name.to_line(), "a<U+202E>fdp.exe");
}
