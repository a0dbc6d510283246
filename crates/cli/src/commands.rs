//! Each command in a few lines: the same calls that the window makes.

use anyhow::{Context, bail};
use sekisho_api::{
    desk::{Desk, Reply},
    hub::{Hub, HubError},
};
use sekisho_gate::{
    directory::{Directory, DirectoryError, owner_name},
    limits::Limits,
};
use sekisho_verify::Earlier;
use serde::de::DeserializeOwned;

use crate::{
    args::{Args, Command, Ledger},
    say,
    serve::serve,
};

mod acts;
mod budgets;
mod doctor;
mod file;
mod find;
mod grants;
mod halt;
mod keeping;
mod ledger;
mod organisation;
mod origins;
mod outcomes;
mod people;
mod record;
mod report;
mod review;
mod rules;
mod tools;
mod verify;

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    if let Command::Verify { file, key, earlier, witness } = &args.command {
        let earlier = Earlier { notes: earlier.clone(), folders: witness.clone() };
        return verify::verify(file, key, &earlier, args.json);
    }
    let directory = Directory::named_or_own(args.data.as_deref())?;
    if let Command::Serve { listen, calls_per_second, held, connections } = args.command {
        return serve(&directory, listen, Limits { calls_per_second, held }, connections, args.json).await;
    }
    if let Command::Doctor = args.command {
        return doctor::doctor(&directory, args.json).await;
    }
    if let Command::Ledger(Ledger::Key { to, change }) = args.command
        && (change || to.is_some())
    {
        return ledger::keep_key(&directory, to, args.connect.is_some(), args.json).await;
    }
    let office = match &args.connect {
        Some(address) => Office::join(&directory, address)?,
        None => Office::open(&directory).await?,
    };
    let done = dispatch(&office.calls(args.json), args.command).await;
    office.close().await;
    done
}

async fn dispatch(calls: &Calls, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Agent(command) => people::agent(calls, command).await,
        Command::Reviewer(command) => people::reviewer(calls, command).await,
        Command::Budget(command) => budgets::budgets(calls, command).await,
        Command::Grants(command) => grants::grants(calls, command).await,
        Command::Tools(command) => tools::tools(calls, command).await,
        Command::Origins(command) => origins::origins(calls, command).await,
        Command::Rules(command) => rules::run(calls, command).await,
        Command::Organisation(command) => organisation::run(calls, command).await,
        Command::Queue { all, limit } => review::queue(calls, all, limit).await,
        Command::Readings { done, limit } => review::readings(calls, done, limit).await,
        Command::Find(found) => find::find(calls, found).await,
        Command::Keeping(command) => keeping::run(calls, command).await,
        Command::Show { id } => review::show(calls, &id).await,
        Command::Act(act) => acts::run(calls, act).await,
        Command::Afterwards(command) => outcomes::run(calls, command).await,
        Command::Halt { what, reason } => halt::halt(calls, what, reason).await,
        Command::Resume { id, reason } => halt::resume(calls, &id, &reason).await,
        Command::Halts { second_person } => halt::halts(calls, second_person).await,
        Command::Record { id, language, output } => record::record(calls, &id, language, output).await,
        Command::Report(wanted) => report::report(calls, wanted).await,
        Command::Monthly(wanted) => report::monthly(calls, wanted).await,
        Command::Ledger(command) => ledger::run(calls, command).await,
        Command::Serve { .. } | Command::Verify { .. } | Command::Doctor => Ok(()),
    }
}

/// Where calls are made: at the hub that runs on the data directory, or at one opened for this command.
struct Office {
    hub: Option<Hub>,
    desk: Desk,
}

impl Office {
    async fn open(directory: &Directory) -> anyhow::Result<Self> {
        match Hub::open(directory, &owner_name(), Limits::DEFAULT).await {
            Ok(hub) => Ok(Self { desk: hub.desk(), hub: Some(hub) }),
            Err(HubError::Directory(DirectoryError::InUse(_))) => {
                let desk = Desk::of_running(directory).context("a hub runs on this data directory, but does not tell where it listens")?;
                Ok(Self { hub: None, desk })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The hub at an address, as whoever has the credential. No flag takes that: others can read command lines.
    fn join(directory: &Directory, address: &str) -> anyhow::Result<Self> {
        let given = std::env::var("SEKISHO_REVIEWER_TOKEN").ok().map(|token| token.trim().to_owned());
        let token = given.filter(|token| !token.is_empty()).or_else(|| directory.access(address));
        let token = token.with_context(|| format!("there is no credential for `{address}`; set `SEKISHO_REVIEWER_TOKEN`"))?;
        Ok(Self { hub: None, desk: Desk::at(address, &token)? })
    }

    fn calls(&self, json: bool) -> Calls {
        Calls { desk: self.desk.clone(), json }
    }

    async fn close(self) {
        if let Some(hub) = self.hub {
            hub.close().await;
        }
    }
}

/// Makes calls and prints what comes back.
struct Calls {
    desk: Desk,
    json: bool,
}

impl Calls {
    async fn get<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        read(&self.desk.call(http::Method::GET, path, None).await?)
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &serde_json::Value) -> anyhow::Result<T> {
        read(&self.desk.call(http::Method::POST, path, Some(body.to_string())).await?)
    }

    /// A call that says all it has to say with its path.
    async fn touch<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        read(&self.desk.call(http::Method::POST, path, None).await?)
    }

    async fn put<T: DeserializeOwned>(&self, path: &str, body: String) -> anyhow::Result<T> {
        read(&self.desk.call(http::Method::PUT, path, Some(body)).await?)
    }

    async fn delete<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        read(&self.desk.call(http::Method::DELETE, path, None).await?)
    }

    /// The value as JSON if that was asked for. Tells whether it was.
    fn as_json<T: serde::Serialize>(&self, value: &T) -> anyhow::Result<bool> {
        if self.json {
            say::line(&serde_json::to_string(value)?)?;
        }
        Ok(self.json)
    }
}

fn read<T: DeserializeOwned>(reply: &Reply) -> anyhow::Result<T> {
    if reply.status < 400 {
        return serde_json::from_str(&reply.body).context("the hub's answer could not be read; is it of another version?");
    }
    if reply.status == 401 {
        bail!("the hub does not know this credential");
    }
    let envelope: serde_json::Value = serde_json::from_str(&reply.body).unwrap_or_default();
    let field = |name: &str| envelope.pointer(name).and_then(serde_json::Value::as_str).map(str::to_owned);
    let message = field("/error/message").unwrap_or_else(|| "the hub refused".to_owned());
    Err(Refused { code: field("/error/code").unwrap_or_default(), message }.into())
}

/// The hub's no.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Refused {
    /// What to branch on; empty if the hub did not say.
    code: String,
    message: String,
}
