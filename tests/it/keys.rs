//! Every key in every state of the page: none decides but the one that says so.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    calls::Calls,
    desktop::Desktop,
    speed::{in_field, ready},
};

const ESCAPE: char = '\u{e00c}';
const ENTER: char = '\u{e007}';
const HOME: char = '\u{e011}';
/// Enter, space, the arrows, Home, End, both keys for pages, delete, backspace and F2.
const NAMED: &str = "\u{e007} \u{e012}\u{e013}\u{e014}\u{e015}\u{e011}\u{e010}\u{e00e}\u{e00f}\u{e017}\u{e003}\u{e032}";
const PRINTED: &str = "abcdefghijklmnopqrstuvwxyz0123456789.,;/-?";
/// What decides, or passes on, or takes back, if whoever sits at the window does it.
const DECISIONS: [&str; 5] = ["approved", "denied", "escalated", "voted", "withdrawn"];
const DEAD_TIME_MS: f64 = 600.0;

/// A window on three actions: one takes a yes with a reason, one a yes in two steps, one a yes at a key.
struct Desk {
    desktop: Desktop,
    owner: Calls,
    other: Calls,
    agent: Calls,
    ids: [String; 3],
    /// Whoever sits at the window.
    me: Value,
}

const WITH_REASON: usize = 0;
const IN_TWO_STEPS: usize = 1;
const AT_A_KEY: usize = 2;

/// A state of the page: on which action, which keys lead there, what shows that it is there, and the keys that decide in it.
struct State {
    on: usize,
    by: &'static str,
    shows: &'static str,
    decides: &'static str,
}

const LOOKS: [State; 3] = [
    State { on: WITH_REASON, by: "", shows: "[data-testid='approve']", decides: "" },
    State { on: IN_TWO_STEPS, by: "", shows: "[data-testid='approve']", decides: "" },
    State { on: AT_A_KEY, by: "", shows: "[data-testid='approve']", decides: "a" },
];
const CONFIRM: State = State { on: IN_TWO_STEPS, by: "a", shows: "[data-testid='confirm-approve']", decides: "y" };
/// The box of a yes ahead, in which the keys are with no field at first.
const GRANT: State = State { on: AT_A_KEY, by: "p", shows: "[data-testid='grant-why']", decides: "" };
/// Those with a field, and that field.
const FIELDS: [State; 7] = [
    State { on: WITH_REASON, by: "a", shows: "[data-testid='approve-reason']", decides: "" },
    State { on: IN_TWO_STEPS, by: "r", shows: "[data-testid='reject-reason']", decides: "" },
    State { on: AT_A_KEY, by: "b", shows: "[data-testid='ask-back-question']", decides: "" },
    State { on: AT_A_KEY, by: "m", shows: "[data-testid='amend-value']", decides: "" },
    State { on: IN_TWO_STEPS, by: "e", shows: "[role='combobox']", decides: "" },
    State { on: AT_A_KEY, by: "e\u{e007}", shows: "[data-testid='escalate-note']", decides: "" },
    State { on: AT_A_KEY, by: "c", shows: "[data-testid='comment']", decides: "" },
];

async fn desk() -> Desk {
    let desktop = Desktop::start().await;
    let owner = Calls::owner(&desktop);
    let chart = json!({ "edition": 0, "text": "[answers]\nreason_from = \"critical\"\n", "note": "reasons" });
    owner.put("chart", &chart).await;
    let sato = desktop.sekisho(&["reviewer", "add", "Sato", "--group", "Finance"]);
    let other = Calls::new(&desktop, sato["token"].as_str().unwrap());
    let agent = Calls::new(&desktop, &desktop.agent("Office"));
    let payment = json!({ "to": "Midori Works", "amount": 480_000, "currency": "JPY" });
    let mail = json!({ "to": ["a@example.com"], "subject": "Order", "body": "It is on its way." });
    let ids = [
        agent.ask("payment", "transfer_funds", &payment).await,
        agent.ask("mail", "send_email", &mail).await,
        agent.ask("draft", "save_draft", &json!({ "text": "Draft" })).await,
    ];
    for (id, needs) in ids.iter().zip([(true, true), (true, false), (false, false)]) {
        let view = owner.view(id).await;
        assert_eq!((view["confirm"] == true, view["words"]["reason_needed"] == true), needs, "{view}");
    }
    let me = owner.get("status").await["me"]["id"].clone();
    Desk { desktop, owner, other, agent, ids, me }
}

