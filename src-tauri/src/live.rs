//! Carries what happens from the hub to the window, the tray and the notifications, and comes back after a break.

use std::time::Duration;

use futures_util::StreamExt;
use sekisho_api::desk::{DeskError, Told};
use sekisho_gate::view::{About, Live, Status};
use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager};

use crate::{
    notify::{self, Waiting},
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

/// Runs as long as the app does.
pub(crate) async fn relay(app: AppHandle, office: Office) {
    let mut last = None;
    loop {
        let stream = office.desk().events(last).await;
        let reach = if matches!(stream, Err(DeskError::Refused(401))) { Reach::Refused } else { Reach::Lost };
        if let Ok(stream) = stream {
            let mut stream = std::pin::pin!(stream);
            let mut gathered = Vec::new();
            loop {
                let told = tokio::time::timeout(GATHER, stream.next()).await;
                match told {
                    Ok(Some(told)) => take(&app, told, &mut last, &mut gathered),
                    Ok(None) => break,
                    Err(_) if gathered.is_empty() => {}
                    Err(_) => tell(&app, &office, std::mem::take(&mut gathered)).await,
                }
            }
        }
        shell::set_reach(&app, reach);
        tokio::time::sleep(RETRY).await;
        office.look_again();
    }
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

async fn tell(app: &AppHandle, office: &Office, events: Vec<Live>) {
    update_tray(app, office).await;
    let preferences = app.state::<Preferences>();
    // Whoever looks at the window sees it there.
    if !preferences.chosen().notifications || shell::is_watched(app) {
        return;
    }
    let waiting: Vec<_> = events.into_iter().filter_map(waiting).collect();
    notify::tell(app, preferences.language(), &waiting);
}

fn waiting(live: Live) -> Option<Waiting> {
    match live.about {
        About::Action { id, notice } => Some(Waiting { id, notice: notice? }),
        About::Agents | About::Reviewers | About::Organisation | About::Budgets | About::Rules | About::Halts => None,
    }
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
