//! What the window's pages may ask of the app, one line each: the reviewer's calls, and what only this computer knows.

#![expect(clippy::needless_pass_by_value, clippy::unreachable, reason = "what `tauri::command` takes and what it makes")]

use std::path::PathBuf;

use sekisho_api::desk::DeskError;
use sekisho_gate::ActionId;
use serde::Serialize;
use serde_json::json;
use tauri::{AppHandle, Emitter, Manager, State};

use crate::{
    check::{self, Checks, FileCheck, Given},
    export::{Exports, Wanted},
    live::{self, Reach},
    office::Office,
    preferences::{Choices, Language, Preferences, system_language},
    shell::{self, Shell},
};

/// Why a command did not do what it was asked: a code to branch on, a sentence for the log.
#[derive(Debug, Serialize)]
pub(crate) struct Refused {
    code: String,
    message: String,
}

impl Refused {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into() }
    }
}

impl From<DeskError> for Refused {
    fn from(error: DeskError) -> Self {
        let code = match error {
            DeskError::Unreachable => "unreachable",
            DeskError::Refused(401) => "unauthorized",
            DeskError::Refused(_) | DeskError::Unreadable | DeskError::Elsewhere(_) => "internal",
        };
        Self::new(code, error.to_string())
    }
}

/// An answer of the hub.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    status: u16,
    body: String,
}

/// What was chosen, and what there is to choose from.
#[derive(Debug, Serialize)]
pub(crate) struct Chosen {
    #[serde(flatten)]
    choices: Choices,
    system_language: Language,
    data_dir: String,
    embedded: bool,
    elsewhere: bool,
}

/// What a page needs when it starts.
#[derive(Debug, Serialize)]
pub(crate) struct Start {
    open: Option<ActionId>,
    hub: Reach,
}

/// An export that is done.
#[derive(Debug, Serialize)]
pub(crate) struct Exported {
    path: String,
    /// How many decisions are in it, where a row is one.
    rows: Option<u64>,
}

#[tauri::command]
pub(crate) async fn call(office: State<'_, Office>, method: String, path: String, body: Option<String>) -> Result<Answer, Refused> {
    let method = method.parse().map_err(|_| Refused::new("invalid_request", "no such method"))?;
    let reply = office.desk().call(method, &path, body).await?;
    Ok(Answer { status: reply.status, body: reply.body })
}

#[tauri::command]
pub(crate) async fn sign_in(office: State<'_, Office>, token: String) -> Result<(), Refused> {
    let known = office.sign_in(token.trim()).await?;
    known.then_some(()).ok_or_else(|| Refused::new("unauthorized", "the hub does not know this credential"))
}

#[tauri::command]
pub(crate) fn sign_out(office: State<'_, Office>) {
    office.sign_out();
}

#[tauri::command]
pub(crate) fn preferences(office: State<'_, Office>, preferences: State<'_, Preferences>) -> Chosen {
    let data_dir = office.directory().path().display().to_string();
    let (embedded, elsewhere) = (office.is_hub(), office.is_elsewhere());
    Chosen { choices: preferences.chosen(), system_language: system_language(), data_dir, embedded, elsewhere }
}

#[tauri::command]
pub(crate) async fn set_preferences(app: AppHandle, preferences: Choices) -> Result<(), Refused> {
    let kept = app.state::<Preferences>().choose(preferences);
    kept.map_err(|error| Refused::new("unwritable", error.to_string()))?;
    // The tray speaks the chosen language, too.
    live::update_tray(&app, &app.state::<Office>()).await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn export_decisions(app: AppHandle, wanted: Wanted) -> Result<Exported, Refused> {
    let folder = downloads(&app);
    let desk = app.state::<Office>().desk();
    let told = app.clone();
    let progress = move |rows| drop(told.emit("export-progress", json!({ "rows": rows })));
    let (path, rows) = app.state::<Exports>().write(&desk, &wanted, &folder, progress).await?;
    Ok(Exported { path: path.display().to_string(), rows })
}

#[tauri::command]
pub(crate) async fn save_record(app: AppHandle, id: ActionId) -> Result<String, Refused> {
    let (desk, language) = (app.state::<Office>().desk(), app.state::<Preferences>().language());
    let file = app.state::<Exports>().write_record(&desk, id, language, &downloads(&app)).await?;
    Ok(file.display().to_string())
}

/// A system without a downloads folder has the data directory.
fn downloads(app: &AppHandle) -> PathBuf {
    let home = app.path().home_dir().map(|home| home.join("Downloads"));
    let folder = [app.path().download_dir(), home].into_iter().flatten().find(|folder| folder.is_dir());
    folder.unwrap_or_else(|| app.state::<Office>().directory().path().to_owned())
}

#[tauri::command]
pub(crate) fn cancel_export(exports: State<'_, Exports>) {
    exports.cancel();
}

#[tauri::command]
pub(crate) fn reveal(exports: State<'_, Exports>, path: String) -> Result<(), Refused> {
    let last =
        exports.last().filter(|last| last.display().to_string() == path).ok_or_else(|| Refused::new("not_found", "no such export"))?;
    tauri_plugin_opener::reveal_item_in_dir(last).map_err(|error| Refused::new("internal", error.to_string()))
}

#[tauri::command]
pub(crate) async fn choose_file(app: AppHandle) -> Option<Given> {
    check::choose(&app).await.map(|file| app.state::<Checks>().give(file))
}

#[tauri::command]
pub(crate) async fn check_file(app: AppHandle, key: Option<String>, earlier: Option<String>) -> Result<FileCheck, Refused> {
    let key = match key {
        Some(key) => key,
        None => check::key_of(&app.state::<Office>().desk()).await?,
    };
    let told = app.clone();
    let progress = move |read, size| drop(told.emit("check-progress", json!({ "read": read, "size": size })));
    app.state::<Checks>().run(check::Asked { key, earlier }, progress).await
}

#[tauri::command]
pub(crate) fn cancel_check(checks: State<'_, Checks>) {
    checks.cancel();
}

#[tauri::command]
pub(crate) fn ready(app: AppHandle, state: State<'_, Shell>) -> Start {
    let open = state.open.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    Start { open, hub: shell::reach(&app) }
}

#[tauri::command]
pub(crate) fn quit(app: AppHandle) {
    app.exit(0);
}
