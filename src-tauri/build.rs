//! Lets the Tauri build script find its capabilities under `src-tauri/`, and lets the app compile before the UI is built.

fn main() {
    let page = std::path::Path::new("ui/dist/index.html");
    if !page.exists() {
        // A plain `cargo build` must not need node: the window then says what is missing.
        let _ = std::fs::create_dir_all("ui/dist");
        let _ = std::fs::write(page, "<!doctype html><meta charset=utf-8><p>The window's pages are not built. Run: cargo xtask run</p>");
    }
    let attributes = tauri_build::Attributes::new()
        .codegen(tauri_build::CodegenContext::new())
        .capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
