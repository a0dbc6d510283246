use chrono::TimeDelta;
use proptest::{collection::vec, prelude::*};

use super::*;
use crate::review::{Absent, Actor, Decider, Event, Held, No, Refusal, State, Step, transition};

mod desks;

const DUE: i64 = 600;

fn person(number: u8) -> ReviewerId {
    ReviewerId::new(Time::UNIX_EPOCH, [number; 10])
}

fn at(seconds: i64) -> Time {
    Time::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

/// Person 0 owns the agent; 1 and 2 are in the group; 3 is an administrator; 4 may approve little; 5 stands in for 1 and for 4.
const PEOPLE: u8 = 6;
const OWNER: u8 = 0;

fn groups(number: u8) -> Vec<String> {
    if number == 1 || number == 2 { vec!["group".to_owned()] } else { Vec::new() }
}

fn actor(number: u8) -> Actor {
    let absent = |number| Absent { id: person(number), groups: groups(number), administrator: false, may_approve: number != 4 };
    Actor {
        administrator: number == 3,
        may_approve: number != 4,
        stands_for: if number == 5 { vec![absent(1), absent(4)] } else { Vec::new() },
        ..Actor::new(person(number), groups(number))
    }
}

fn station(places: Vec<Place>, need: u8) -> Station {
    Station { title: "課長".to_owned(), places, need }
}

fn held(stations: Vec<Station>) -> State {
    let way = Way { route: "稟議".to_owned(), stations, votes: Vec::new(), detour: None, readers: Vec::new() };
    State::Held(Held { with: way.waits_for(), way: Some(Box::new(way)), owner: Some(person(OWNER)), ..Held::for_anyone(at(DUE)) })
}

/// Who can fill a place, told by the story above and not by the code.
fn can(place: &Place, number: u8) -> bool {
    if let Place::Either(places) = place {
        return places.iter().any(|place| can(place, number));
    }
    let own = |number: u8| match place {
        Place::Reviewer(id) => *id == person(number),
        Place::Group(_) => number == 1 || number == 2,
        Place::Administrators => number == 3,
        Place::Either(_) => false,
    };
    own(number) || number == 5 && (own(1) || own(4))
}

/// Whether these people can fill `need` of the places, each another one: by trying every way.
fn fill(places: &[Place], people: &[u8], need: usize) -> bool {
    need == 0
        || people.iter().enumerate().any(|(index, number)| {
            let others = [&people[..index], &people[index + 1..]].concat();
            places
                .iter()
                .enumerate()
                .any(|(place, wanted)| can(wanted, *number) && fill(&[&places[..place], &places[place + 1..]].concat(), &others, need - 1))
        })
}

#[derive(Debug, Clone)]
enum Deed {
    Approve(u8),
    Reject(u8),
    Withdraw(u8),
    Forget(u8),
    PassOn(u8, u8),
    Take(u8),
    Return,
    Raise(u8),
    Wait(i64),
}

fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![
        (0..PEOPLE).prop_map(|number| Place::Reviewer(person(number))),
        Just(Place::Group("group".to_owned())),
        Just(Place::Administrators),
    ]
}

fn any_station() -> impl Strategy<Value = Station> {
    vec(any_place(), 1..4).prop_flat_map(|places| {
        let most = u8::try_from(places.len()).unwrap();
        (Just(places), 1..=most).prop_map(|(places, need)| station(places, need))
    })
}

fn any_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => (0..PEOPLE).prop_map(Deed::Approve),
        1 => (0..PEOPLE).prop_map(Deed::Reject),
        1 => (0..PEOPLE).prop_map(Deed::Withdraw),
        1 => (0..PEOPLE).prop_map(Deed::Forget),
        1 => (0..PEOPLE, 0..PEOPLE).prop_map(|(by, to)| Deed::PassOn(by, to)),
        1 => (0..PEOPLE).prop_map(Deed::Take),
        1 => Just(Deed::Return),
        1 => (0..PEOPLE).prop_map(Deed::Raise),
        1 => (0_i64..200).prop_map(Deed::Wait),
    ]
}

