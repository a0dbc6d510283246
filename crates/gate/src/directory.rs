//! The data directory: one hub at a time, and files that only their owner can read.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// How often, and how long apart, a hub that starts tries for the lock.
const LOCK_TRIES: u32 = 10;
const LOCK_PAUSE: Duration = Duration::from_millis(30);

/// A data directory.
#[derive(Debug, Clone)]
pub struct Directory {
    path: PathBuf,
}

/// The right to be the one hub of a data directory. It ends with this value, or with the process.
#[derive(Debug)]
pub struct Lock {
    _file: File,
    directory: Directory,
}

/// What a running hub tells other programs of its user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Where it listens, such as `http://127.0.0.1:7311`.
    pub address: String,
    /// Its process.
    pub pid: u32,
}

/// How somebody reaches a hub that is not on their data directory.
#[derive(Serialize, Deserialize)]
struct Access {
    address: String,
    token: String,
}

/// Why a data directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// There is no place for it.
    #[error("this user has no home directory; name a data directory with `--data`")]
    NoHome,
    /// It holds something else.
    #[error("`{0}` holds other files; name an empty directory, or a new one, with `--data`")]
    NotOurs(PathBuf),
    /// A hub runs on it.
    #[error("a hub already runs on the data directory `{0}`")]
    InUse(PathBuf),
    /// It cannot be made or written.
    #[error("the data directory `{path}` cannot be used; check that you may write there")]
    Unusable {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What the first reviewer is called until they say otherwise: the user's name on this computer.
#[must_use]
pub fn owner_name() -> String {
    let named = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()));
    named.unwrap_or_else(|| "Owner".to_owned())
}

impl Directory {
    /// The data directory that was named, or else the platform's own for this user.
    ///
    /// # Errors
    /// When none was named and this user has no home, or it cannot be made.
    pub fn named_or_own(named: Option<&Path>) -> Result<Self, DirectoryError> {
        if let Some(path) = named {
            return Self::open(path);
        }
        let own = directories::ProjectDirs::from("jp", "sekisho", "Sekisho").ok_or(DirectoryError::NoHome)?;
        Self::open(own.data_local_dir())
    }

    /// The data directory at `path`, made if it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(path: &Path) -> Result<Self, DirectoryError> {
        let unusable = |source| DirectoryError::Unusable { path: path.to_owned(), source };
        fs::create_dir_all(path).map_err(unusable)?;
        let path = fs::canonicalize(path).map_err(unusable)?;
        let directory = Self { path };
        let is_empty = fs::read_dir(&directory.path).map_err(|source| directory.unusable(source))?.next().is_none();
        // A folder that holds other things is not ours to close to others.
        let ours = ["hub.lock", "sekisho.db", "ledger.key", "ledger.pub", "desktop.json", "access.json"];
        if is_empty || ours.iter().any(|name| directory.path.join(name).exists()) {
            owner_only(&directory.path, 0o700).map_err(|source| directory.unusable(source))?;
            return Ok(directory);
        }
        Err(DirectoryError::NotOurs(directory.path))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join("sekisho.db")
    }

    /// Becomes the one hub of this directory.
    ///
    /// # Errors
    /// [`DirectoryError::InUse`] when another process is, or when the lock file cannot be written.
    pub fn lock(&self) -> Result<Lock, DirectoryError> {
        let file = self.lock_file().map_err(|source| self.unusable(source))?;
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                Ok(()) => {
                    // What a hub that was killed has left says nothing of where we will listen.
                    let _ = fs::remove_file(self.path.join("hub.json"));
                    return Ok(Lock { _file: file, directory: self.clone() });
                }
                // Somebody may only be looking whether a hub runs, which takes no time.
                Err(fs::TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
                Err(fs::TryLockError::Error(source)) => return Err(self.unusable(source)),
            }
        }
        Err(DirectoryError::InUse(self.path.clone()))
    }

    /// Whether a hub runs on this directory now. Only its owner can hold the lock, so whoever else has taken the address
    /// of a hub that is gone does not pass for one.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        // A shared lock, so that two who look do not see each other.
        self.lock_file().is_ok_and(|file| matches!(file.try_lock_shared(), Err(fs::TryLockError::WouldBlock)))
    }

    fn lock_file(&self) -> io::Result<File> {
        OpenOptions::new().create(true).truncate(false).read(true).write(true).open(self.path.join("hub.lock"))
    }

    /// The hub that runs on this directory, as far as its file tells.
    #[must_use]
    pub fn running(&self) -> Option<Running> {
        serde_json::from_slice(&fs::read(self.path.join("hub.json")).ok()?).ok()
    }

    /// The reviewer's credential of whoever owns this directory.
    #[must_use]
    pub fn credential(&self) -> Option<String> {
        let text = fs::read_to_string(self.path.join("reviewer.token")).ok()?;
        Some(text.trim().to_owned()).filter(|token| !token.is_empty())
    }

    /// Keeps the reviewer's credential, for its owner's eyes only.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_credential(&self, token: &str) -> Result<(), DirectoryError> {
        self.write("reviewer.token", token.as_bytes())
    }

    /// The credential that was kept for the hub at this address, and for no other.
    #[must_use]
    pub fn access(&self, address: &str) -> Option<String> {
        let kept: Access = serde_json::from_slice(&fs::read(self.path.join("access.json")).ok()?).ok()?;
        (kept.address == address).then_some(kept.token)
    }

    /// Keeps a credential for the hub at this address, for its owner's eyes only.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_access(&self, address: &str, token: &str) -> Result<(), DirectoryError> {
        let access = Access { address: address.to_owned(), token: token.to_owned() };
        self.write("access.json", &serde_json::to_vec(&access).unwrap_or_default())
    }

    /// Keeps the credential for the hub at this address no longer.
    ///
    /// # Errors
    /// When it is there and cannot be removed.
    pub fn forget_access(&self, address: &str) -> Result<(), DirectoryError> {
        let remove = |_| fs::remove_file(self.path.join("access.json"));
        self.access(address).map_or(Ok(()), remove).map_err(|source| self.unusable(source))
    }

    /// Writes a file of this directory whole or not at all, readable by its owner only. Its name, too, survives a power cut.
    pub(crate) fn write(&self, name: &str, content: &[u8]) -> Result<(), DirectoryError> {
        let (path, part) = (self.path.join(name), self.path.join(format!("{name}.part")));
        let written = (|| {
            let _ = fs::remove_file(&part);
            let mut file = private(OpenOptions::new().create_new(true).write(true)).open(&part)?;
            file.write_all(content)?;
            file.sync_all()?;
            fs::rename(&part, &path)?;
            if cfg!(unix) { File::open(&self.path)?.sync_all() } else { Ok(()) }
        })();
        written.map_err(|source| self.unusable(source))
    }

    pub(crate) fn unusable(&self, source: io::Error) -> DirectoryError {
        DirectoryError::Unusable { path: self.path.clone(), source }
    }
}

