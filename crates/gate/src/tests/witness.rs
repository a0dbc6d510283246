//! The witness: it gets checkpoints, and whoever cuts or rewrites the ledger afterwards is told on.

use std::{fs, path::PathBuf};

use chrono::TimeDelta;
use sekisho_core::ledger::{Custody, Entry, Unlike, WitnessDiffers};
use sekisho_verify::{sizes, witnessed};
use tempfile::TempDir;

use super::{House, noon, refused};
use crate::Code;

/// A house with a witness, and the folder of its ledger there.
async fn watched() -> (House, TempDir, PathBuf) {
    let (house, place) = (House::new().await, tempfile::tempdir().unwrap());
    house.gate.set_witness(house.owner, Some(folder(&place))).await.unwrap();
    let own = fs::read_dir(place.path()).unwrap().next().unwrap().unwrap().path();
    (house, place, own)
}

fn folder(place: &TempDir) -> String {
    place.path().to_str().unwrap().to_owned()
}

impl House {
    /// What is on record of a witness that knows something else.
    async fn told_on(&self) -> Vec<(u64, Unlike)> {
        let ledger = self.ledger().await.into_iter();
        ledger
            .filter_map(|entry| {
                if let Entry::Custody(Custody::WitnessDiffers(WitnessDiffers { size, why, .. })) = entry { Some((size, why)) } else { None }
            })
            .collect()
    }
}

/// All files of a data directory, as a backup has them.
fn back_up(house: &House) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for file in fs::read_dir(house.folder.path()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    copy
}

async fn restored(house: House, backup: TempDir) -> House {
    house.gate.close();
    let House { owner, agent, .. } = house;
    let gate = super::open(&backup, crate::limits::Limits::DEFAULT, noon() + TimeDelta::days(2)).await;
    House { gate, owner, agent, folder: backup }
}

#[tokio::test]
async fn it_gets_each_checkpoint_once_and_the_ledger_goes_on_from_all_of_them() {
    let (house, place, own) = watched().await;
    let first = house.gate.witness().view().unwrap();
    assert!(first.fits && first.problem.is_none() && first.size.is_some(), "it has the newest at once: {first:?}");
    house.gate.tell_witness().await;
    assert_eq!(sizes(&own).unwrap().len(), 1, "nothing happened since, so there is nothing to give");
    house.held().await;
    house.gate.tell_witness().await;
    let known = witnessed(place.path(), std::slice::from_ref(house.gate.ledger_key())).unwrap();
    assert_eq!(known.len(), 2);
    let mut reader = house.gate.store().read().await.unwrap();
    for checkpoint in known {
        assert_eq!(reader.root_at(checkpoint.size).await.unwrap(), checkpoint.root);
    }
    assert_eq!(
        house.count(|entry| matches!(entry, Entry::Custody(Custody::WitnessSet(set)) if set.folder.is_some())).await,
        1,
        "it is on record"
    );
    let house = house.reopen(noon()).await;
    assert_eq!(house.gate.check_witness().await.unwrap().unwrap().problem, None, "it outlives the process");
    house.gate.set_witness(house.owner, None).await.unwrap();
    assert_eq!((house.gate.witness().view(), house.told_on().await), (None, vec![]));
}

