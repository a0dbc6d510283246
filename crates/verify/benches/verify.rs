//! How long it takes to check an exported ledger, read from a file as an auditor does.
//!
//! `cargo bench -p sekisho-verify --bench verify -- [--json] [--entries N]`

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Write},
    path::Path,
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use ed25519_dalek::{Signer, SigningKey};
use sekisho_verify::{Checked, Checkpoint, Entry, Frontier, Leaf, PublicKey, Verifier, body_hash, check};

/// How many entries an export has between two checkpoints.
const BETWEEN: u64 = 256;

/// About as long as an entry is on average.
const RECORD: &str = concat!(
    r#"{"event":"received","verdict":"hold","digest":"9fa0158b17e4ec4f9d9a7c1a45590a5b0197b8f26a1e7c3d9f102b4a5c6d7e8f","#,
    r#""row":"55f49f885bad4b6c34767d6809315ed6d8f4c6d7a8e8b5652264b60644a59dbf"}"#,
);

fn main() -> Result<()> {
    let args: Vec<_> = std::env::args().collect();
    let after = |flag: &str| args.iter().skip_while(|arg| *arg != flag).nth(1);
    let entries = after("--entries").map_or(Ok(1_000_000), |text| text.parse()).context("`--entries` takes a number")?;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let path = folder.path().join("ledger.tsv");
    let key = write(&path, entries)?;
    let bytes = path.metadata()?.len();
    let begun = Instant::now();
    let checked = check(BufReader::new(File::open(&path)?), &key, Vec::new())?;
    let seconds = begun.elapsed().as_secs_f64();
    ensure!(matches!(checked, Checked::Ledger(verified) if verified.checkpoint.size == entries), "all of it is checked");
    let mut out = io::stdout().lock();
    if args.iter().any(|arg| arg == "--json") {
        writeln!(out, r#"{{"entries":{entries},"bytes":{bytes},"seconds":{seconds}}}"#)?;
    } else {
        writeln!(out, "{entries} entries, {} MB: {seconds:.2} s", bytes / 1_000_000)?;
    }
    Ok(())
}

fn write(path: &Path, entries: u64) -> Result<PublicKey> {
    let signing = SigningKey::from_bytes(&[1; 32]);
    let key = PublicKey::new("sekisho/bench", signing.verifying_key().as_bytes())?;
    let (mut file, mut tree) = (BufWriter::new(File::create(path)?), Frontier::default());
    file.write_all(Verifier::first_line(&key, entries).as_bytes())?;
    for seq in 1..=entries {
        let salt = u128::from(seq).to_be_bytes();
        let body = body_hash(&salt, RECORD.as_bytes());
        let action = Some("0197b8f2-6a1e-7c3d-9f10-2b4a5c6d7e8f");
        let line = Entry::line(&Leaf { seq, at: i64::try_from(seq)?, event: "received", action, body }, &salt, RECORD);
        tree.push(Entry::read(&line)?.hash);
        writeln!(file, "{line}")?;
        if seq.is_multiple_of(BETWEEN) || seq == entries {
            let checkpoint = Checkpoint { size: seq, root: tree.root() };
            let signature = signing.sign(checkpoint.text(key.name()).as_bytes()).to_bytes();
            file.write_all(Verifier::signed_line(&checkpoint, &PublicKey::signature(key.id(), &signature)).as_bytes())?;
        }
    }
    file.flush()?;
    Ok(key)
}
