//! The window: made once, hidden when closed, shown again from the tray or a notification.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use sekisho_gate::ActionId;
use serde_json::json;
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, RunEvent, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

use crate::{
    check::Checks,
    commands,
    context::context,
    export,
    live::{self, Reach},
    notify,
    office::Office,
    preferences::Preferences,
    tray,
};

/// What the window is called.
pub(crate) const WINDOW: &str = "main";

/// What the window asks for when its page is ready.
pub(crate) struct Shell {
    reach: Mutex<Reach>,
    /// An action to open, from a notification that was clicked before the page was ready.
    pub(crate) open: Mutex<Option<ActionId>>,
    told_that_it_stays: AtomicBool,
}

pub(crate) fn run(office: Office) -> anyhow::Result<()> {
    let preferences = Preferences::load(office.directory());
    let language = preferences.language();
    let closing = office.clone();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_opener::init())
        .manage(office.clone())
        .manage(preferences)
        .manage(Checks::default())
        .manage(export::Exports::default())
        .manage(notify::Notifier::new())
        .manage(Shell { reach: Mutex::new(Reach::Connected), open: Mutex::default(), told_that_it_stays: AtomicBool::new(false) })
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::sign_in,
            commands::sign_out,
            commands::preferences,
            commands::set_preferences,
            commands::export_decisions,
            commands::save_record,
            commands::cancel_export,
            commands::reveal,
            commands::choose_file,
            commands::check_file,
            commands::cancel_check,
            commands::ready,
            commands::quit,
        ])
        .setup(move |app| {
            window(app.handle())?;
            if let Err(error) = tray::build(app, language) {
                tracing::warn!(%error, "There is no tray");
            }
            let (handle, office) = (app.handle().clone(), office.clone());
            tauri::async_runtime::spawn(async move {
                live::update_tray(&handle, &office).await;
                live::relay(handle, office).await;
            });
            Ok(())
        })
        .build(context())?;
    app.run(move |app, event| {
        if let RunEvent::WindowEvent { event: WindowEvent::CloseRequested { api, .. }, .. } = &event {
            api.prevent_close();
            close(app);
        }
        if let RunEvent::WindowEvent { event: WindowEvent::DragDrop(event), .. } = &event {
            drag(app, event);
        }
        // The program ends right after this, so the hub has to stop here.
        if let RunEvent::Exit = event {
            tauri::async_runtime::block_on(closing.close());
        }
    });
    Ok(())
}

fn window(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::default())
        .title("Sekisho")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        // The pages are the app's own; there is nowhere else to go.
        .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
        .build()
}

/// A file that is dropped on the window is there to be checked. The page is told its name.
fn drag(app: &AppHandle, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => drop(app.emit("file-over", json!({ "over": true }))),
        DragDropEvent::Leave => drop(app.emit("file-over", json!({ "over": false }))),
        DragDropEvent::Drop { paths, .. } => {
            let _ = app.emit("file-over", json!({ "over": false }));
            if let Some(file) = paths.first() {
                let _ = app.emit("file-given", app.state::<Checks>().give(file.clone()));
            }
        }
        // Or what a later version of Tauri tells.
        DragDropEvent::Over { .. } | _ => {}
    }
}

/// Shows the window, at an action if one is named.
pub(crate) fn open(app: &AppHandle, action: Option<ActionId>) {
    let handle = app.clone();
    let _ = app.run_on_main_thread(move || {
        let Some(window) = handle.get_webview_window(WINDOW) else { return };
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
        if let Some(id) = action {
            *handle.state::<Shell>().open.lock().unwrap_or_else(PoisonError::into_inner) = Some(id);
            let _ = handle.emit("open-action", json!({ "id": id }));
        }
    });
}

/// Whether the user looks at the window.
pub(crate) fn is_watched(app: &AppHandle) -> bool {
    app.get_webview_window(WINDOW).is_some_and(|window| window.is_visible().unwrap_or(false) && window.is_focused().unwrap_or(false))
}

/// Tells the window whether the hub can be reached, when that changes.
pub(crate) fn set_reach(app: &AppHandle, reach: Reach) {
    let shell = app.state::<Shell>();
    let before = std::mem::replace(&mut *shell.reach.lock().unwrap_or_else(PoisonError::into_inner), reach);
    if before != reach {
        let _ = app.emit("hub", reach);
    }
}

pub(crate) fn reach(app: &AppHandle) -> Reach {
    *app.state::<Shell>().reach.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The window explains what quitting means; a window that only looks at another hub just goes.
pub(crate) fn ask_to_quit(app: &AppHandle) {
    if app.state::<Office>().is_hub() {
        open(app, None);
        let _ = app.emit("quit-asked", json!({}));
    } else {
        app.exit(0);
    }
}

/// Closing leaves the hub in the tray. Where no tray is shown, there would be no way back, so it asks instead.
fn close(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move { if tray::is_shown().await { hide(&app) } else { ask_to_quit(&app) } });
}

fn hide(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        let _ = window.hide();
    }
    if !app.state::<Shell>().told_that_it_stays.swap(true, Ordering::Relaxed) {
        notify::still_running(app.state::<Preferences>().language());
    }
}