#[tokio::test]
async fn a_ledger_restored_from_an_older_backup_is_told_on_once_and_gives_nothing_more() {
    let (house, _place, own) = watched().await;
    house.gate.close();
    let backup = back_up(&house);
    house.held().await;
    house.gate.tell_witness().await;
    let newest = sizes(&own).unwrap()[0];
    let house = restored(house, backup).await;
    house.gate.tell_witness().await;
    house.gate.tell_witness().await;
    assert_eq!(house.told_on().await, [(newest, Unlike::Shorter)]);
    let seen = house.gate.witness().view().unwrap();
    assert!(!seen.fits && seen.problem.unwrap().contains("cut, or restored from an older backup"));
    for _ in 0..20 {
        house.held().await;
    }
    house.gate.tell_witness().await;
    assert_eq!(house.told_on().await, [(newest, Unlike::Shorter)], "what grows back is another ledger, which was told");
    assert!(!house.gate.witness().view().unwrap().fits);
    assert_eq!(sizes(&own).unwrap()[0], newest, "what the witness knows stays as it is");
    let again = house.gate.set_witness(house.owner, Some(own.parent().unwrap().to_str().unwrap().to_owned())).await;
    refused(again, Code::InvalidRequest, "a witness that knows better is not taken on again");
    let house = house.reopen(noon() + TimeDelta::days(3)).await;
    house.gate.tell_witness().await;
    assert_eq!(house.told_on().await, [(newest, Unlike::Shorter), (newest, Unlike::Forked)], "each start tells it anew");
    let other = tempfile::tempdir().unwrap();
    house.gate.set_witness(house.owner, Some(folder(&other))).await.unwrap();
    assert!(house.gate.witness().view().unwrap().problem.is_none(), "another one begins anew");
}

#[tokio::test]
async fn a_checkpoint_that_the_key_did_not_sign_is_told_on() {
    let (house, place, own) = watched().await;
    fs::write(own.join("9000.checkpoint"), "sekisho/ledger-00000000\n9000\nAAAA\n\n").unwrap();
    house.gate.tell_witness().await;
    assert_eq!(house.told_on().await, [(9000, Unlike::Unsigned)]);
    assert!(witnessed(place.path(), std::slice::from_ref(house.gate.ledger_key())).is_err(), "an auditor does not take it either");
    fs::create_dir(own.join("9001.checkpoint")).unwrap();
    house.gate.tell_witness().await;
    assert_eq!(house.told_on().await, [(9000, Unlike::Unsigned), (9001, Unlike::Unsigned)], "a folder is none either");
    fs::remove_dir(own.join("9001.checkpoint")).unwrap();
    house.gate.tell_witness().await;
    let size = sizes(&own).unwrap()[1];
    fs::rename(own.join(format!("{size}.checkpoint")), own.join("9000.checkpoint")).unwrap();
    house.gate.tell_witness().await;
    assert_eq!(house.told_on().await.len(), 3, "a signed one under another name is no better");
}

#[tokio::test]
async fn a_folder_that_is_gone_is_said_and_tried_again() {
    let (house, place, own) = watched().await;
    let aside = place.path().join("aside");
    fs::rename(&own, &aside).unwrap();
    house.held().await;
    house.gate.tell_witness().await;
    let seen = house.gate.witness().view().unwrap();
    assert!(seen.fits && seen.problem.unwrap().contains("cannot be used"));
    assert!(!own.exists(), "a share that is not mounted is not taken for an empty one");
    fs::rename(&aside, &own).unwrap();
    house.gate.tell_witness().await;
    assert_eq!((house.gate.witness().view().unwrap().problem, sizes(&own).unwrap().len()), (None, 2));
    assert_eq!(house.told_on().await, [], "nothing of that is anybody's fault");
}

#[tokio::test]
async fn only_an_administrator_names_a_folder_and_only_one_that_can_be_a_witness() {
    let house = House::new().await;
    let person = house.reviewer("Person", &[]).await;
    let place = tempfile::tempdir().unwrap();
    refused(house.gate.set_witness(person, Some(folder(&place))).await, Code::Forbidden, "a reviewer");
    let inside = house.folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    let file = place.path().join("file");
    fs::write(&file, "").unwrap();
    let text = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let missing = place.path().join("missing");
    for bad in ["here".to_owned(), String::new(), text(&inside), text(house.folder.path()), text(&missing), text(&file)] {
        refused(house.gate.set_witness(house.owner, Some(bad.clone())).await, Code::InvalidRequest, &bad);
    }
    assert_eq!(house.count(|entry| matches!(entry, Entry::Custody(Custody::WitnessSet(_)))).await, 0);
    assert!(!missing.exists());
}
