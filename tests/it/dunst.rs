//! A real notification server (dunst) on a test's own bus and display.

use std::{
    fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use zbus::{Connection, connection, proxy::CacheProperties};

use crate::desktop::{Desktop, Group};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
const OWN: &str = "org.dunstproject.cmd0";

/// dunst, which notes what it shows and picks `take` from its menus.
pub(crate) struct Dunst {
    bus: Connection,
    said: PathBuf,
    _server: Group,
}

impl Dunst {
    pub(crate) async fn start(desktop: &Desktop) -> Self {
        let said = desktop.home().join("said");
        let (note, pick, rules) = (desktop.home().join("note"), desktop.home().join("pick"), desktop.home().join("dunstrc"));
        script(&note, &format!("printf '%s\\n' \"$2\" \"$3\" >> '{}'", said.display()));
        script(&pick, "grep -m1 'on it'");
        let stays = "[urgency_normal]\ntimeout = 0\n[urgency_critical]\ntimeout = 0\n";
        let (note, pick) = (note.display(), pick.display());
        let text = format!("[global]\nmarkup = full\ndmenu = {pick}\n{stays}[all]\nsummary = *\nscript = {note}\n");
        fs::write(&rules, text).unwrap();
        let server = Command::new("dunst")
            .arg("-config")
            .arg(&rules)
            .env("DBUS_SESSION_BUS_ADDRESS", &desktop.bus.address)
            .env("DISPLAY", &desktop.screen)
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("dunst is installed");
        let bus = connection::Builder::address(desktop.bus.address.as_str()).unwrap().build().await.unwrap();
        let dunst = Self { bus, said, _server: Group(server) };
        desktop.until("dunst answers", || async { dunst.counted().await.is_ok() }).await;
        dunst
    }

    /// All that it was asked to show so far.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(&self.said).unwrap_or_default()
    }

    /// How many are on the screen.
    pub(crate) async fn displayed(&self) -> u32 {
        self.counted().await.unwrap()
    }

    /// Does what a click on the newest does.
    pub(crate) async fn click(&self) {
        self.bus.call_method(Some(NAME), PATH, Some(OWN), "NotificationAction", &0_u32).await.unwrap();
    }

    /// Opens the menu of actions, from which `pick` chooses.
    pub(crate) async fn menu(&self) {
        self.bus.call_method(Some(NAME), PATH, Some(OWN), "ContextMenuCall", &()).await.unwrap();
    }

    async fn counted(&self) -> zbus::Result<u32> {
        let proxy = zbus::proxy::Builder::<zbus::Proxy<'_>>::new(&self.bus).destination(NAME)?.path(PATH)?;
        proxy.interface(OWN)?.cache_properties(CacheProperties::No).build().await?.get_property("displayedLength").await
    }
}

fn script(path: &Path, line: &str) {
    fs::write(path, format!("#!/bin/sh\n{line}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
