//! Whether there is a display, and how WebKit had best draw on it.

#[cfg(target_os = "linux")]
pub(crate) fn prepare() -> anyhow::Result<()> {
    use std::os::unix::process::CommandExt;

    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        anyhow::bail!("there is no display here; run the hub without a window: sekisho serve");
    }
    // Without a render node WebKit's fast path leaves windows blank on some systems. It reads the environment
    // before any of our code could change it safely, so the program starts itself once more.
    if !is_set("WEBKIT_DISABLE_DMABUF_RENDERER") && !has_render_node() {
        let program = std::env::current_exe()?;
        let failed =
            std::process::Command::new(program).args(std::env::args_os().skip(1)).env("WEBKIT_DISABLE_DMABUF_RENDERER", "1").exec();
        return Err(failed.into());
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn has_render_node() -> bool {
    std::fs::read_dir("/dev/dri")
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("renderD")))
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() -> anyhow::Result<()> {
    Ok(())
}