fn event(deed: &Deed) -> Event {
    match deed {
        Deed::Approve(by) => Event::Approve { by: actor(*by), note: None, grant: None },
        Deed::Reject(by) => Event::Reject { by: actor(*by), reason: "no".to_owned(), how: No::Rejected },
        Deed::Withdraw(by) => Event::Withdraw { by: person(*by) },
        Deed::Forget(who) => Event::Forget { reviewer: person(*who) },
        Deed::PassOn(by, to) => Event::Escalate { by: actor(*by), to: Assignee::Reviewer(person(*to)) },
        Deed::Take(by) => Event::Take { by: actor(*by) },
        Deed::Return => Event::Return,
        Deed::Raise(to) => Event::Raise { to: Assignee::Reviewer(person(*to)) },
        Deed::Wait(_) => Event::Tick,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// However people act: nothing is approved without enough different people at every station, by its owner, by one voice that counts
    /// twice, above a limit, or late; and everything ends.
    #[test]
    fn a_way_is_gone_to_its_end(stations in vec(any_station(), 1..4), deeds in vec(any_deed(), 1..30)) {
        let (mut state, mut now) = (held(stations), 0);
        // The places as they are now, as passing on and leaving change them.
        let mut places: Vec<Station> = Vec::new();
        for deed in &deeds {
            if let Deed::Wait(seconds) = deed { now += seconds }
            if let State::Held(Held { way: Some(way), .. }) = &state { places.clone_from(&way.stations) }
            let Ok(Step::Changed(next)) = transition(&state, event(deed), at(now)) else { continue };
            state = next;
            if let State::Held(Held { way: Some(way), with, .. }) = &state {
                prop_assert!(way.at().is_some(), "what is complete does not wait");
                prop_assert_eq!(with, &way.waits_for());
                prop_assert!(*with != Assignee::Reviewer(person(OWNER)) || !matches!(deed, Deed::Raise(_)), "never raised to the owner");
            }
            if !matches!(state, State::Held(_)) { break }
        }
        if let State::Approved(approval) = &state {
            prop_assert!(now < DUE && matches!(approval.by, Decider::Reviewer(_)));
            let number = |id: ReviewerId| (0..PEOPLE).find(|number| person(*number) == id).unwrap();
            let voters: Vec<_> = approval.votes.iter().map(|vote| number(vote.by)).collect();
            prop_assert!(!voters.contains(&OWNER), "the owner has no say");
            let mut once = voters.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), voters.len(), "one person, one voice");
            for (index, station) in places.iter().enumerate() {
                let here: Vec<_> = approval.votes.iter().filter(|vote| usize::from(vote.station) == index).collect();
                let people: Vec<_> = here.iter().map(|vote| number(vote.by)).collect();
                prop_assert!(fill(&station.places, &people, usize::from(station.need)), "{:?} at {:?}", people, station);
                let is_last = index + 1 == places.len();
                let little = |vote: &&Vote| number(vote.by) == 4 || vote.stands_for == Some(person(4));
                prop_assert!(!is_last || !here.iter().any(little), "nobody ends what is above their limit");
            }
        }
        // Whatever has happened, time ends it.
        let end = transition(&state, Event::Tick, at(DUE.max(now)));
        let ends = matches!(end, Ok(Step::Changed(State::Expired { .. })));
        prop_assert!(ends || !matches!(state, State::Held(_)), "it waits on after its time");
    }
}

fn step(state: &State, event: Event) -> State {
    match transition(state, event, at(1)) {
        Ok(Step::Changed(next)) => next,
        other => panic!("{other:?}"),
    }
}

fn yes(number: u8) -> Event {
    Event::Approve { by: actor(number), note: None, grant: None }
}

#[test]
fn people_move_over_so_that_all_places_are_filled() {
    let state = held(vec![station(vec![Place::Group("group".to_owned()), Place::Reviewer(person(1))], 2)]);
    // Person 1 could fill both, person 2 only the first.
    let state = step(&state, yes(1));
    assert!(matches!(step(&state, yes(2)), State::Approved(approval) if approval.votes.len() == 2));
}

