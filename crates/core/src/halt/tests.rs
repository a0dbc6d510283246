use proptest::prelude::*;

use super::*;
use crate::action::{Name, Sent};

fn agent(number: u8) -> AgentId {
    AgentId::new(Time::UNIX_EPOCH, [number; 10])
}

fn person(number: u8) -> ReviewerId {
    ReviewerId::new(Time::UNIX_EPOCH, [number; 10])
}

fn asked(tool: &str, server: Option<&str>, context: &str) -> Asked {
    let name = |text: &str| Name::new(text.to_owned()).unwrap();
    Asked {
        tool: name(tool),
        server: server.map(name),
        arguments: Sent::new("{}".to_owned()).unwrap(),
        timeout: "10m".parse().unwrap(),
        agent_reasoning: None,
        context: Some(Sent::new(context.to_owned()).unwrap()),
    }
}

/// Whether `scope` stops agent 1, in the group `sales`.
fn stops(scope: &Scope, asked: &Asked, registered: bool) -> bool {
    scope.covers(&Target { agent: agent(1), groups: &["sales".to_owned()], asked, registered })
}

fn tool(tool: &str, server: Option<&str>) -> Scope {
    Scope::Tool { tool: tool.to_owned(), server: server.map(str::to_owned) }
}

fn session(number: u8, session: &str) -> Scope {
    Scope::Session { agent: agent(number), session: session.to_owned() }
}

fn silent() -> Silent {
    Silent::new(vec![agent(7)])
}

#[test]
fn each_scope_stops_its_own() {
    let mail = asked("send_mail", Some("mail"), r#"{"session":"s1"}"#);
    for scope in [
        Scope::Everything {},
        Scope::Group { group: "sales".to_owned() },
        Scope::Agent { agent: agent(1) },
        tool("send_mail", None),
        tool("send_mail", Some("mail")),
        session(1, "s1"),
    ] {
        assert!(stops(&scope, &mail, true), "{scope:?}");
    }
    for scope in [
        Scope::Group { group: "legal".to_owned() },
        Scope::Agent { agent: agent(2) },
        tool("send", None),
        tool("send_mail", Some("post")),
        session(2, "s1"),
        session(1, "s2"),
    ] {
        assert!(!stops(&scope, &mail, true), "{scope:?}");
    }
}

#[test]
fn neither_spelling_nor_silence_nor_a_made_up_server_escapes() {
    let halted = tool("send_mail", Some("mail"));
    for (name, server, registered) in [
        ("send_mail", None, false),
        ("send_mail", Some("made-up"), false),
        ("Send_Mail", Some("post"), false),
        ("ｓｅｎｄ_mail", Some("MAIL"), false),
        ("send_mail", Some("Ｍail"), true),
    ] {
        assert!(stops(&halted, &asked(name, server, "{}"), registered), "{name} on {server:?}");
    }
    for context in ["{}", r#"{"session":""}"#, r#"{"session":" "}"#, r#"{"session":7}"#, r#"{"session":" S1 "}"#] {
        assert!(stops(&session(1, "s1"), &asked("x", None, context), false), "{context}");
    }
}

#[test]
fn a_part_of_an_action_stops_that_action() {
    for context in [r#"{"session":"s1\u200b"}"#, "{}"] {
        let asked = asked("Send_mail", Some("mail"), context);
        for part in [Part::Agent, Part::Tool, Part::Session] {
            let scope = Scope::of(part, agent(1), &asked);
            assert_eq!(scope.is_none(), part == Part::Session && asked.session().is_none(), "{scope:?}");
            assert!(scope.is_none_or(|scope| stops(&scope, &asked, true)), "{part:?} of what was sent, also what hides in it");
        }
    }
    let lifted = r#"{"state":"lifted","asked":null,"resumed":{"by":"BY","at":"2026-11-22T00:00:00Z","reason":"ok"}}"#;
    let lifted = lifted.replace("BY", &person(1).to_string());
    assert!(matches!(serde_json::from_str(&lifted), Ok(State::Lifted { silent: None, .. })), "what was stored before is read");
}

#[test]
fn a_second_person_is_another_person() {
    let halt = |second_person| Halt {
        id: HaltId::new(Time::UNIX_EPOCH, [1; 10]),
        scope: Scope::Everything {},
        since: Time::UNIX_EPOCH,
        by: Halter::File,
        reason: None,
        second_person,
        state: State::Standing,
    };
    let word = |number| Resume { by: person(number), at: Time::UNIX_EPOCH, reason: "mended".to_owned() };
    assert_eq!(halt(false).resume(word(1), silent()), Ok(State::Lifted { asked: None, resumed: word(1), silent: Some(silent()) }));
    let asked = halt(true).resume(word(1), silent()).unwrap();
    assert_eq!(asked, State::ResumeAsked(word(1)));
    assert!(asked.is_standing(), "one word of two lifts nothing");
    let asked = Halt { state: asked, ..halt(true) };
    assert_eq!(asked.resume(word(1), silent()), Err(Refusal::SamePerson));
    let lifted = asked.resume(word(2), silent()).unwrap();
    assert_eq!(lifted, State::Lifted { asked: Some(word(1)), resumed: word(2), silent: Some(silent()) });
    assert_eq!(Halt { state: lifted, ..halt(true) }.resume(word(3), silent()), Err(Refusal::AlreadyLifted));
}

fn scopes() -> impl Strategy<Value = Scope> {
    let name = || prop::sample::select(vec!["a", "A", "b", "ａ"]);
    prop_oneof![
        Just(Scope::Everything {}),
        name().prop_map(|group| Scope::Group { group: group.to_owned() }),
        (1..4u8).prop_map(|number| Scope::Agent { agent: agent(number) }),
        (name(), prop::option::of(name())).prop_map(|(name, server)| tool(name, server)),
        (1..4u8, name()).prop_map(|(number, name)| session(number, name)),
    ]
}

proptest! {
    #[test]
    fn saying_less_never_frees(
        scope in scopes(),
        number in 1..4u8,
        name in "[aAb]",
        server in "[aAb]",
        claimed in "[aAb]",
        registered: bool,
    ) {
        let groups = ["a".to_owned()];
        let stops = |asked: &Asked, registered| scope.covers(&Target { agent: agent(number), groups: &groups, asked, registered });
        let context = format!(r#"{{"session":"{claimed}"}}"#);
        let all = asked(&name, Some(&server), &context);
        if stops(&all, registered) {
            prop_assert!(stops(&asked(&name, None, &context), false), "without its server");
            prop_assert!(stops(&asked(&name, Some("made-up"), &context), false), "with a made-up server");
            prop_assert!(stops(&asked(&name, Some(&server), "{}"), registered), "without its session");
            prop_assert!(stops(&asked(&name.to_uppercase(), Some(&server), &context), false), "in other letters");
            prop_assert!(scope.concerns(agent(number), &groups), "whoever is stopped is told");
        }
    }

    #[test]
    fn a_scope_reads_back(scope in scopes()) {
        prop_assert_eq!(serde_json::from_str::<Scope>(&serde_json::to_string(&scope).unwrap()).unwrap(), scope);
    }
}
