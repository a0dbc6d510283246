//! Whoever may answer finds it on their desk, whatever way it goes and however far it has come; nobody else does.

use super::*;

fn everyone_agrees(state: &State) -> Result<(), TestCaseError> {
    let State::Held(held) = state else { return Ok(()) };
    let desks = held.desks();
    for number in 0..PEOPLE {
        let mut actor = actor(number);
        prop_assert_eq!(desks.has(&actor), held.is_with(&actor), "{} finds {:?} of {:?}", number, desks, held);
        // Who stands in for everybody, the owner and the administrator too.
        let absent = |number| Absent { id: person(number), groups: groups(number), administrator: number == 3, may_approve: true };
        actor.stands_for = (0..PEOPLE).filter(|other| *other != number).map(absent).collect();
        prop_assert_eq!(desks.has(&actor), held.is_with(&actor), "{} for all finds {:?} of {:?}", number, desks, held);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_lies_where_it_may_be_answered(stations in vec(any_station(), 1..4), deeds in vec(any_deed(), 0..20)) {
        let mut state = held(stations);
        everyone_agrees(&state)?;
        for deed in &deeds {
            if let Ok(Step::Changed(next)) = transition(&state, event(deed), at(1)) { state = next }
            everyone_agrees(&state)?;
        }
    }

    #[test]
    fn without_a_way_it_lies_with_one(with in prop_oneof![
        Just(Assignee::Anyone),
        (0..PEOPLE).prop_map(|number| Assignee::Reviewer(person(number))),
        Just(Assignee::Group("group".to_owned())),
        Just(Assignee::Administrators),
    ], owner in proptest::option::of((0..PEOPLE).prop_map(person))) {
        everyone_agrees(&State::Held(Held { with, owner, ..Held::for_anyone(at(DUE)) }))?;
    }
}

#[test]
fn it_lies_with_each_who_may_fill_an_open_place() {
    let group = || Place::Group("group".to_owned());
    let State::Held(before) = held(vec![station(vec![Place::Administrators, group(), Place::Reviewer(person(4))], 3)]) else { panic!() };
    assert_eq!(before.desks().on, [Assignee::Reviewer(person(4)), Assignee::Group("group".to_owned()), Assignee::Administrators]);
    let voted = transition(&State::Held(before), Event::Approve { by: actor(1), note: None, grant: None }, at(1));
    let Ok(Step::Changed(State::Held(after))) = voted else { panic!("{voted:?}") };
    assert_eq!(after.desks().on, [Assignee::Reviewer(person(4)), Assignee::Administrators], "the group's place is filled");
    assert_eq!(after.desks().without, [person(OWNER), person(1)]);
}
