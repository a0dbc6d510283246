use chrono::TimeDelta;
use proptest::{collection::vec, prelude::*};

use super::*;

/// The rules once more, as plainly as they can be said: flags and a clock in seconds, no shared code with `transition`.
#[derive(Debug, Default)]
struct Model {
    decided: Option<&'static str>,
    approved_at: i64,
    used_by: Option<String>,
    told: Option<(bool, Option<String>)>,
    holder: Option<u8>,
    at_it: Option<u8>,
    passed_on: u32,
}

const DUE: i64 = 60;
const VALID: i64 = 300;

/// What is done, by person 0, 1 or 2; person 2 is the only one in the group.
#[derive(Debug, Clone)]
enum Deed {
    Approve(u8),
    Reject(u8),
    PassOn(u8, u8),
    Take(u8),
    LetGo(u8),
    Return,
    Cancel,
    Tick,
    Use(u8),
    Tell(bool, bool),
}

const ANYONE: u8 = 8;
const GROUP: u8 = 9;

impl Model {
    fn may(&self, person: u8) -> bool {
        match self.holder {
            None => true,
            Some(GROUP) => person == 2,
            Some(holder) => holder == person,
        }
    }

    /// `Some(true)` if something changed, `Some(false)` if it was fine and changed nothing, `None` if it was refused.
    fn apply(&mut self, deed: &Deed, now: i64) -> Option<bool> {
        let open = self.decided.is_none();
        let late = now >= DUE;
        match deed {
            Deed::Tick => {
                let expires = open && late;
                if expires {
                    self.decided = Some("expired");
                }
                Some(expires)
            }
            Deed::Return => {
                let returns = open && self.holder.is_some();
                if returns {
                    self.holder = None;
                }
                Some(returns)
            }
            Deed::Cancel if open => {
                self.decided = Some("cancelled");
                Some(true)
            }
            Deed::Cancel => (self.decided == Some("cancelled")).then_some(false),
            Deed::Approve(person) | Deed::Reject(person) => {
                if !open || late || !self.may(*person) {
                    return None;
                }
                self.decided = Some(if matches!(deed, Deed::Approve(_)) { "approved" } else { "denied" });
                self.approved_at = now;
                Some(true)
            }
            Deed::PassOn(person, to) => {
                if !open
                    || late
                    || !self.may(*person)
                    || *to == ANYONE
                    || self.holder == Some(*to)
                    || person == to
                    || self.passed_on >= ESCALATIONS_MAX
                {
                    return None;
                }
                self.holder = Some(*to);
                self.passed_on += 1;
                self.at_it = None;
                Some(true)
            }
            Deed::Take(person) => {
                if !open || late || !self.may(*person) {
                    return None;
                }
                Some(self.at_it.replace(*person) != Some(*person))
            }
            Deed::LetGo(person) => {
                if !open || late || self.at_it != Some(*person) {
                    return None;
                }
                self.at_it = None;
                Some(true)
            }
            Deed::Use(key) => self.consume(&key.to_string(), now),
            Deed::Tell(succeeded, note) => self.tell((*succeeded, note.then(|| "note".to_owned()))),
        }
    }

    fn consume(&mut self, key: &str, now: i64) -> Option<bool> {
        if self.decided != Some("approved") {
            return None;
        }
        match &self.used_by {
            Some(used) => (used == key).then_some(false),
            None if now >= self.approved_at + VALID => None,
            None => {
                self.used_by = Some(key.to_owned());
                Some(true)
            }
        }
    }

    fn tell(&mut self, told: (bool, Option<String>)) -> Option<bool> {
        self.used_by.as_ref()?;
        if let Some(before) = &self.told {
            return (*before == told).then_some(false);
        }
        self.told = Some(told);
        Some(true)
    }
}

fn person(number: u8) -> ReviewerId {
    ReviewerId::new(Time::UNIX_EPOCH, [number; 10])
}

fn actor(number: u8) -> Actor {
    Actor::new(person(number), if number == 2 { vec!["group".to_owned()] } else { Vec::new() })
}

fn assignee(number: u8) -> Assignee {
    match number {
        ANYONE => Assignee::Anyone,
        GROUP => Assignee::Group("group".to_owned()),
        number => Assignee::Reviewer(person(number)),
    }
}

