//! The tray: how many wait, and the way back to the window.

use tauri::{
    App, AppHandle, Manager, Wry,
    menu::{Menu, MenuItem},
    tray::TrayIconBuilder,
};

use crate::{
    notify,
    office::Office,
    preferences::{Language, Preferences},
    shell, words,
};

const OPEN: &str = "open";
const HALT: &str = "halt";
const QUIT: &str = "quit";
const ICON: &str = "sekisho";

/// Who shows trays on Linux, and how long to wait for it.
#[cfg(target_os = "linux")]
const WATCHER: &str = "org.kde.StatusNotifierWatcher";
#[cfg(target_os = "linux")]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// The parts of the menu that change.
struct Items {
    open: MenuItem<Wry>,
    waiting: MenuItem<Wry>,
    halt: MenuItem<Wry>,
    quit: MenuItem<Wry>,
}

/// Puts the icon into the tray. A desktop without a tray only lacks it.
pub(crate) fn build(app: &App, language: Language) -> tauri::Result<()> {
    let open = MenuItem::with_id(app, OPEN, words::open_sekisho(language), true, None::<&str>)?;
    let waiting = MenuItem::new(app, words::waiting(language, 0), false, None::<&str>)?;
    let halt = MenuItem::with_id(app, HALT, words::halt_everything(language), true, None::<&str>)?;
    let quit = MenuItem::with_id(app, QUIT, words::quit(language), true, None::<&str>)?;
    let menu = Menu::with_items(app, &[&waiting, &open, &halt, &quit])?;
    let icon = tauri::image::Image::from_bytes(include_bytes!("../../icons/tray.png"))?;
    TrayIconBuilder::with_id(ICON)
        .icon(icon)
        .menu(&menu)
        .tooltip("Sekisho")
        .on_menu_event(|app, event| match event.id.as_ref() {
            OPEN => shell::open(app, None),
            HALT => halt_everything(app),
            QUIT => shell::ask_to_quit(app),
            _ => {}
        })
        .build(app)?;
    app.manage(Items { open, waiting, halt, quit });
    Ok(())
}

/// Halts everything, and shows the window, which says what stands and where to resume.
fn halt_everything(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let desk = app.state::<Office>().desk();
        let body = serde_json::json!({ "scope": { "kind": "everything" } }).to_string();
        let halted = desk.call(http::Method::POST, "/halts", Some(body)).await;
        // Whoever stops everything must not believe in a stop that did not happen.
        if !halted.is_ok_and(|reply| reply.status < 400) {
            let language = app.state::<Preferences>().language();
            notify::failure(words::not_halted(language));
        }
        shell::open(&app, None);
    });
}

/// Whether the desktop shows a tray. GNOME does only with an extension, and tells nobody that the icon is not seen.
#[cfg(target_os = "linux")]
pub(crate) async fn is_shown() -> bool {
    let watcher = async {
        let bus = zbus::Connection::session().await?;
        let proxy = zbus::proxy::Builder::<zbus::Proxy<'_>>::new(&bus).destination(WATCHER)?.path("/StatusNotifierWatcher")?;
        // Asked once, so there is nothing to keep.
        let proxy = proxy.interface(WATCHER)?.cache_properties(zbus::proxy::CacheProperties::No).build().await?;
        proxy.get_property::<bool>("IsStatusNotifierHostRegistered").await
    };
    tokio::time::timeout(PATIENCE, watcher).await.is_ok_and(|shown| shown.unwrap_or(false))
}

#[cfg(not(target_os = "linux"))]
pub(crate) async fn is_shown() -> bool {
    true
}

/// Shows how many wait, in the user's language.
pub(crate) fn update(app: &AppHandle, language: Language, count: u32) {
    let words = words::waiting(language, count);
    if let Some(items) = app.try_state::<Items>() {
        let _ = items.waiting.set_text(&words);
        let _ = items.open.set_text(words::open_sekisho(language));
        let _ = items.halt.set_text(words::halt_everything(language));
        let _ = items.quit.set_text(words::quit(language));
    }
    if let Some(icon) = app.tray_by_id(ICON) {
        let _ = icon.set_tooltip(Some(format!("Sekisho: {words}")));
        let _ = icon.set_title((count > 0).then(|| count.to_string()));
    }
}
