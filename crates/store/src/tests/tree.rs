//! The ledger as a tree: what is written can be checked by somebody else, and what was changed past Sekisho is noticed.

use sekisho_verify::{Problem, Proof, PublicKey, Verified, Verifier};

use super::*;

/// Everything that is on record, checked as an auditor does.
async fn verified(store: &Store) -> Result<Verified, Problem> {
    let mut reader = store.read().await.unwrap();
    let key = seal().key().clone();
    let Some(last) = reader.last_checkpoint().await.unwrap() else { panic!("nothing was signed") };
    let mut verifier = Verifier::new(&key, Vec::new());
    let mut say = |line: String| verifier.line(line.as_bytes()).map_err(|fault| fault.problem);
    say(Verifier::first_line(&key, last.checkpoint.size))?;
    for (_, line) in reader.ledger_lines(0, u32::MAX).await.unwrap() {
        say(line + "\n")?;
    }
    say(Verifier::signed_line(&last.checkpoint, &PublicKey::signature(last.key, &last.signature)))?;
    verifier.finish().map_err(|fault| fault.problem)
}

/// Writes past the store, as whoever has the file can.
async fn meddle(folder: &tempfile::TempDir, statements: &[&'static str]) {
    let pool = raw(&file(folder)).await;
    for statement in statements {
        sqlx::query(*statement).execute(&pool).await.unwrap();
    }
    pool.close().await;
}

async fn remind(store: &Store, count: usize) {
    let work = store.write(move |tx| {
        Box::pin(async move {
            for _ in 0..count {
                tx.append(Time::UNIX_EPOCH, None, Entry::Reminded).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    work.await.unwrap();
}

async fn fill(store: &Store, count: u8) {
    let agent = add_agent(store, 1).await;
    for number in 0..count {
        let work = store.write(move |tx| Box::pin(async move { receive(tx, agent, &number.to_string(), "{}".to_owned()).await }));
        work.await.unwrap();
    }
}

#[tokio::test]
async fn what_is_on_record_is_proved_also_after_a_start() {
    let (store, folder) = store().await;
    fill(&store, 20).await;
    assert_eq!(verified(&store).await.unwrap().checkpoint.size, 20);
    drop(store);
    let store = reopen(&folder).await;
    remind(&store, 300).await;
    drop(store);
    let store = reopen(&folder).await;
    remind(&store, 1).await;
    assert_eq!(verified(&store).await.unwrap().checkpoint.size, 321);
}

#[tokio::test]
async fn each_entry_has_a_proof_at_each_size_that_was_signed() {
    let (store, _folder) = store().await;
    let key = seal().key().clone();
    for (count, size) in [(1, 1), (1, 2), (253, 255), (1, 256), (1, 257), (343, 600)] {
        remind(&store, count).await;
        let mut reader = store.read().await.unwrap();
        let last = reader.last_checkpoint().await.unwrap().unwrap();
        assert_eq!((last.checkpoint.size, last.key), (size, key.id()));
        let checkpoint = last.checkpoint.note(&key, &last.signature);
        for (seq, entry) in reader.ledger_lines(0, 600).await.unwrap() {
            let path = reader.path(seq, last.checkpoint.size).await.unwrap();
            let text = Proof { entry, path, checkpoint: checkpoint.clone() }.to_string();
            let (_, proved) = Proof::check(&text, &key).unwrap_or_else(|error| panic!("{seq} of {size}: {error}"));
            assert_eq!(proved, last.checkpoint);
        }
    }
}

#[tokio::test]
async fn what_fails_leaves_no_leaf() {
    let (store, _folder) = store().await;
    remind(&store, 3).await;
    let work = store.write(|tx| {
        Box::pin(async move {
            tx.append(Time::UNIX_EPOCH, None, Entry::Reminded).await?;
            Err::<(), _>(StoreError::Conflict)
        })
    });
    assert!(matches!(work.await, Err(StoreError::Conflict)));
    remind(&store, 2).await;
    assert_eq!(verified(&store).await.unwrap().checkpoint.size, 5);
}

#[tokio::test]
async fn a_record_that_was_changed_past_the_store_is_named() {
    let (store, folder) = store().await;
    fill(&store, 9).await;
    meddle(&folder, &["DROP TRIGGER ledger_never_changes", "UPDATE ledger SET entry = replace(entry, 'hold', 'pass') WHERE seq = 4"]).await;
    let found = verified(&store).await;
    assert_eq!(found, Err(Problem::Root { from: 1, until: 9 }), "its leaf is not the one that was signed");
    drop(store);
    let store = reopen(&folder).await;
    assert!(verified(&store).await.is_err(), "it does not heal by itself");
}

#[tokio::test]
async fn a_ledger_that_was_cut_forged_or_signed_by_another_does_not_open() {
    let cut = ["DROP TRIGGER ledger_never_shrinks", "DELETE FROM ledger WHERE seq = 9"];
    let added = ["INSERT INTO ledger (seq, at, entry, salt, leaf) VALUES (10, 0, '{\"event\":\"reminded\"}', zeroblob(16), zeroblob(32))"];
    let forged = ["DROP TRIGGER ledger_never_changes", "UPDATE ledger SET leaf = zeroblob(32) WHERE seq = 4"];
    let unsigned = ["DROP TRIGGER checkpoints_never_shrink", "DELETE FROM checkpoints"];
    let unsealed = ["DROP TRIGGER ledger_is_sealed", "INSERT INTO ledger (seq, at, entry) VALUES (10, 0, '{\"event\":\"reminded\"}')"];
    for statements in [&cut[..], &added, &forged, &unsigned, &unsealed] {
        let (store, folder) = store().await;
        remind(&store, 9).await;
        drop(store);
        meddle(&folder, statements).await;
        let refused = Store::open(&file(&folder), seal(), |_| {}).await.map(drop);
        assert!(matches!(refused, Err(StoreError::NotAsSigned)), "{statements:?}: {refused:?}");
    }
    let (store, folder) = store().await;
    remind(&store, 9).await;
    drop(store);
    let refused = Store::open(&file(&folder), Arc::new(TestSeal::new(2)), |_| {}).await.map(drop);
    assert!(matches!(refused, Err(StoreError::NotAsSigned)), "{refused:?}");
    assert_eq!(verified(&reopen(&folder).await).await.unwrap().checkpoint.size, 9);
}

#[tokio::test]
async fn what_was_written_before_there_was_a_tree_gets_its_leaves_at_the_next_start() {
    let (store, folder) = store().await;
    fill(&store, 9).await;
    remind(&store, 300).await;
    drop(store);
    // As an older version left it.
    let older = [
        "DROP TRIGGER ledger_never_changes",
        "DROP TRIGGER ledger_is_sealed",
        "DROP TRIGGER checkpoints_never_shrink",
        "DROP TRIGGER subtrees_never_shrink",
        "UPDATE ledger SET salt = NULL, leaf = NULL",
        "DELETE FROM checkpoints",
        "DELETE FROM subtrees",
    ];
    meddle(&folder, &older).await;
    let store = reopen(&folder).await;
    remind(&store, 1).await;
    assert_eq!(verified(&store).await.unwrap().checkpoint.size, 310);
}

#[tokio::test]
async fn tables_that_say_something_else_than_the_ledger_are_named() {
    let (store, folder) = store().await;
    let agent = add_agent(&store, 1).await;
    let (one, two) = (held(&store, agent, "one").await, held(&store, agent, "two").await);
    let differing = async |store: &Store| store.read().await.unwrap().compare(0, 10).await.unwrap().unwrap().1;
    assert_eq!(differing(&store).await, []);
    assert_eq!(store.read().await.unwrap().compare(two.seq, 10).await.unwrap(), None, "there are no more");
    meddle(&folder, &["DROP TRIGGER actions_never_change", "UPDATE actions SET arguments = '{\"a\":1}' WHERE seq = 1"]).await;
    let (seq, version) = (two.seq, two.version);
    store.write(move |tx| Box::pin(async move { tx.advance_review(seq, version, &cancelled()).await })).await.unwrap();
    let named = [Differs::Asked(one.action.id), Differs::Stands(two.action.id)];
    assert_eq!(differing(&store).await, named, "what was asked is another, and what was decided is not on record");
    let cancel =
        store.write(move |tx| Box::pin(async move { tx.append(Time::UNIX_EPOCH, Some((seq, two.action.id)), Entry::Cancelled).await }));
    cancel.await.unwrap();
    assert_eq!(differing(&store).await, named[..1]);
}
