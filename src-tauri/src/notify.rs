//! Notifications. They say that something waits, open it, and let its person say that they are at it. They never decide, since any
//! program of the session can forge a click.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::Local;
use notify_rust::Notification;
use sekisho_gate::{
    ActionId,
    clock::Clock,
    view::{Notice, QueueItem},
};
use tauri::{AppHandle, Manager};

#[cfg(all(unix, not(target_os = "macos")))]
use self::linux as platform;
#[cfg(target_os = "macos")]
use self::macos as platform;
#[cfg(windows)]
use self::windows as platform;
use self::{
    board::{Board, Order, Slot, Topic, Waiting},
    pace::{Pace, is_urgent},
};
use crate::{
    office::Office,
    preferences::{Language, Preferences},
    shell,
    words::{self, Message},
};

pub(crate) mod board;
#[cfg(all(unix, not(target_os = "macos")))]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
pub(crate) mod pace;
#[cfg(windows)]
mod windows;

const APP_NAME: &str = "Sekisho";
const APP_ID: &str = "jp.sekisho.desktop";

/// What a notification can be answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Button {
    Open,
    /// Tells the others that one is at it. It decides nothing.
    Take,
}

/// A notification as a platform shows it.
#[derive(Debug)]
struct Card {
    message: Message,
    urgent: bool,
    silent: bool,
    buttons: Vec<(Button, &'static str)>,
    /// The one action that it speaks of.
    about: Option<ActionId>,
}

/// A button that was pressed, and what the notification spoke of then.
#[derive(Debug, Clone, Copy)]
struct Pressed {
    button: Button,
    about: Option<ActionId>,
}

/// The notifications of this window.
#[derive(Debug)]
pub(crate) struct Notifier {
    clock: Clock,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    board: Board,
    pace: Pace,
    /// What is on the screen, each with the count of notifications when it came.
    shown: HashMap<Slot, (u64, platform::Shown)>,
    count: u64,
}

impl Button {
    /// How a notification server names it; `default` is a click on the notification itself.
    fn key(self) -> &'static str {
        match self {
            Self::Open => "default",
            Self::Take => "take",
        }
    }

    fn of(key: &str) -> Option<Self> {
        [Self::Open, Self::Take].into_iter().find(|button| button.key() == key)
    }
}

impl Notifier {
    pub(crate) fn new() -> Self {
        Self { clock: Clock::new(None), state: Mutex::default() }
    }

    /// Tells of what came in within a moment, as far as it is wished now.
    pub(crate) fn tell(&self, app: &AppHandle, news: Vec<Waiting>) {
        let (wishes, now) = (app.state::<Preferences>().chosen().wishes(), self.clock.now());
        let local = now.with_timezone(&Local).time();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (pace, watched) = (&mut state.pace, shell::is_watched(app));
        // Whoever looks at the window sees it there.
        let news: Vec<_> = news.into_iter().filter(|waiting| !watched && pace.admits(wishes, &waiting.notice, now, local)).collect();
        if news.iter().any(|waiting| !is_urgent(&waiting.notice)) {
            pace.told(now);
        }
        let orders = state.board.tell(news);
        self.follow(app, &mut state, orders);
    }

    /// Takes away what speaks of an action that no longer waits for the user.
    pub(crate) fn settle(&self, app: &AppHandle, id: ActionId) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let order = state.board.settle(id);
        self.follow(app, &mut state, order);
    }

    /// Whether what was kept back is to be told now.
    pub(crate) fn owes_digest(&self, app: &AppHandle) -> bool {
        let (choices, now) = (app.state::<Preferences>().chosen(), self.clock.now());
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        choices.notifications && state.pace.owes_digest(choices.wishes(), now, now.with_timezone(&Local).time())
    }

    /// Tells of all that waits, as one.
    pub(crate) fn digest(&self, app: &AppHandle, all: Vec<QueueItem>) {
        if shell::is_watched(app) {
            return;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let orders = state.board.digest(all.into_iter().map(Waiting::from).collect());
        self.follow(app, &mut state, orders);
    }

    fn follow(&self, app: &AppHandle, state: &mut State, orders: impl IntoIterator<Item = Order>) {
        let language = app.state::<Preferences>().language();
        for order in orders {
            match order {
                Order::Close(slot) => drop(state.shown.remove(&slot)),
                Order::Show { slot, topic, silent } => {
                    let card = self.card(language, &topic, slot, silent);
                    show(app, state, slot, card);
                }
            }
        }
    }

    fn card(&self, language: Language, topic: &Topic, slot: Slot, silent: bool) -> Card {
        let now = self.clock.now().with_timezone(&Local);
        let open = (Button::Open, words::notice::open(language));
        match topic {
            Topic::One(waiting) => Card {
                message: words::notice::notice(language, &waiting.notice, &now),
                urgent: matches!(slot, Slot::Own(_)),
                silent,
                buttons: vec![open, (Button::Take, words::notice::take(language))],
                about: Some(waiting.id),
            },
            Topic::Several(several) => {
                Card { message: words::notice::several(language, *several, &now), urgent: false, silent, buttons: vec![open], about: None }
            }
        }
    }

    /// A notification is gone, maybe as a button of it was pressed.
    fn ended(&self, app: &AppHandle, slot: Slot, count: u64, pressed: Option<Pressed>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // One that came later in the same place is still there.
        if state.shown.get(&slot).is_some_and(|(shown, _)| *shown == count) {
            state.shown.remove(&slot);
            state.board.gone(slot);
        }
        drop(state);
        match pressed {
            Some(Pressed { button: Button::Take, about: Some(id) }) => take(app, id),
            Some(Pressed { button: Button::Open | Button::Take, about }) => shell::open(app, about),
            None => {}
        }
    }
}

impl From<QueueItem> for Waiting {
    fn from(item: QueueItem) -> Self {
        Self { id: item.id, notice: Notice::of(&item) }
    }
}

/// Says once that closing the window did not end the hub.
pub(crate) fn still_running(language: Language) {
    let message = words::still_running(language);
    // Showing talks to another program: never on the window's thread.
    std::thread::spawn(move || say(&message.summary, &message.body));
}

/// Says why the app did not start, or what it could not do.
pub(crate) fn failure(sentence: &str) {
    say(APP_NAME, sentence);
}

fn say(summary: &str, body: &str) {
    let mut notification = Notification::new();
    notification.appname(APP_NAME).summary(summary).body(body);
    platform::say(&mut notification);
    if let Err(error) = notification.show() {
        tracing::warn!(%error, "No notification could be shown");
    }
}

fn show(app: &AppHandle, state: &mut State, slot: Slot, card: Card) {
    let card = match state.shown.get(&slot) {
        Some((_, shown)) => shown.replace(card),
        None => Some(card),
    };
    let Some(card) = card else { return };
    state.count += 1;
    let (told, count) = (app.clone(), state.count);
    let shown = platform::show(card, move |pressed| told.state::<Notifier>().ended(&told, slot, count, pressed));
    state.shown.insert(slot, (count, shown));
}

/// Says on record that the user is at it. Where that is refused, the window says why: somebody may have been faster.
fn take(app: &AppHandle, id: ActionId) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let desk = app.state::<Office>().desk();
        let taken = desk.call(http::Method::POST, &format!("/actions/{id}/take"), None).await;
        if !taken.is_ok_and(|reply| reply.status < 400) {
            shell::open(&app, Some(id));
        }
    });
}
