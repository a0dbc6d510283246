//! What can be typed after `sekisho ledger`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub(crate) enum Ledger {
    /// Print the public key, which whoever checks the ledger needs.
    Key {
        /// Move the private key there first, while no hub runs.
        #[arg(long, value_enum, value_name = "PLACE", conflicts_with = "change")]
        to: Option<KeyPlace>,
        /// Have a new key sign from now on, while no hub runs. The key before signs that it changes, and is destroyed.
        #[arg(long)]
        change: bool,
    },
    /// Print the newest checkpoint, for somebody else to keep.
    Checkpoint {
        /// As a mail that a person can send, in English and Japanese, with the checkpoint attached.
        #[arg(long)]
        mail: bool,
    },
    /// Show or set the folder that gets a checkpoint each hour. Whoever may change it must not be able to change the ledger.
    Witness {
        /// A folder that is there, such as one on another computer (administrators).
        #[arg(long, value_name = "DIR", conflicts_with = "none")]
        folder: Option<PathBuf>,
        /// No folder any more (administrators).
        #[arg(long)]
        none: bool,
    },
    /// Write all of it to a file.
    Export {
        /// The file; without it, the output.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Print the proof that what decided an action is in it.
    Proof {
        /// The action's id.
        id: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyPlace {
    /// The key store of this computer's user.
    Keystore,
    /// The file `ledger.key` in the data directory, which only its owner can read.
    File,
}
