//! `sekisho doctor`: what is in place and what is not, one line each.

use anyhow::bail;
use sekisho_api::{
    desk::Desk,
    hub::{Hub, HubError},
};
use sekisho_gate::{
    directory::{Directory, DirectoryError, owner_name},
    limits::Limits,
    view::{HaltsView, LedgerView, MonthlyView, Status},
};
use serde::Serialize;

use super::{halt::described, ledger, report};
use crate::{say, table};

mod session;

/// One thing that was looked at.
#[derive(Serialize)]
struct Finding {
    check: &'static str,
    /// False for what keeps Sekisho from working.
    ok: bool,
    /// True for what Sekisho works without, but somebody may miss.
    warning: bool,
    detail: String,
}

impl Finding {
    fn well(check: &'static str, detail: String) -> Self {
        Self { check, ok: true, warning: false, detail }
    }

    fn warning(check: &'static str, detail: &str) -> Self {
        Self { check, ok: true, warning: true, detail: detail.to_owned() }
    }

    fn mark(&self) -> &'static str {
        match (self.ok, self.warning) {
            (true, false) => "ok",
            (true, true) => "!",
            (false, _) => "!!",
        }
    }
}

pub(super) async fn doctor(directory: &Directory, json: bool) -> anyhow::Result<()> {
    let mut checks = vec![check("data directory", Ok(directory.path().display().to_string()))];
    checks.extend(hub(directory).await);
    checks.extend(session::findings().await);
    let well = checks.iter().all(|check| check.ok);
    if json {
        say::line(&serde_json::to_string(&checks)?)?;
    } else {
        let rows: Vec<_> = checks.iter().map(|check| [check.mark().to_owned(), check.check.to_owned(), check.detail.clone()]).collect();
        table::print(["", "CHECK", "DETAIL"], &rows)?;
    }
    if !well {
        bail!("something is not in place");
    }
    Ok(())
}

async fn hub(directory: &Directory) -> Vec<Finding> {
    match Hub::open(directory, &owner_name(), Limits::DEFAULT).await {
        Ok(hub) => {
            let database = match hub.is_intact().await {
                Ok(true) => Ok("opens, reads and is intact".to_owned()),
                Ok(false) => Err("is damaged; restore it from a backup".to_owned()),
                Err(error) => Err(error.to_string()),
            };
            let ledger = match hub.check_ledger().await {
                Ok(Ok(entries)) => Ok(format!("has {entries} entries, as they were signed")),
                Ok(Err(fault)) => Err(fault.to_string()),
                Err(error) => Err(error.to_string()),
            };
            let halts = halts(&hub.desk()).await;
            // A database that fails says so above.
            let _ = hub.check_witness().await;
            let (kept, monthly) = (kept(&hub.desk()).await, monthly(&hub.desk()).await);
            hub.close().await;
            let none = Ok("none runs now; start one with `sekisho serve` or the window".to_owned());
            let mut found = vec![check("database", database), check("ledger", ledger)];
            found.extend(kept);
            found.extend([halts, monthly, check("hub", none)]);
            found
        }
        Err(HubError::Directory(DirectoryError::InUse(_))) => {
            let mut found = vec![check("hub", running(directory).await)];
            if let Some(desk) = Desk::of_running(directory) {
                found.push(halts(&desk).await);
                found.extend(kept(&desk).await);
                found.push(monthly(&desk).await);
            }
            found
        }
        Err(error) => vec![check("database", Err(error.to_string()))],
    }
}

async fn running(directory: &Directory) -> Result<String, String> {
    let desk = Desk::of_running(directory).ok_or("a hub runs, but does not tell where it listens")?;
    let reply = desk.call(http::Method::GET, "/status", None).await.map_err(|error| error.to_string())?;
    let address = directory.running().map(|running| running.address).unwrap_or_default();
    if reply.status != 200 {
        return Err(format!("answers with status {}", reply.status));
    }
    let status: Status = serde_json::from_str(&reply.body).map_err(|_| format!("answers on {address}, but not in words that are known"))?;
    Ok(format!("version {} runs and answers on {address}", status.version))
}

/// Where the ledger's key is kept, and whether somebody else keeps checkpoints and knows the same ledger.
async fn kept(desk: &Desk) -> Vec<Finding> {
    let reply = desk.call(http::Method::GET, "/ledger", None).await.map_err(|error| error.to_string());
    let ledger = match reply.and_then(|reply| serde_json::from_str::<LedgerView>(&reply.body).map_err(|error| error.to_string())) {
        Ok(ledger) => ledger,
        Err(error) => return vec![check("ledger key", Err(error))],
    };
    let none = "none is set, so whoever has the key can sign another past unseen; `sekisho ledger witness --folder DIR` names one";
    let witness = match &ledger.witness {
        None => Finding::warning("witness", none),
        Some(seen) if seen.problem.is_some() => check("witness", Err(ledger::tell(seen))),
        Some(seen) => check("witness", Ok(ledger::tell(seen))),
    };
    vec![check("ledger key", Ok(ledger::lies(ledger.key_in).to_owned())), witness]
}

/// Whether the report of each month is written, if it is to be.
async fn monthly(desk: &Desk) -> Finding {
    let reply = desk.call(http::Method::GET, "/reports/monthly", None).await.map_err(|error| error.to_string());
    let view = reply.and_then(|reply| serde_json::from_str::<MonthlyView>(&reply.body).map_err(|error| error.to_string()));
    check("monthly report", view.and_then(|view| if view.problem.is_some() { Err(report::tell(&view)) } else { Ok(report::tell(&view)) }))
}

/// A halt is nothing that is out of place, but somebody may wonder why nothing runs.
async fn halts(desk: &Desk) -> Finding {
    let reply = desk.call(http::Method::GET, "/halts", None).await.map_err(|error| error.to_string());
    let halts = reply.and_then(|reply| serde_json::from_str::<HaltsView>(&reply.body).map_err(|error| error.to_string()));
    check(
        "halts",
        halts.map(|halts| match halts.standing.as_slice() {
            [] => "nothing is halted".to_owned(),
            standing => {
                let stopped: Vec<_> = standing.iter().map(|halt| format!("{} ({})", described(&halt.scope), halt.id)).collect();
                format!("halted: {}; resume with `sekisho resume ID --reason …`", stopped.join(", "))
            }
        }),
    )
}

fn check(check: &'static str, found: Result<String, String>) -> Finding {
    Finding { check, ok: found.is_ok(), warning: false, detail: found.unwrap_or_else(|problem| problem) }
}