fn event(deed: &Deed) -> Event {
    match deed {
        Deed::Approve(by) => Event::Approve { by: actor(*by), note: None, grant: None },
        Deed::Reject(by) => Event::Reject { by: actor(*by), reason: "no".to_owned(), how: No::Rejected },
        Deed::PassOn(by, to) => Event::Escalate { by: actor(*by), to: assignee(*to) },
        Deed::Take(by) => Event::Take { by: actor(*by) },
        Deed::LetGo(by) => Event::Release { by: person(*by) },
        Deed::Return => Event::Return,
        Deed::Cancel => Event::Cancel,
        Deed::Tick => Event::Tick,
        Deed::Use(key) => Event::Consume { key: key.to_string() },
        Deed::Tell(succeeded, note) => Event::Report { succeeded: *succeeded, note: note.then(|| "note".to_owned()) },
    }
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let who = 0_u8..3;
    let to = prop_oneof![0_u8..3, Just(ANYONE), Just(GROUP)];
    prop_oneof![
        2 => who.clone().prop_map(Deed::Approve),
        1 => who.clone().prop_map(Deed::Reject),
        1 => who.clone().prop_map(Deed::Take),
        1 => who.clone().prop_map(Deed::LetGo),
        3 => (who, to).prop_map(|(by, to)| Deed::PassOn(by, to)),
        1 => Just(Deed::Return),
        1 => Just(Deed::Cancel),
        1 => Just(Deed::Tick),
        3 => (0_u8..2).prop_map(Deed::Use),
        3 => (any::<bool>(), any::<bool>()).prop_map(|(succeeded, note)| Deed::Tell(succeeded, note)),
    ]
}

fn held() -> State {
    State::Held(Held::for_anyone(Time::UNIX_EPOCH + TimeDelta::seconds(DUE)))
}

fn name(state: &State) -> Option<&'static str> {
    match state {
        State::Held(_) => None,
        State::Approved(_) | State::Consumed { .. } | State::Reported { .. } => Some("approved"),
        State::Denied { .. } => Some("denied"),
        State::Expired { .. } => Some("expired"),
        State::Cancelled { .. } => Some("cancelled"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Time also runs backwards here: a clock may jump.
    #[test]
    fn the_transition_does_what_the_model_does(deeds in vec((any_deed(), prop_oneof![5 => 0_i64..20, 1 => -30_i64..400]), 1..24)) {
        let (mut state, mut model, mut now) = (held(), Model::default(), 0);
        for (deed, seconds) in deeds {
            now = (now + seconds).max(0);
            let expected = model.apply(&deed, now);
            let got = transition(&state, event(&deed), Time::UNIX_EPOCH + TimeDelta::seconds(now));
            prop_assert_eq!(got.as_ref().ok().map(|step| *step != Step::Unchanged), expected, "{:?} at {} s on {:?}", deed, now, state);
            if let Ok(Step::Changed(next)) = got {
                state = next;
            }
            prop_assert_eq!(name(&state), model.decided);
        }
    }
}

#[test]
fn a_late_yes_is_a_no() {
    let at = |seconds| Time::UNIX_EPOCH + TimeDelta::seconds(seconds);
    let yes = || Event::Approve { by: actor(0), note: None, grant: None };
    assert!(transition(&held(), yes(), at(DUE - 1)).is_ok());
    assert_eq!(transition(&held(), yes(), at(DUE)), Err(Refusal::TooLate), "the deadline itself is late");
}

#[test]
fn an_approval_is_used_once_and_in_time() {
    let at = |seconds| Time::UNIX_EPOCH + TimeDelta::seconds(seconds);
    let approved = State::approved_by_rule("r".to_owned(), "why".to_owned(), at(0));
    let Ok(Step::Changed(consumed)) = transition(&approved, Event::Consume { key: "one".to_owned() }, at(1)) else {
        panic!("the first use succeeds")
    };
    assert_eq!(transition(&consumed, Event::Consume { key: "two".to_owned() }, at(2)), Err(Refusal::AlreadyConsumed));
    assert_eq!(
        transition(&consumed, Event::Consume { key: "one".to_owned() }, at(VALID + 1)),
        Ok(Step::Unchanged),
        "a retry hears the same answer"
    );
    assert_eq!(transition(&approved, Event::Consume { key: "late".to_owned() }, at(VALID)), Err(Refusal::ApprovalExpired));
}
