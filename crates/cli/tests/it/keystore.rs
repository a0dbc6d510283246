//! The ledger's key in the key store of this computer's user: a real Secret Service on a bus of the test's own, which knows of no other.

#![cfg(target_os = "linux")]

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::hub::{Ran, heavy, sekisho};

/// A bus, and a home for whatever runs on it.
struct Session {
    bus: Child,
    keyring: Option<Child>,
    address: String,
    home: TempDir,
}

impl Session {
    fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        // The usual settings would start a key store on demand, and maybe the one of whoever runs the tests.
        let settings = home.path().join("bus.conf");
        let text = format!(
            "<busconfig><type>session</type><listen>unix:path={}</listen><auth>EXTERNAL</auth><policy context=\"default\">\
             <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
            home.path().join("bus").display()
        );
        fs::write(&settings, text).unwrap();
        let mut bus = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", settings.display()))
            .args(["--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is installed");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { bus, keyring: None, address: address.trim().to_owned(), home }
    }

    fn inside(&self, mut command: Command) -> Command {
        command
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .env("HOME", self.home.path())
            .env("XDG_DATA_HOME", self.home.path().join("share"))
            .env("XDG_RUNTIME_DIR", self.home.path())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY");
        command
    }

    /// Starts the key store: unlocked with this password, or as it is after a log-in that did not unlock it.
    fn unlock(&mut self, password: Option<&str>) {
        self.lock();
        let mut command = self.inside(Command::new("gnome-keyring-daemon"));
        command.args(["--foreground", "--components=secrets"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        if password.is_some() {
            command.arg("--unlock");
        }
        let mut keyring = command.spawn().expect("gnome-keyring is installed");
        keyring.stdin.take().unwrap().write_all(password.unwrap_or_default().as_bytes()).unwrap();
        self.keyring = Some(keyring);
        let owns = || {
            let mut ask = self.inside(Command::new("dbus-send"));
            let ask = ask.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner"]);
            let answer = ask.arg("string:org.freedesktop.secrets").output().unwrap();
            String::from_utf8_lossy(&answer.stdout).contains("boolean true")
        };
        let started = Instant::now();
        while !owns() {
            assert!(started.elapsed() < Duration::from_secs(20), "the key store starts");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn lock(&mut self) {
        if let Some(mut keyring) = self.keyring.take() {
            let _ = keyring.kill();
            let _ = keyring.wait();
        }
    }

    fn run(&self, data: &Path, args: &[&str]) -> Ran {
        let output = self.inside(sekisho(data)).args(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.lock();
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}

fn found(ran: &Ran, what: &str) -> Value {
    let checks: Value = serde_json::from_str(&ran.out).unwrap();
    checks.as_array().unwrap().iter().find(|check| check["check"] == what).cloned().unwrap_or_default()
}

#[test]
fn without_a_key_store_the_key_stays_in_its_file_and_nobody_waits() {
    let (session, place) = (Session::start(), tempfile::tempdir().unwrap());
    let data = place.path().join("data");
    let public = session.run(&data, &["ledger", "key"]).out;
    let started = Instant::now();
    let refused = session.run(&data, &["ledger", "key", "--to", "keystore"]);
    assert!(refused.sentence().contains("no key store that takes the key") && started.elapsed() < Duration::from_secs(10), "{refused:?}");
    assert!(data.join("ledger.key").exists() && !data.join("ledger.pub").exists());
    assert!(found(&session.run(&data, &["doctor", "--json"]), "ledger key")["detail"].as_str().unwrap().contains("lies in the file"));
    let same = session.run(&data, &["ledger", "key", "--to", "file", "--json"]).json();
    assert_eq!(same["key_in"], "file", "where it is already");
    // What a backup of the directory brings back where the key store is not.
    let key = place.path().join("aside");
    fs::rename(data.join("ledger.key"), &key).unwrap();
    fs::write(data.join("ledger.pub"), &public).unwrap();
    for command in [&["queue"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        let closed = session.run(&data, command);
        assert!(closed.sentence().contains("lies in the key store") && closed.sentence().contains("no other key"), "{closed:?}");
    }
    assert!(!data.join("ledger.key").exists(), "no other key takes its place");
    fs::rename(&key, data.join("ledger.key")).unwrap();
    assert_eq!(session.run(&data, &["ledger", "key"]).out, public, "a key in its file counts, also beside its name");
    fs::remove_file(data.join("ledger.key")).unwrap();
    fs::write(data.join("ledger.pub"), "nonsense").unwrap();
    assert!(session.run(&data, &["queue"]).sentence().contains("`ledger.pub` holds no public key"));
}

#[test]
fn a_key_in_the_key_store_signs_and_goes_back_and_a_locked_one_stops_the_hub() {
    let is_there = Command::new("gnome-keyring-daemon").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !is_there && !heavy() {
        println!("not run, as gnome-keyring is not installed");
        return;
    }
    let (mut session, place) = (Session::start(), tempfile::tempdir().unwrap());
    session.unlock(Some("a password"));
    let data = place.path().join("data");
    let public = session.run(&data, &["ledger", "key"]).out;
    assert_eq!(session.run(&data, &["ledger", "key", "--to", "keystore", "--json"]).json()["key_in"], "keystore");
    assert!(!data.join("ledger.key").exists());
    assert_eq!(fs::read_to_string(data.join("ledger.pub")).unwrap(), public);
    session.run(&data, &["agent", "add", "Orders", "--json"]).json();
    assert_eq!(session.run(&data, &["ledger", "key"]).out, public, "it signs what happens as before");
    let doctor = session.run(&data, &["doctor", "--json"]);
    assert_eq!((doctor.code, &found(&doctor, "ledger")["ok"]), (Some(0), &Value::Bool(true)), "{doctor:?}");
    assert!(found(&doctor, "ledger key")["detail"].as_str().unwrap().contains("lies in the key store"));
    session.unlock(None);
    let locked = session.run(&data, &["queue"]);
    assert!(locked.sentence().contains("unlock it"), "{locked:?}");
    assert!(!data.join("ledger.key").exists(), "no other key takes its place");
    session.lock();
    assert!(session.run(&data, &["queue"]).sentence().contains("does not give it"));
    session.unlock(Some("a password"));
    assert_eq!(session.run(&data, &["ledger", "key", "--to", "file", "--json"]).json()["key_in"], "file");
    assert!(data.join("ledger.key").exists() && !data.join("ledger.pub").exists());
    session.lock();
    assert_eq!(session.run(&data, &["ledger", "key"]).out, public, "it needs no key store any more");
    let exported = session.run(&data, &["ledger", "export"]).out;
    assert_eq!(exported.matches("\"event\":\"ledger_key_moved\"").count(), 2, "both ways are on record");
}