impl Desk {
    /// Brings the page back to an action that takes a decision, from wherever a key has led.
    async fn look_at(&self, on: usize) {
        let script = "const page = document.querySelector(`[data-testid='action-page']`);
                      const open = page?.querySelector(`[data-testid='reject']`)
                          && !document.querySelector(`[role=dialog], [role=alertdialog]`);
                      return open && !document.querySelector(`[data-testid='comment']`) ? page.dataset.id : null";
        let down = "j".repeat(on);
        self.desktop
            .until("the page is back at the action", || async {
                if self.desktop.client.execute(script, Vec::new()).await.unwrap() != json!(self.ids[on]) {
                    self.desktop.keys(&format!("{ESCAPE}{ESCAPE}1{HOME}{down}")).await;
                    return false;
                }
                ready(&self.desktop).await.as_deref() == Some(&self.ids[on])
            })
            .await;
    }

    async fn is_at(&self, state: &State) -> bool {
        let script = "const page = document.querySelector(`[data-testid='action-page']`);
                      const over = `[role=dialog], [role=alertdialog], [data-testid='comment']:not(${arguments[1]})`;
                      const at = !document.querySelector(over) && page?.dataset.id === arguments[0];
                      return at && page.querySelector(arguments[1])?.disabled === false";
        let at = vec![json!(self.ids[state.on]), json!(state.shows)];
        self.desktop.client.execute(script, at).await.unwrap() == json!(true)
    }

    async fn enter(&self, state: &State) {
        if self.is_at(state).await {
            return;
        }
        self.look_at(state.on).await;
        for key in state.by.chars() {
            if key == ENTER {
                in_field(&self.desktop, "[role='combobox']").await;
            }
            self.desktop.key(key).await;
        }
        self.desktop.until("the state is there", || self.is_at(state)).await;
    }

    async fn decisions(&self) -> Vec<Vec<String>> {
        let mut all = Vec::new();
        for id in &self.ids {
            let view = self.owner.view(id).await;
            let own = view["history"].as_array().unwrap().iter().filter(|entry| entry["by"]["id"] == self.me);
            let events = own.map(|entry| entry["event"].as_str().unwrap().to_owned());
            all.push(events.filter(|event| DECISIONS.contains(&event.as_str())).collect());
        }
        all
    }

    /// Somebody else passes an action on to whoever sits at the window, so that it is not as they saw it.
    async fn change(&self, on: usize) {
        let (id, me) = (&self.ids[on], &self.me);
        let view = self.other.view(id).await;
        let to = json!({ "to": "reviewer", "id": me });
        let body = json!({ "digest": view["digest"], "version": view["version"], "to": to, "note": "It is yours." });
        self.other.post(&format!("actions/{id}/escalate"), &body).await;
    }

    async fn nothing_is_decided(&self, after: &str) {
        self.desktop.all_has_left().await;
        let decisions = self.decisions().await;
        assert!(decisions.iter().all(Vec::is_empty), "after {after}: {decisions:?}");
    }

    /// Each key alone, as it may lead elsewhere.
    async fn press_each(&self, state: &State, blurred: bool) {
        for key in PRINTED.chars().chain(NAMED.chars()).chain([ESCAPE]).filter(|key| !state.decides.contains(*key)) {
            self.enter(state).await;
            if blurred {
                self.desktop.client.execute("document.activeElement.blur()", Vec::new()).await.unwrap();
            }
            self.desktop.key(key).await;
        }
        self.nothing_is_decided(&format!("every key at `{}` of {}", state.shows, state.on)).await;
    }

    /// All keys in a row, as they stay in the field. Then those that send, while there is nothing to send.
    async fn type_all(&self, state: &State) {
        self.enter(state).await;
        self.type_all_in(state).await;
    }