#[test]
fn who_stands_in_is_on_record_and_has_no_second_voice() {
    // Somebody else could end it, so that whoever stands in is free to speak here.
    let last = || station(vec![Place::Reviewer(person(5)), Place::Administrators], 1);
    let way = || vec![station(vec![Place::Reviewer(person(1))], 1), last()];
    let state = step(&held(way()), yes(5));
    let State::Held(Held { way: Some(after), .. }) = &state else { panic!("{state:?}") };
    assert_eq!(after.votes[0].stands_for, Some(person(1)));
    assert_eq!(transition(&state, yes(5), at(2)), Err(Refusal::Voted));
    assert_eq!(transition(&held(way()), yes(0), at(2)), Err(Refusal::OwnAgent));
    assert_eq!(transition(&held(way()), yes(3), at(2)), Err(Refusal::NotYours));
}

#[test]
fn a_limit_counts_at_the_last_station() {
    let state =
        held(vec![station(vec![Place::Reviewer(person(4))], 1), station(vec![Place::Reviewer(person(4)), Place::Administrators], 1)]);
    let state = step(&state, yes(4));
    assert!(matches!(step(&state, yes(3)), State::Approved(_)));
    let last = held(vec![station(vec![Place::Reviewer(person(4))], 1)]);
    assert_eq!(transition(&last, yes(4), at(1)), Err(Refusal::AboveLimit));
    assert!(
        matches!(step(&last, Event::Reject { by: actor(4), reason: "no".to_owned(), how: No::Rejected }), State::Denied { .. }),
        "no is for everyone there"
    );
    let plain = State::Held(Held::for_anyone(at(DUE)));
    assert_eq!(transition(&plain, yes(4), at(1)), Err(Refusal::AboveLimit), "also without a way");
}

#[test]
fn time_reminds_then_raises_and_then_ends() {
    let start = held(vec![station(vec![Place::Reviewer(person(1)), Place::Reviewer(person(2))], 2)]);
    let State::Held(start) = start else { panic!("held") };
    let state = State::Held(Held { since: Some(at(0)), ..start });
    let tick = |state: &State, seconds| transition(state, Event::Tick, at(seconds));
    let alert = |state: &State| matches!(state, State::Held(held) if held.alert == crate::review::Alert::Raised);
    assert_eq!(tick(&state, DUE / 2 - 1), Ok(Step::Unchanged));
    let Ok(Step::Changed(reminded)) = tick(&state, DUE / 2) else { panic!("a reminder") };
    assert_eq!(tick(&reminded, DUE * 3 / 4 - 1), Ok(Step::Unchanged), "once");
    let Ok(Step::Changed(late)) = tick(&reminded, DUE * 3 / 4) else { panic!("the next authority") };
    assert!(alert(&late) && tick(&late, DUE - 1) == Ok(Step::Unchanged));
    let raised = step(&late, Event::Raise { to: Assignee::Administrators });
    assert!(matches!(&raised, State::Held(held) if held.with == Assignee::Administrators));
    // Whoever was asked before may still answer; the other place stays theirs.
    let one = step(&raised, yes(3));
    assert!(matches!(step(&one, yes(2)), State::Approved(_)));
    assert!(matches!(step(&step(&raised, yes(1)), yes(2)), State::Approved(_)));
    assert_eq!(transition(&one, yes(1), at(1)), Err(Refusal::NotYours), "they fill one place between them");
    assert!(matches!(tick(&raised, DUE), Ok(Step::Changed(State::Expired { .. }))));
}

