use anyhow::{Context as _, Result};
use ed25519_dalek::{Signer as _, SigningKey};

use super::*;
use crate::{Frontier, Leaf, body_hash};

const LEDGER: &str = "sekisho/0a1b2c3d";
const ACTION: &str = "0197b8f2-6a1e-7c3d-9f10-2b4a5c6d7e8f";

/// A file as it leaves the press: something before the room, and something behind it.
fn blank(name: &str, text: &str) -> Vec<u8> {
    let start = format!("%PDF-1.7\n(keywords {name})\nstream\n{FIRST_LINE}\nnot long enough\nendstream\n({text})\nstream\n");
    [start.as_bytes(), &vacancy(), b"\nendstream\nstartxref\n%%EOF"].concat()
}

fn signer() -> Result<(SigningKey, PublicKey)> {
    let key = SigningKey::from_bytes(&[7; 32]);
    let public = PublicKey::new(LEDGER, key.verifying_key().as_bytes())?;
    Ok((key, public))
}

/// The proof of the only entry of a ledger.
fn proof(event: &str, record: &str) -> Result<String> {
    let (key, public) = signer()?;
    let salt = [3; 16];
    let leaf = Leaf { seq: 1, at: 1_795_400_000_000_000, event, action: Some(ACTION), body: body_hash(&salt, record.as_bytes()) };
    let entry = Entry::line(&leaf, &salt, record);
    let mut tree = Frontier::default();
    tree.push(Entry::read(&entry)?.hash);
    let checkpoint = Checkpoint { size: 1, root: tree.root() };
    let note = checkpoint.note(&public, &key.sign(checkpoint.text(LEDGER).as_bytes()).to_bytes());
    Ok(Proof { entry, path: Vec::new(), checkpoint: note }.to_string())
}

fn proof_of(name: &str, pdf: &[u8]) -> Result<String> {
    let hash = report_hash(pdf).context("there is room")?;
    proof("report_made", &format!(r#"{{"event":"report_made","by":null,"report":"{name}","sha256":"{hash}"}}"#))
}

fn sealed(name: &str, text: &str) -> Result<Vec<u8>> {
    let pdf = blank(name, text);
    seal(&pdf, &proof_of(name, &pdf)?).context("there is room")
}

fn verdict(pdf: &[u8]) -> Result<Result<Report, ReportError>> {
    Ok(check(pdf, &signer()?.1).map(|(report, _)| report))
}

#[test]
fn what_was_made_is_believed() -> Result<()> {
    let report = Report { name: "record:1".to_owned(), action: Some(ACTION.to_owned()), entry: 1 };
    assert_eq!(verdict(&sealed("record:1", "¥480,000")?)?, Ok(report));
    Ok(())
}

#[test]
fn no_byte_can_be_changed() -> Result<()> {
    let pdf = sealed("record:1", "480,000")?;
    for at in 0..pdf.len() {
        let mut changed = pdf.clone();
        *changed.get_mut(at).context("a byte")? ^= 1;
        assert!(verdict(&changed)?.is_err(), "byte {at}");
    }
    for end in 0..pdf.len() {
        assert!(verdict(pdf.get(..end).context("a start")?)?.is_err(), "cut at {end}");
    }
    let text = String::from_utf8(pdf)?.replace("480,000", "980,000");
    assert_eq!(verdict(text.as_bytes())?, Err(ReportError::Changed));
    assert_eq!(verdict(format!("{text} appended").as_bytes())?, Err(ReportError::Changed));
    Ok(())
}

#[test]
fn another_proof_is_told_apart() -> Result<()> {
    let mine = blank("record:1", "480,000");
    let put = |proof: String| seal(&mine, &proof).context("there is room");
    let theirs = proof_of("record:2", &blank("record:2", "1"))?;
    assert_eq!(verdict(&put(theirs)?)?, Err(ReportError::OtherReport));
    let approved = proof("approved", r#"{"event":"approved","report":"record:1","sha256":"0"}"#)?;
    assert_eq!(verdict(&put(approved)?)?, Err(ReportError::NoReport), "an entry of another kind says nothing");
    assert_eq!(verdict(&mine)?, Err(ReportError::Proof(ProofError::NoProof)), "nobody has put it on record");
    assert_eq!(verdict(b"%PDF-1.7\n%%EOF")?, Err(ReportError::NoRoom));
    Ok(())
}

#[test]
fn the_room_cannot_be_moved() -> Result<()> {
    let pdf = sealed("record:1", "480,000")?;
    let (before, room, behind) = parts(&pdf).context("there is room")?;
    let moved = [&before[..before.len() - BEFORE.len()], BEHIND, BEFORE, room, behind].concat();
    assert_eq!(verdict(&moved)?, Err(ReportError::Changed));
    Ok(())
}