    async fn type_all_in(&self, state: &State) {
        in_field(&self.desktop, state.shows).await;
        self.desktop.control_enter().await;
        self.desktop.keys(PRINTED).await;
        self.desktop.keys(NAMED).await;
        self.nothing_is_decided(&format!("every key in `{}`", state.shows)).await;
        self.desktop.key(ESCAPE).await;
        self.desktop.keys("y").await;
        self.nothing_is_decided(&format!("leaving `{}`", state.shows)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_key_decides_but_the_one_that_says_so() {
    let desk = desk().await;
    for state in &LOOKS {
        desk.press_each(state, false).await;
    }
    desk.press_each(&LOOKS[AT_A_KEY], true).await;
    desk.press_each(&CONFIRM, false).await;
    desk.press_each(&CONFIRM, true).await;
    for state in &FIELDS {
        desk.type_all(state).await;
    }
    desk.press_each(&GRANT, false).await;
    desk.enter(&GRANT).await;
    let focus = vec![json!(GRANT.shows)];
    desk.desktop.client.execute("document.querySelector(arguments[0]).focus()", focus).await.unwrap();
    desk.type_all_in(&GRANT).await;
    desk.enter(&CONFIRM).await;
    desk.desktop.key('y').await;
    desk.desktop.until("the key that says so decides", || async { desk.decisions().await[IN_TWO_STEPS] == ["approved"] }).await;
    desk.desktop.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_behind_decides_nothing() {
    let desk = desk().await;
    desk.enter(&CONFIRM).await;
    desk.change(IN_TWO_STEPS).await;
    desk.desktop.keys("yy").await;
    desk.nothing_is_decided("a yes before the page has heard of a change").await;
    desk.look_at(IN_TWO_STEPS).await;
    desk.desktop.keys("y").await;
    desk.nothing_is_decided("a yes to what has changed").await;
    let question = &FIELDS[2];
    desk.enter(question).await;
    in_field(&desk.desktop, question.shows).await;
    desk.desktop.keys("Wrong address").await;
    desk.change(question.on).await;
    desk.desktop.find("draft-changed").await;
    desk.desktop.control_enter().await;
    desk.desktop.keys(" and more").await;
    desk.desktop.control_enter().await;
    desk.nothing_is_decided("a no to what has changed").await;
    desk.desktop.stop().await;
}

/// Since when the action is there or the window is looked at, and when a key came.
const WATCH: &str = "window.watched = { since: 0, key: 0 };
    const begin = () => (watched.since = performance.now());
    const ofPage = ({ target }) => target.dataset.testid === 'action-page';
    const look = (changes) => changes.some(ofPage) && begin();
    new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter: ['data-id'] });
    addEventListener('focus', begin);
    addEventListener('keydown', ({ key }) => key === 'a' && (watched.key = performance.now()), true)";

impl Desk {
    /// Lets another action that takes a yes at a key come in, and stands before it.
    async fn another(&mut self, number: usize) {
        self.ids[AT_A_KEY] = self.agent.ask(&format!("another-{number}"), "save_draft", &json!({ "text": number })).await;
        let row = format!("[data-testid='queue-row'][data-id='{}']", self.ids[AT_A_KEY]);
        self.desktop.find_css(&row).await;
    }

    /// Whether the key came within the dead time. On a busy computer it may not, and then it says nothing.
    async fn was_in_time(&self) -> bool {
        let watched: Value = self.desktop.client.execute("return [watched.since, watched.key]", Vec::new()).await.unwrap();
        let (since, key) = (watched[0].as_f64().unwrap(), watched[1].as_f64().unwrap());
        key - since < DEAD_TIME_MS
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_meant_for_the_one_before_decides_nothing() {
    let mut desk = desk().await;
    desk.look_at(AT_A_KEY).await;
    desk.desktop.client.execute(WATCH, Vec::new()).await.unwrap();
    let (mut appeared, mut returned) = (false, false);
    for number in 0..20 {
        if !appeared {
            desk.look_at(IN_TWO_STEPS).await;
            desk.desktop.keys("ja").await;
            appeared = desk.was_in_time().await;
        } else if !returned {
            desk.look_at(AT_A_KEY).await;
            desk.desktop.client.execute("dispatchEvent(new Event('focus'))", Vec::new()).await.unwrap();
            desk.desktop.key('a').await;
            returned = desk.was_in_time().await;
        }
        if appeared && (returned || number == 0) {
            tokio::time::sleep(Duration::from_millis(300)).await;
            desk.nothing_is_decided("a key in the dead time").await;
        }
        if appeared && returned {
            break;
        }
        desk.desktop.all_has_left().await;
        if !desk.decisions().await[AT_A_KEY].is_empty() {
            desk.another(number).await;
        }
    }
    assert!(appeared && returned, "a key came in time");
    desk.desktop.stop().await;
}