#[test]
fn what_is_taken_back_or_gone_counts_no_more() {
    let both = || held(vec![station(vec![Place::Group("group".to_owned()); 2], 2), station(vec![Place::Administrators], 1)]);
    let state = step(&both(), yes(1));
    assert_eq!(transition(&state, Event::Withdraw { by: person(2) }, at(1)), Err(Refusal::NotVoted));
    assert_eq!(step(&state, Event::Withdraw { by: person(1) }), both());
    let further = step(&state, yes(2));
    assert_eq!(transition(&further, Event::Withdraw { by: person(1) }, at(1)), Err(Refusal::NotVoted), "that station is behind");
    let back = step(&further, Event::Forget { reviewer: person(1) });
    let State::Held(held) = &back else { panic!("{back:?}") };
    assert_eq!((held.way.as_ref().unwrap().at(), &held.with), (Some(0), &Assignee::Group("group".to_owned())));
    let gone = step(&held_by(1), Event::Return);
    assert!(matches!(&gone, State::Held(held) if held.with == Assignee::Administrators), "{gone:?}");
}

#[test]
fn a_yes_fills_an_open_place_or_is_none() {
    let group = || Place::Group("group".to_owned());
    let state = step(&held(vec![station(vec![group(), Place::Administrators], 2)]), yes(1));
    assert_eq!(transition(&state, yes(2), at(2)), Err(Refusal::NotYours), "that place is filled");
    assert_eq!(transition(&state, Event::Escalate { by: actor(2), to: Assignee::Administrators }, at(2)), Err(Refusal::NotYours));
    assert!(
        matches!(step(&state, Event::Reject { by: actor(2), reason: "no".to_owned(), how: No::Rejected }), State::Denied { .. }),
        "a no is always heard"
    );
    assert!(matches!(step(&state, yes(3)), State::Approved(_)));
}

#[test]
fn whoever_is_needed_later_is_kept_for_that() {
    let two = |seats: Vec<Place>, need| held(vec![station(vec![Place::Group("group".to_owned())], 1), station(seats, need)]);
    let state = two(vec![Place::Reviewer(person(1))], 1);
    assert_eq!(transition(&state, yes(1), at(1)), Err(Refusal::NotYours), "nobody else could say yes after them");
    assert_eq!(transition(&state, yes(5), at(1)), Err(Refusal::NotYours), "nor who stands in for them");
    assert!(matches!(step(&step(&state, yes(2)), yes(1)), State::Approved(_)));
    let stand_in = two(vec![Place::Reviewer(person(5))], 1);
    assert_eq!(transition(&stand_in, yes(5), at(1)), Err(Refusal::NotYours), "nor for somebody else who is away");
    let either = two(vec![Place::Reviewer(person(1)), Place::Administrators], 1);
    assert!(matches!(step(&step(&either, yes(1)), yes(3)), State::Approved(_)), "somebody else can");
}

#[test]
fn nothing_is_passed_on_to_whoever_has_a_say_already() {
    let one = |number| station(vec![Place::Reviewer(person(number))], 1);
    let state = step(&held(vec![one(1), one(2), one(3)]), yes(1));
    let to = |number| transition(&state, Event::Escalate { by: actor(2), to: Assignee::Reviewer(person(number)) }, at(2));
    assert_eq!((to(1), to(3)), (Err(Refusal::NotThere), Err(Refusal::NotThere)));
    assert!(matches!(to(4), Ok(Step::Changed(_))));
}

#[test]
fn nobody_speaks_for_the_owner() {
    let stands_for_owner = || {
        let owner = Absent { id: person(OWNER), groups: groups(1), administrator: true, may_approve: true };
        Actor { stands_for: vec![owner], ..Actor::new(person(4), Vec::new()) }
    };
    let group = || Place::Group("group".to_owned());
    let on_way = held(vec![station(vec![group(), Place::Administrators], 1)]);
    let State::Held(plain) = on_way.clone() else { panic!("held") };
    let plain = State::Held(Held { way: None, with: Assignee::Group("group".to_owned()), ..plain });
    for state in [on_way, plain] {
        let refused = |event| assert_eq!(transition(&state, event, at(1)), Err(Refusal::NotYours));
        refused(Event::Approve { by: stands_for_owner(), note: None, grant: None });
        refused(Event::Reject { by: stands_for_owner(), reason: "no".to_owned(), how: No::Rejected });
        refused(Event::Escalate { by: stands_for_owner(), to: Assignee::Administrators });
    }
}

fn held_by(number: u8) -> State {
    held(vec![station(vec![Place::Reviewer(person(number))], 1)])
}
