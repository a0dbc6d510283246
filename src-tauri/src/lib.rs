//! Shows: the window, the tray and the notifications around one hub, which runs in this process or was there before.

use std::{io::Write, net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::Parser;
use sekisho_api::hub::DEFAULT_LISTEN;
use sekisho_gate::directory::Directory;

mod check;
mod commands;
mod context;
mod display;
mod export;
mod live;
mod notify;
mod office;
mod preferences;
mod shell;
mod tray;
mod words;

/// The window on what software agents want to do.
#[derive(Debug, Parser)]
#[command(name = "sekisho-desktop", version)]
struct Args {
    /// The data directory.
    #[arg(long, env = "SEKISHO_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where agents reach the hub, if it runs in this window. Port 0 takes any free one.
    #[arg(long, default_value_t = DEFAULT_LISTEN, value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Joins the hub at this address of the computer, such as a tunnel's end, instead of running one. The window asks for the credential.
    #[arg(long, value_name = "URL", conflicts_with = "listen")]
    connect: Option<String>,
}

/// Runs the app until its user quits.
#[must_use]
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let filter = tracing_subscriber::EnvFilter::try_from_env("SEKISHO_LOG").unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match start(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let sentence = format!("{error:#}");
            // Whoever started the app with a click sees no terminal.
            notify::failure(&sentence);
            let _ = writeln!(std::io::stderr().lock(), "sekisho-desktop: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn start(args: &Args) -> anyhow::Result<()> {
    display::prepare()?;
    let directory = Directory::named_or_own(args.data.as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    tauri::async_runtime::set(runtime.handle().clone());
    let office = match &args.connect {
        Some(address) => office::Office::join(directory, address)?,
        None => runtime.block_on(office::Office::open(directory, args.listen))?,
    };
    shell::run(office)
}
