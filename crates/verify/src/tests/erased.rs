//! Erased records: what a later entry says was erased is believed, and nothing else that is left out.

use anyhow::{Result, anyhow};

use super::{Hub, check};
use crate::{Checked, Checkpoint, Entry, Frontier, Leaf, Problem, Verifier, body_hash, tell};

const ACTIONS: [&str; 3] =
    ["0197b8f2-6a1e-7c3d-9f10-2b4a5c6d7e8f", "0197b8f2-6a1e-7c3d-9f10-2b4a5c6d7e90", "0197b8f2-6a1e-7c3d-9f10-2b4a5c6d7e91"];

/// What happened, and to which of the actions.
type Course = Vec<(&'static str, Option<usize>)>;

/// Three actions with three entries each, something about none of them, and the erasure of the first two in the middle of the rest.
fn course() -> Course {
    let of = |event| (0..3).map(move |action| (event, Some(action)));
    let mut course: Course = of("received").chain(of("approved")).collect();
    course.extend([("retention_set", None), ("erased", Some(0)), ("told", Some(2)), ("erased", Some(1)), ("viewed", Some(0))]);
    course
}

/// The lines of a ledger in which these happened, without its head and its checkpoint. `gone` says which records are erased.
fn entries(course: &Course, gone: impl Fn(usize) -> bool) -> Vec<String> {
    let line = |(at, (event, action)): (usize, &(&str, Option<usize>))| {
        let seq = u64::try_from(at + 1).unwrap_or_default();
        let (salt, record) = ([7; 16], format!(r#"{{"event":"{event}","note":"山田様 {seq}"}}"#));
        let action = action.and_then(|action| ACTIONS.get(action)).copied();
        let leaf = Leaf { seq, at: 1_795_400_000_000_000, event, action, body: body_hash(&salt, record.as_bytes()) };
        if gone(at) { Entry::erased_line(&leaf) } else { Entry::line(&leaf, &salt, &record) }
    };
    course.iter().enumerate().map(line).collect()
}

fn ledger(hub: &Hub, entries: &[String]) -> Result<Vec<String>> {
    let (mut tree, size) = (Frontier::default(), u64::try_from(entries.len())?);
    for line in entries {
        tree.push(Entry::read(line)?.hash);
    }
    let lines = std::iter::once(Verifier::first_line(&hub.public, size)).chain(entries.iter().map(|line| format!("{line}\n")));
    Ok(lines.chain([hub.signed(&Checkpoint { size, root: tree.root() })]).collect())
}

#[test]
fn what_was_erased_leaves_the_rest_provable() -> Result<()> {
    let (hub, course) = (Hub::new(1)?, course());
    let erased = |at: usize| at < 6 && matches!(course.get(at), Some((_, Some(0 | 1))));
    let lines = ledger(&hub, &entries(&course, erased))?;
    let verified = check(&hub.public, Vec::new(), &lines).map_err(|problem| anyhow!("{problem}"))?;
    assert_eq!((verified.checkpoint.size, verified.erased), (11, 4));
    let whole = ledger(&hub, &entries(&course, |_| false))?;
    let before = check(&hub.public, Vec::new(), &whole).map_err(|problem| anyhow!("{problem}"))?;
    assert_eq!(verified.checkpoint, before.checkpoint, "the signed root is the one of before");
    assert!(!lines.concat().contains("山田様 1\"") && whole.concat().contains("山田様 1\""));
    let told = tell(&Checked::Ledger(verified));
    assert!(told.contains("whole and unchanged: 11 entries") && told.contains("The records of 4 were erased"), "{told}");
    Ok(())
}

#[test]
fn whoever_leaves_out_a_record_is_found_out_for_every_set_of_records() -> Result<()> {
    let (hub, course) = (Hub::new(1)?, course());
    for gone in 0_u32..1 << course.len() {
        let is_gone = |at: usize| gone >> at & 1 == 1;
        let lines = ledger(&hub, &entries(&course, is_gone))?;
        let covered = |at: usize| {
            let later = course.iter().enumerate().skip(at + 1);
            let mut erasing = later.filter(|(_, (event, about))| *event == "erased" && *about == course.get(at).and_then(|one| one.1));
            course.get(at).is_some_and(|(event, about)| *event != "erased" && about.is_some()) && erasing.next().is_some()
        };
        let first = (0..course.len()).find(|at| is_gone(*at) && !covered(*at));
        let found = check(&hub.public, Vec::new(), &lines);
        match (first, found) {
            (None, Ok(verified)) => assert_eq!(verified.erased, u64::from(gone.count_ones())),
            (Some(_), Err(Problem::Missing { seq })) => {
                let at = usize::try_from(seq)? - 1;
                assert!(is_gone(at) && !covered(at), "{gone:b}: entry {seq} is one of those that are missing");
            }
            (first, found) => return Err(anyhow!("{gone:b}: {first:?}, {found:?}")),
        }
    }
    Ok(())
}

#[test]
fn what_says_that_something_was_erased_cannot_be_forged_or_left_out() -> Result<()> {
    let (hub, course) = (Hub::new(1)?, course());
    let gone = |at: usize| at == 0;
    let lines = ledger(&hub, &entries(&course, gone))?;
    assert!(check(&hub.public, Vec::new(), &lines).is_ok());
    // The signed entry says `told` about another action; to make it say `erased` changes its leaf.
    let forged: Course = course.iter().map(|one| if *one == ("erased", Some(0)) { ("erased", Some(2)) } else { *one }).collect();
    let mut changed = lines.clone();
    for (line, other) in changed.iter_mut().skip(1).zip(entries(&forged, gone)).skip(7).take(1) {
        *line = other + "\n";
    }
    assert!(matches!(check(&hub.public, Vec::new(), &changed), Err(Problem::Root { .. })));
    Ok(())
}
