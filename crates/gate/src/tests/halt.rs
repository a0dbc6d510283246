//! Stop means stop: nothing in scope is passed, approved or used from the return of the halt on, whatever happens to the process.

use std::{fs, time::Duration};

use sekisho_core::{
    action::{Asked, Name, Sent},
    agent::Terms,
    halt::{Part, Scope},
    id::{AgentId, HaltId, ReviewerId},
    ledger::Entry,
    rules::Reason,
};

use super::{House, asked, no, noon, refused, yes};
use crate::{
    Code,
    answer::Status,
    decide::Answer,
    view::{Act, HaltNews, HaltStanding, HaltView, HaltedBy, Heard, MayResume, Role},
};

impl House {
    async fn halt(&self, scope: Scope) -> HaltId {
        let halt = self.gate.halt(self.owner, scope, Some("  odd ".to_owned())).await.unwrap();
        assert!(halt.stored && halt.standing == HaltStanding::Standing);
        halt.id
    }

    async fn resume(&self, id: HaltId) -> HaltView {
        self.gate.resume(self.owner, id, "mended").await.unwrap()
    }

    /// Something that a rule passes.
    async fn passed(&self) -> crate::ActionId {
        let receipt = self.ask("get_invoice", r#"{"number":1}"#).await;
        assert!(matches!(receipt.status, Status::Approved { .. }), "reading passes");
        receipt.id
    }

    async fn ask_in(&self, agent: AgentId, server: Option<&str>, context: &str) -> Status {
        let server = server.map(|server| Name::new(server.to_owned()).unwrap());
        let asked = Asked { server, context: Some(Sent::new(context.to_owned()).unwrap()), ..asked("get_invoice", "{}", "10m") };
        let key = AgentId::new(noon(), crate::chance::for_id().unwrap()).to_string();
        self.gate.submit(agent, asked, &key).await.unwrap().receipt.status
    }

    async fn administrator(&self, name: &str) -> ReviewerId {
        self.gate.add_reviewer(self.owner, name, Role::Administrator, &[]).await.unwrap().id
    }

    /// Nothing passes, is approved or used; no, taking back and passing on stay possible.
    async fn stands_still(&self, held: crate::ActionId, passed: crate::ActionId) {
        refused(self.gate.consume(self.agent, passed, "use").await, Code::Halted, "using");
        refused(self.decide(self.owner, held, yes()).await, Code::Halted, "approving");
        let view = self.view(held).await;
        assert!(!view.allowed.contains(&Act::Approve) && view.allowed.contains(&Act::Reject) && !view.halts.is_empty());
        let asked = self.ask("get_invoice", r#"{"number":2}"#).await;
        assert_eq!(asked.status, Status::Pending, "asking");
        let reasons = self.view(asked.id).await.reasons;
        assert!(matches!(reasons[..], [Reason::Halted { .. }]), "{reasons:?}");
    }
}

#[tokio::test]
async fn nothing_runs_in_any_scope_until_somebody_resumes() {
    let house = House::new().await;
    let terms = Terms { groups: vec!["sales".to_owned()], ..Terms::default() };
    house.gate.set_terms(house.owner, house.agent, terms).await.unwrap();
    let tool = |tool: &str| Scope::Tool { tool: tool.to_owned(), server: None };
    for scopes in [
        vec![Scope::Everything {}],
        vec![Scope::Group { group: "sales".to_owned() }],
        vec![Scope::Agent { agent: house.agent }],
        vec![tool("get_invoice"), tool("SEND_mail")],
        vec![Scope::Session { agent: house.agent, session: "s".to_owned() }],
    ] {
        let (held, other, passed) = (house.held().await, house.held().await, house.passed().await);
        let mut halts = Vec::new();
        for scope in scopes.clone() {
            halts.push(house.halt(scope).await);
        }
        house.stands_still(held, passed).await;
        house.decide(house.owner, other, no()).await.unwrap();
        for halt in halts {
            assert!(matches!(house.resume(halt).await.standing, HaltStanding::Lifted { .. }), "{scopes:?}");
        }
        assert!(house.gate.consume(house.agent, passed, "use").await.is_ok(), "it goes on: {scopes:?}");
        house.approve(held).await;
    }
}

#[tokio::test]
async fn who_is_not_meant_goes_on_and_nobody_escapes_by_what_they_say() {
    let house = House::new().await;
    let other = house.add_agent("Other").await.id;
    house.halt(Scope::Session { agent: house.agent, session: "s1".to_owned() }).await;
    let passes = async |agent, server, context| matches!(house.ask_in(agent, server, context).await, Status::Approved { .. });
    assert!(!passes(house.agent, None, r#"{"session":"s1"}"#).await && !passes(house.agent, None, "{}").await);
    assert!(passes(house.agent, None, r#"{"session":"s2"}"#).await && passes(other, None, r#"{"session":"s1"}"#).await);
    house.halt(Scope::Tool { tool: "get_invoice".to_owned(), server: Some("books".to_owned()) }).await;
    for server in [None, Some("books"), Some("made-up")] {
        assert!(!passes(other, server, "{}").await, "{server:?}");
    }
    let ask = house.gate.halt(house.owner, Scope::Group { group: "nobody".to_owned() }, None).await;
    refused(ask, Code::NotFound, "a slip of the hand is no halt");
}

#[tokio::test]
async fn a_retry_of_a_use_does_not_start_anything_in_a_halt() {
    let house = House::new().await;
    let id = house.passed().await;
    house.gate.consume(house.agent, id, "use").await.unwrap();
    let halt = house.halt(Scope::Everything {}).await;
    refused(house.gate.consume(house.agent, id, "use").await, Code::Halted, "it may not have started");
    house.gate.report(house.agent, id, true, None).await.unwrap();
    house.resume(halt).await;
    assert!(house.gate.consume(house.agent, id, "use").await.is_ok());
}

#[tokio::test]
async fn what_is_taken_back_passed_on_or_blocked_stays_so() {
    let house = House::new().await;
    let (one, two) = (house.held().await, house.held().await);
    house.reviewer("Person", &["legal"]).await;
    house.halt(Scope::Everything {}).await;
    house.gate.cancel(house.agent, one).await.unwrap();
    let to = Answer::Escalate { to: sekisho_core::review::Assignee::Group("legal".to_owned()), note: "look".to_owned() };
    house.decide(house.owner, two, to).await.unwrap();
}

#[tokio::test]
async fn a_halt_outlives_the_process() {
    let house = House::new().await;
    let (held, passed) = (house.held().await, house.passed().await);
    let halt = house.halt(Scope::Everything {}).await;
    house.gate.acknowledge_halt(house.agent, halt).await.unwrap();
    let house = house.reopen(noon()).await;
    house.stands_still(held, passed).await;
    let view = house.gate.halts(house.owner).await.unwrap();
    assert!(matches!(view.standing[0].agents[0].heard, Heard::Acknowledged { .. }), "{view:?}");
    house.resume(halt).await;
    let house = house.reopen(noon()).await;
    assert!(house.gate.consume(house.agent, passed, "use").await.is_ok(), "and so does its end");
    assert_eq!(house.gate.halts(house.owner).await.unwrap().lifted.len(), 1);
}

#[tokio::test]
async fn resuming_takes_an_administrator_a_reason_and_if_set_a_second_person() {
    let house = House::new().await;
    let person = house.reviewer("Person", &[]).await;
    refused(house.gate.set_second_person(house.owner, true).await, Code::Conflict, "there is no second administrator");
    let second = house.administrator("Second").await;
    house.gate.set_second_person(house.owner, true).await.unwrap();
    let halt = house.gate.halt(person, Scope::Everything {}, None).await.unwrap();
    assert_eq!((halt.second_person, halt.resume), (true, MayResume::Administrators), "anybody halts");
    house.gate.set_second_person(house.owner, false).await.unwrap();
    refused(house.gate.resume(person, halt.id, "why not").await, Code::Forbidden, "no administrator");
    refused(house.gate.resume(house.owner, halt.id, " ").await, Code::InvalidRequest, "no reason");
    let asked = house.resume(halt.id).await;
    assert!(matches!(asked.standing, HaltStanding::ResumeAsked { .. }), "one of two");
    let id = house.ask("get_invoice", "{}").await.id;
    assert_eq!(house.receipt(id).await.status, Status::Pending, "it still stands");
    refused(house.gate.resume(house.owner, halt.id, "please").await, Code::SamePerson, "the same person twice");
    let lifted = house.gate.resume(second, halt.id, "seen").await.unwrap();
    assert!(matches!(lifted.standing, HaltStanding::Lifted { asked_by: Some(_), .. }), "{lifted:?}");
    refused(house.gate.resume(second, halt.id, "seen").await, Code::Conflict, "it is lifted");
    house.passed().await;
    let events = house.ledger().await.into_iter().map(|entry| serde_json::to_value(&entry).unwrap()["event"].as_str().unwrap().to_owned());
    let told = ["second_person_set", "halted", "resume_asked", "resumed"];
    let events: Vec<_> = events.filter(|event| told.contains(&event.as_str())).collect();
    assert_eq!(events, ["second_person_set", "halted", "second_person_set", "resume_asked", "resumed"]);
}

#[tokio::test]
async fn a_file_halts_everything_and_only_a_person_resumes() {
    let house = House::new().await;
    let path = house.folder.path().join("HALT");
    fs::write(&path, "fire in\u{202e} room 2\n").unwrap();
    for _ in 0..200 {
        if !house.gate.halts(house.owner).await.unwrap().standing.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let halts = house.gate.halts(house.owner).await.unwrap().standing;
    let [halt] = &halts[..] else { panic!("it halts once: {halts:?}") };
    assert_eq!((&halt.by, halt.resume), (&HaltedBy::File, MayResume::RemoveFile));
    assert!(serde_json::to_string(&halt.reason).unwrap().contains("U+202E"), "what hides in it is shown");
    refused(house.gate.resume(house.owner, halt.id, "out").await, Code::HaltFile, "the file lies there");
    fs::remove_file(&path).unwrap();
    house.gate.obey_file().await;
    assert_eq!(house.ask("get_invoice", "{}").await.status, Status::Pending, "removing it alone lets nothing go on");
    house.resume(halt.id).await;
    house.passed().await;
    fs::write(&path, "").unwrap();
    let house = house.reopen(noon()).await;
    assert_eq!(house.ask("get_invoice", "{}").await.status, Status::Pending, "a hub that starts sees it first");
}

#[tokio::test]
async fn agents_hear_of_what_stands_and_of_each_change_and_say_so() {
    let house = House::new().await;
    let other = house.add_agent("Other").await.id;
    let first = house.halt(Scope::Agent { agent: house.agent }).await;
    let mut mine = house.gate.listen_for_halts(house.agent).unwrap();
    let mut theirs = house.gate.listen_for_halts(other).unwrap();
    let next = async |listener: &mut crate::halt::HaltListener| {
        tokio::time::timeout(Duration::from_secs(20), listener.next()).await.expect("something is told").expect("the hub runs")
    };
    assert!(matches!(next(&mut mine).await, HaltNews::Halted { id, .. } if id == first), "what stands comes first");
    let second = house.halt(Scope::Everything {}).await;
    for listener in [&mut mine, &mut theirs] {
        assert!(matches!(next(listener).await, HaltNews::Halted { id, .. } if id == second), "another agent's halt is not told");
    }
    house.resume(second).await;
    assert_eq!(next(&mut theirs).await, HaltNews::Resumed { id: second });
    refused(house.gate.acknowledge_halt(other, first).await, Code::NotFound, "it is not this agent's");
    house.gate.acknowledge_halt(house.agent, first).await.unwrap();
    house.gate.acknowledge_halt(house.agent, first).await.unwrap();
    assert_eq!(house.count(|entry| matches!(entry, Entry::HaltAcknowledged { .. })).await, 1);
    house.halt(Scope::Everything {}).await;
    let agents = house.gate.halts(house.owner).await.unwrap().standing[0].agents.clone();
    assert!(agents.iter().all(|agent| matches!(agent.heard, Heard::Silent { connected: true, .. })), "{agents:?}");
    house.gate.revoke_agent(house.owner, other).await.unwrap();
    while let Some(news) = tokio::time::timeout(Duration::from_secs(20), theirs.next()).await.expect("it ends") {
        assert!(matches!(news, HaltNews::Halted { .. }), "{news:?}");
    }
}

#[tokio::test]
async fn what_is_over_tells_who_had_heard_of_it_by_then() {
    let house = House::new().await;
    let other = house.add_agent("Other").await.id;
    let mut made = Vec::new();
    for _ in 0..3 {
        let halt = house.halt(Scope::Everything {}).await;
        house.gate.acknowledge_halt(house.agent, halt).await.unwrap();
        house.resume(halt).await;
        made.push(halt);
    }
    // Made in the same instant here, so that only the ids tell an order.
    made.sort_by_key(|halt| std::cmp::Reverse(*halt.as_bytes()));
    house.gate.revoke_agent(house.owner, other).await.unwrap();
    house.add_agent("Later").await;
    let first = house.gate.lifted_halts(house.owner, None, 2).await.unwrap();
    assert_eq!((first.halts.iter().map(|halt| halt.id).collect::<Vec<_>>(), first.next), (made[..2].to_vec(), Some(made[1])));
    let rest = house.gate.lifted_halts(house.owner, first.next, 2).await.unwrap();
    assert_eq!((rest.halts.iter().map(|halt| halt.id).collect::<Vec<_>>(), rest.next), (made[2..].to_vec(), None));
    for halt in first.halts.iter().chain(&rest.halts) {
        assert!(matches!(&halt.standing, HaltStanding::Lifted { reason, .. } if !reason.is_empty()), "{halt:?}");
        let heard: Vec<_> = halt.agents.iter().map(|agent| (agent.agent.id, matches!(agent.heard, Heard::Acknowledged { .. }))).collect();
        assert_eq!(heard, [(other, false), (house.agent, true)], "those of that time, the silent ones first");
        assert_eq!(halt.agents_count, 2);
    }
}

#[tokio::test]
async fn a_part_of_an_action_is_halted_as_its_agent_wrote_it() {
    let house = House::new().await;
    let id = house.ask("get_invoice", "{}").await.id;
    for part in [Part::Agent, Part::Tool] {
        let halt = house.gate.halt_of(house.owner, id, part, None).await.unwrap();
        refused(house.gate.consume(house.agent, id, "use").await, Code::Halted, "this very action");
        house.resume(halt.id).await;
    }
    refused(house.gate.halt_of(house.owner, id, Part::Session, None).await, Code::InvalidRequest, "it names none");
    let nobody = sekisho_core::id::ActionId::new(noon(), [9; 10]);
    refused(house.gate.halt_of(house.owner, nobody, Part::Agent, None).await, Code::NotFound, "no such action");
}

#[tokio::test]
async fn a_halt_that_is_not_on_disk_holds_says_so_and_is_stored_later() {
    let house = House::alone().await;
    let passed = house.passed().await;
    let halt = sekisho_core::halt::Halt {
        id: HaltId::new(noon(), [7; 10]),
        scope: Scope::Everything {},
        since: noon(),
        by: sekisho_core::halt::Halter::Reviewer(house.owner),
        reason: None,
        second_person: false,
        state: sekisho_core::halt::State::Standing,
    };
    let id = halt.id;
    house.gate.standing().add(halt).unwrap();
    assert!(!house.gate.halts(house.owner).await.unwrap().standing[0].stored, "it says so");
    refused(house.gate.consume(house.agent, passed, "use").await, Code::Halted, "and holds");
    house.gate.keep_halts().await.unwrap();
    house.gate.keep_halts().await.unwrap();
    assert!(house.gate.halts(house.owner).await.unwrap().standing[0].stored);
    assert_eq!(house.count(|entry| matches!(entry, Entry::Halted { .. })).await, 1, "it is on record once");
    let house = house.reopen(noon()).await;
    refused(house.gate.consume(house.agent, passed, "use").await, Code::Halted, "now it outlives the process");
    house.resume(id).await;
}
