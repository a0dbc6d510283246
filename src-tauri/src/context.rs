//! The app's configuration, permissions and pages, as Tauri generates them at build time.

#![allow(
    clippy::all,
    clippy::expect_used,
    clippy::pedantic,
    clippy::print_stderr,
    clippy::unwrap_used,
    unused_qualifications,
    reason = "the build writes this code, so its style is not ours to mend"
)]

pub(crate) fn context() -> tauri::Context {
    tauri::tauri_build_context!()
}
