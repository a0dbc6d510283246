//! A message bus of a test's own, with a notification server that keeps what it is shown and can click.

#![expect(clippy::unused_self, clippy::used_underscore_binding, reason = "the notification specification gives the interface its shape")]

use std::{
    collections::HashMap,
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};

use tempfile::TempDir;
use zbus::{connection, interface, object_server::SignalEmitter, zvariant::OwnedValue};

/// A private session bus. It ends with this value.
pub(crate) struct Bus {
    daemon: Child,
    _place: TempDir,
    pub(crate) address: String,
}

/// What was shown.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) id: u32,
    /// The one it took the place of; 0 for none.
    pub(crate) replaces: u32,
    pub(crate) summary: String,
    pub(crate) body: String,
    pub(crate) actions: Vec<String>,
}

/// A notification server that shows nothing to anybody.
pub(crate) struct Notifications {
    shown: Arc<Mutex<Vec<Shown>>>,
    closed: Arc<Mutex<Vec<u32>>>,
    connection: zbus::Connection,
}

struct Server {
    shown: Arc<Mutex<Vec<Shown>>>,
    closed: Arc<Mutex<Vec<u32>>>,
    can: &'static [&'static str],
}

/// A session bus without the machine's services: a notification server that is installed would start by itself.
const RULES: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=PLACE</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

const PATH: &str = "/org/freedesktop/Notifications";

#[interface(name = "org.freedesktop.Notifications")]
impl Server {
    #[expect(clippy::too_many_arguments, reason = "the desktop notification specification says so")]
    fn notify(
        &self,
        _app_name: String,
        replaces_id: u32,
        _app_icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        let mut shown = self.shown.lock().unwrap();
        let id = if replaces_id == 0 { u32::try_from(shown.len() + 1).unwrap() } else { replaces_id };
        shown.push(Shown { id, replaces: replaces_id, summary, body, actions });
        id
    }

    fn close_notification(&self, id: u32) {
        self.closed.lock().unwrap().push(id);
    }

    fn get_capabilities(&self) -> Vec<String> {
        self.can.iter().map(|&capability| capability.to_owned()).collect()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ("test".to_owned(), "sekisho".to_owned(), "1".to_owned(), "1.2".to_owned())
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str) -> zbus::Result<()>;
}

impl Bus {
    pub(crate) fn start() -> Self {
        let place = TempDir::new().unwrap();
        let rules = place.path().join("rules");
        fs::write(&rules, RULES.replace("PLACE", &place.path().display().to_string())).unwrap();
        let mut daemon = Command::new("dbus-daemon")
            .args(["--nofork", "--nosyslog", "--print-address=1", "--config-file"])
            .arg(rules)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is installed");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { daemon, address: address.trim().to_owned(), _place: place }
    }

    pub(crate) async fn notifications(&self) -> Notifications {
        self.notifications_that(&["actions", "body", "body-markup"]).await
    }

    /// A server with these capabilities.
    pub(crate) async fn notifications_that(&self, can: &'static [&'static str]) -> Notifications {
        let (shown, closed) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
        let connection = connection::Builder::address(self.address.as_str())
            .unwrap()
            .serve_at(PATH, Server { shown: Arc::clone(&shown), closed: Arc::clone(&closed), can })
            .unwrap()
            .name("org.freedesktop.Notifications")
            .unwrap()
            .build()
            .await
            .unwrap();
        Notifications { shown, closed, connection }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

impl Notifications {
    pub(crate) fn shown(&self) -> Vec<Shown> {
        self.shown.lock().unwrap().clone()
    }

    pub(crate) fn closed(&self) -> Vec<u32> {
        self.closed.lock().unwrap().clone()
    }

    /// Presses a button; `default` is the notification itself.
    pub(crate) async fn press(&self, id: u32, key: &str) {
        let emitter = SignalEmitter::new(&self.connection, PATH).unwrap();
        Server::action_invoked(&emitter, id, key).await.unwrap();
    }
}
