//! Carries what happens from the hub to the window, the tray and the notifications, and comes back after a break.

use std::time::Duration;

use futures_util::StreamExt;
use sekisho_api::desk::{DeskError, Told};
use sekisho_gate::view::{About, Live, QueueItem, QueuePage, Status};
use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager};

use crate::{
    notify::{Notifier, board::Waiting},
    office::Office,
    preferences::Preferences,
    shell, tray,
};

/// How long events are left to gather before the tray and the notifications tell of them.
const GATHER: Duration = Duration::from_millis(400);

/// The pause before the hub is looked for again.
const RETRY: Duration = Duration::from_millis(500);

/// Whether the hub can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(crate) enum Reach {
    Connected,
    Lost,
    /// It is there, and does not take the credential.
    Refused,
}

/// The most actions that a digest counts.
const DIGEST_PAGES: usize = 5;
const DIGEST_PAGE: usize = 200;

/// Runs as long as the app does.
pub(crate) async fn relay(app: AppHandle, office: Office) {
    let mut last = None;
    loop {
        // A window that does not notify leaves that to the person's other windows.
        let (aloud, turn) = (notifies(&app), office.turn());
        let is_same = || notifies(&app) == aloud && office.turn() == turn;
        let stream = office.desk().events(last, aloud).await;
        let reach = if matches!(stream, Err(DeskError::Refused(401))) {
            office.refused(turn);
            Reach::Refused
        } else {
            Reach::Lost
        };
        if let Ok(stream) = stream {
            let mut stream = std::pin::pin!(stream);
            let mut gathered = Vec::new();
            while is_same() {
                let told = tokio::time::timeout(GATHER, stream.next()).await;
                match told {
                    Ok(Some(told)) => take(&app, told, &mut last, &mut gathered),
                    Ok(None) => break,
                    Err(_) => tell(&app, &office, std::mem::take(&mut gathered)).await,
                }
            }
        }
        if !is_same() {
            continue;
        }
        shell::set_reach(&app, reach);
        tokio::time::sleep(RETRY).await;
        office.look_again();
    }
}

fn notifies(app: &AppHandle) -> bool {
    app.state::<Preferences>().chosen().notifications
}

fn take(app: &AppHandle, told: Told, last: &mut Option<i64>, gathered: &mut Vec<Live>) {
    match told {
        Told::Connected(seq) => {
            *last = Some(seq);
            shell::set_reach(app, Reach::Connected);
        }
        Told::Live(live) => {
            *last = i64::try_from(live.seq).ok();
            let _ = app.emit("live", &live);
            gathered.push(live);
        }
    }
}

/// Tells of what has gathered, and of what was kept back once its time has come.
async fn tell(app: &AppHandle, office: &Office, events: Vec<Live>) {
    let notifier = app.state::<Notifier>();
    if !events.is_empty() {
        update_tray(app, office).await;
        let mut news = Vec::new();
        for live in events {
            let About::Action { id, mine, notice } = live.about else { continue };
            // Of several within a moment, the last one counts.
            news.retain(|waiting: &Waiting| waiting.id != id || mine && notice.is_none());
            if !mine {
                notifier.settle(app, id);
            }
            // Outside a person's own time only the window and the tray say so.
            news.extend(notice.filter(|notice| notice.timely).map(|notice| Waiting { id, notice }));
        }
        notifier.tell(app, news);
    }
    if notifier.owes_digest(app) {
        notifier.digest(app, all_mine(office).await);
    }
}

/// Everything that waits for the user, up to what a digest counts.
async fn all_mine(office: &Office) -> Vec<QueueItem> {
    let (mut items, mut path) = (Vec::new(), format!("/queue?limit={DIGEST_PAGE}"));
    for _ in 0..DIGEST_PAGES {
        let Ok(reply) = office.desk().call(http::Method::GET, &path, None).await else { break };
        let Ok(page) = serde_json::from_str::<QueuePage>(&reply.body) else { break };
        items.extend(page.items);
        let Some(next) = page.next else { break };
        path = format!("/queue?limit={DIGEST_PAGE}&after={next}");
    }
    items
}

/// Asks the hub how many wait, and shows it.
pub(crate) async fn update_tray(app: &AppHandle, office: &Office) {
    let Ok(reply) = office.desk().call(http::Method::GET, "/status", None).await else { return };
    let Ok(status) = serde_json::from_str::<Status>(&reply.body) else { return };
    let language = app.state::<Preferences>().language();
    let shown = app.clone();
    // Menus belong to the window's thread.
    let _ = app.run_on_main_thread(move || tray::update(&shown, language, status.waiting_for_me));
}