impl Lock {
    /// Tells other programs of this user where the hub listens.
    ///
    /// # Errors
    /// When that cannot be written.
    pub fn announce(&self, address: &str) -> Result<(), DirectoryError> {
        let running = Running { address: address.to_owned(), pid: std::process::id() };
        self.directory.write("hub.json", &serde_json::to_vec(&running).unwrap_or_default())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.directory.path.join("hub.json"));
    }
}

#[cfg(unix)]
fn owner_only(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// Other systems keep a user's data directory to that user by default.
#[cfg(not(unix))]
fn owner_only(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_hub_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let directory = Directory::open(&folder.path().join("new")).unwrap();
        let lock = directory.lock().unwrap();
        assert!(directory.is_locked() && directory.is_locked(), "looking changes nothing");
        lock.announce("http://127.0.0.1:7311").unwrap();
        assert!(matches!(Directory::open(directory.path()).unwrap().lock(), Err(DirectoryError::InUse(_))));
        assert_eq!(directory.running().unwrap().pid, std::process::id());
        drop(lock);
        assert_eq!(directory.running(), None, "a hub that stops takes its notice down");
        assert!(!directory.is_locked() && directory.lock().is_ok());
    }

    #[test]
    fn a_credential_is_kept_for_one_address() {
        let folder = tempfile::tempdir().unwrap();
        let directory = Directory::open(&folder.path().join("new")).unwrap();
        directory.keep_access("http://127.0.0.1:7311", "secret").unwrap();
        let again = Directory::open(directory.path()).unwrap();
        assert_eq!(again.access("http://127.0.0.1:7311").as_deref(), Some("secret"));
        assert_eq!(again.access("http://127.0.0.1:7312"), None, "it is nobody else's");
        for (address, kept) in [("http://127.0.0.1:7312", true), ("http://127.0.0.1:7311", false), ("http://127.0.0.1:7311", false)] {
            again.forget_access(address).unwrap();
            assert_eq!(again.access("http://127.0.0.1:7311").is_some(), kept, "it is removed by its own address");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_credential_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let directory = Directory::open(&folder.path().join("new")).unwrap();
        directory.keep_credential("secret").unwrap();
        directory.keep_credential("secret2").unwrap();
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(directory.path().to_owned()), mode(directory.path().join("reviewer.token"))), (0o700, 0o600));
        assert_eq!(directory.credential().as_deref(), Some("secret2"));
    }
}
