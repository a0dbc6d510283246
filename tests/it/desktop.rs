//! One real window with its own data, bus and driver, and agents that talk to its hub over the network.

use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::bus::Bus;

/// How long anything on the screen may take to show up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The window takes no decision for a moment after what it shows has changed.
const DEAD_TIME: Duration = Duration::from_millis(900);

pub(crate) struct Desktop {
    pub(crate) client: Client,
    pub(crate) bus: Bus,
    /// Which display it is on, such as `:99`.
    pub(crate) screen: String,
    home: TempDir,
    _driver: Group,
    _display: Group,
}

/// A process and all that it starts. They end with this value.
pub(crate) struct Group(pub(crate) Child);

impl Drop for Group {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-9", "--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}

/// An agent that asks in a process of its own.
pub(crate) struct Asking(Child);

impl Asking {
    /// What the gate answered in the end.
    pub(crate) fn answer(self) -> Value {
        let output = self.0.wait_with_output().unwrap();
        assert!(output.status.success(), "the agent ran to its end: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// A screen of a test's own: on a shared one, windows take the focus from each other, and a window that gets the focus back
/// takes no decision for a moment.
fn screen() -> (Group, String) {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("Xvfb is installed");
    let mut number = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
    (Group(server), format!(":{}", number.trim()))
}

pub(crate) fn program(name: &str) -> PathBuf {
    Path::new(env!("CARGO_BIN_EXE_sekisho-desktop")).with_file_name(name)
}

impl Desktop {
    pub(crate) async fn start() -> Self {
        Self::start_in(TempDir::new().unwrap(), "en_US.UTF-8").await
    }

    /// Opens a window on the data directory in `home`.
    pub(crate) async fn start_in(home: TempDir, locale: &str) -> Self {
        let desktop = Self::open(home, locale, &["--listen", "127.0.0.1:0"]).await;
        desktop.find("rail-inbox").await;
        desktop
    }

    /// Opens a window of another reviewer on the hub at `address`. It asks for their credential.
    pub(crate) async fn join(address: &str, locale: &str) -> Self {
        let desktop = Self::open(TempDir::new().unwrap(), locale, &["--connect", address]).await;
        desktop.find("signin-token").await;
        desktop
    }

    async fn open(home: TempDir, locale: &str, how: &[&str]) -> Self {
        let bus = Bus::start();
        let (display, screen) = screen();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        std::fs::create_dir_all(home.path().join("Downloads")).unwrap();
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
            .env("DISPLAY", &screen)
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", home.path())
            .env_remove("XDG_CONFIG_HOME")
            .env("LANG", locale)
            .env("LC_ALL", locale)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("WebKitWebDriver is installed");
        let driver = Group(driver);
        let data = home.path().join("data");
        let args = [&["--data", data.to_str().unwrap()], how].concat();
        let options = json!({
            "binary": env!("CARGO_BIN_EXE_sekisho-desktop"),
            "args": args,
        });
        let capabilities: serde_json::Map<String, Value> = [("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect();
        let begun = Instant::now();
        let client = loop {
            let attempt = ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities.clone())
                .connect(&format!("http://127.0.0.1:{port}"))
                .await;
            match attempt {
                Ok(client) => break client,
                Err(error) => assert!(begun.elapsed() < PATIENCE, "the driver starts a session: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        Self { client, bus, screen, home, _driver: driver, _display: display }
    }

    pub(crate) async fn stop(self) {
        self.client.close().await.unwrap();
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    pub(crate) fn address(&self) -> String {
        let running: Value = serde_json::from_slice(&std::fs::read(self.data().join("hub.json")).unwrap()).unwrap();
        running["address"].as_str().unwrap().to_owned()
    }

    /// The `sekisho` command on this window's data.
    pub(crate) fn sekisho(&self, args: &[&str]) -> Value {
        let output = Command::new(program("sekisho")).arg("--json").arg("--data").arg(self.data()).args(args).output().unwrap();
        assert!(output.status.success(), "sekisho {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What `sekisho doctor` finds in this window's session.
    pub(crate) async fn doctor(&self) -> Value {
        let mut command = Command::new(program("sekisho"));
        command.args(["--json", "doctor", "--data"]).arg(self.data());
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.bus.address).env("DISPLAY", &self.screen);
        // It asks the test's own server, which must not wait for it.
        let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What was chosen in the settings, as it is kept.
    pub(crate) fn preferences(&self) -> Value {
        std::fs::read(self.data().join("desktop.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// A new agent's credential.
    pub(crate) fn agent(&self, name: &str) -> String {
        self.sekisho(&["agent", "add", name])["token"].as_str().unwrap().to_owned()
    }

    /// Lets an agent ask, with the Python package's own gate over the network.
    pub(crate) fn ask(&self, token: &str, asked: &Value) -> Asking {
        let python = std::env::var("SEKISHO_PYTHON").expect("`cargo xtask test` names a Python with the agents' package");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/ask.py");
        let child = Command::new(python)
            .args([script, &format!("{}/aap", self.address()), token, &asked.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Asking(child)
    }

    pub(crate) async fn find(&self, id: &str) -> Element {
        self.find_css(&format!("[data-testid='{id}']")).await
    }

    pub(crate) async fn find_css(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        found.unwrap_or_else(|error| panic!("`{css}` shows up: {error}"))
    }

    pub(crate) async fn click(&self, id: &str) {
        self.find(id).await.click().await.unwrap();
    }

    pub(crate) async fn text(&self, id: &str) -> String {
        // `text()` would leave out what is shortened on the screen.
        self.find(id).await.prop("textContent").await.unwrap().unwrap_or_default()
    }

    /// Waits until a part of the page says something.
    pub(crate) async fn says(&self, id: &str, words: &str) {
        self.until(&format!("`{id}` says `{words}`"), || async { self.shown(id).await.iter().any(|text| text.contains(words)) }).await;
    }

    /// Waits until a part of the page is gone.
    pub(crate) async fn gone(&self, id: &str) {
        self.until(&format!("`{id}` is gone"), || async { self.shown(id).await.is_empty() }).await;
    }

    /// Waits until no answer is on its way that could still be taken back.
    pub(crate) async fn all_has_left(&self) {
        self.gone("outgoing").await;
        self.gone("row-leaving").await;
    }

    /// The texts of all parts with this id.
    pub(crate) async fn shown(&self, id: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(`[data-testid='${arguments[0]}']`)].map(part => part.textContent)";
        let texts = self.client.execute(script, vec![json!(id)]).await.unwrap();
        serde_json::from_value(texts).unwrap()
    }

    pub(crate) async fn until<F: Future<Output = bool>>(&self, what: &str, holds: impl Fn() -> F) {
        let begun = Instant::now();
        while !holds().await {
            assert!(begun.elapsed() < PATIENCE, "{what}; the page says: {}", self.text_of_page().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn text_of_page(&self) -> String {
        let text = self.client.execute("return document.body.innerText", Vec::new()).await.unwrap();
        text.as_str().unwrap_or_default().chars().take(2_000).collect()
    }

    /// Presses a key, as a hand would: down and up, wherever the focus is.
    pub(crate) async fn key(&self, key: char) {
        self.keys(key.encode_utf8(&mut [0; 4])).await;
    }

    /// Presses one key after another, wherever the focus is by then.
    pub(crate) async fn keys(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        let presses = strokes.fold(KeyActions::new("keyboard".to_owned()), InputSource::then);
        self.client.perform_actions(presses).await.unwrap();
    }

    pub(crate) async fn control_enter(&self) {
        let (control, enter) = ('\u{e009}', '\u{e007}');
        let keys = [
            KeyAction::Down { value: control },
            KeyAction::Down { value: enter },
            KeyAction::Up { value: enter },
            KeyAction::Up { value: control },
        ];
        let press = keys.into_iter().fold(KeyActions::new("keyboard".to_owned()), InputSource::then);
        self.client.perform_actions(press).await.unwrap();
    }

    pub(crate) async fn write(&self, id: &str, text: &str) {
        self.find(id).await.send_keys(text).await.unwrap();
    }

    /// Sets a time of day as the page's own picker would.
    pub(crate) async fn write_time(&self, id: &str, time: &str) {
        self.find(id).await;
        let script = "const field = document.querySelector(`[data-testid='${arguments[0]}']`); field.value = arguments[1];
                      field.dispatchEvent(new Event('change', { bubbles: true }))";
        self.client.execute(script, vec![json!(id), json!(time)]).await.unwrap();
    }

    /// Looks at what is shown for as long as the window wants.
    pub(crate) async fn look(&self) {
        tokio::time::sleep(DEAD_TIME).await;
    }
}
