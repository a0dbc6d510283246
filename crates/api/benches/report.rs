//! How long the report of a month takes, in each form, and how much memory: of a tenth of the decisions, and of all of them.
//!
//! `cargo bench -p sekisho-api --bench report -- [--decisions N]`. The decisions are made through the real gate first. Each report is then
//! written by a process of its own, so that its memory is its own.

use std::{fs::File, io::Write, num::NonZeroU32, path::Path, process::Command, sync::Arc, time::Instant};

use anyhow::{Context, ensure};
use chrono::TimeDelta;
use sekisho_gate::{
    AgentId, Asked, Caller, Gate, Language, Name, ReviewerId, Sent, Terms,
    answer::Status,
    clock::Clock,
    decide::{Answer, Seen},
    directory::Directory,
    export::Format,
    limits::Limits,
};

/// How many decisions are under way at a time.
const AT_ONCE: u32 = 64;

/// What is written, by its name.
const FORMATS: [&str; 5] = ["csv", "jsonl", "xlsx", "pdf", "agentack"];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<_> = std::env::args().collect();
    if let [_, written, format, folder, token] = args.as_slice()
        && written == "--write"
    {
        return write(format, Path::new(folder), token).await;
    }
    let after = |flag: &str| args.iter().skip_while(|arg| *arg != flag).nth(1);
    let all = after("--decisions").map_or(Ok(100_000), |text| text.parse::<u32>()).context("`--decisions` takes a number")?;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let directory = Directory::open(folder.path())?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{:<10}{:>12}{:>10}{:>12}{:>16}", "what", "decisions", "seconds", "MiB", "peak memory MiB")?;
    let mut token = None;
    let mut made = 0;
    for count in [all / 10, all] {
        token = Some(fill(&directory, token, made..count).await?);
        made = count;
        for format in FORMATS {
            let mut report = Command::new(std::env::current_exe()?);
            report.arg("--write").arg(format).arg(folder.path()).arg(token.as_deref().unwrap_or_default());
            let output = report.output()?;
            ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            write!(out, "{format:<10}{count:>12}{}", String::from_utf8_lossy(&output.stdout))?;
        }
    }
    Ok(())
}

fn limits() -> Limits {
    Limits { calls_per_second: NonZeroU32::MAX, held: NonZeroU32::MAX }
}

fn owner(gate: &Gate, token: &str) -> anyhow::Result<ReviewerId> {
    match gate.authenticate(token)? {
        Caller::Reviewer(id) => Ok(id),
        Caller::Agent(_) => anyhow::bail!("this is an agent's credential"),
    }
}

/// Makes decisions: four of five by a rule, the rest by a person; all are used and reported.
async fn fill(directory: &Directory, token: Option<String>, numbers: std::ops::Range<u32>) -> anyhow::Result<String> {
    let gate = Gate::open(directory, limits()).await?;
    let token = match token {
        Some(token) => token,
        None => gate.owner_credential("bench").await?,
    };
    let owner = owner(&gate, &token)?;
    let agent = gate.add_agent(owner, &format!("bench {}", numbers.start), Terms::default()).await?.id;
    let numbers = Arc::new(std::sync::Mutex::new(numbers));
    let mut makers = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let (gate, numbers) = (gate.clone(), Arc::clone(&numbers));
        makers.spawn(async move {
            loop {
                let number = numbers.lock().ok().and_then(|mut numbers| numbers.next());
                let Some(number) = number else { return Ok::<_, anyhow::Error>(()) };
                decision(&gate, owner, agent, number).await?;
            }
        });
    }
    while let Some(maker) = makers.join_next().await {
        maker??;
    }
    gate.close();
    Ok(token)
}

async fn decision(gate: &Gate, owner: ReviewerId, agent: AgentId, number: u32) -> anyhow::Result<()> {
    let (tool, arguments) = if number.is_multiple_of(5) {
        ("send_mail", format!(r#"{{"to":"office-{number}@example.com","subject":"御見積書","body":"{}"}}"#, "本文です。".repeat(40)))
    } else {
        ("get_invoice", format!(r#"{{"invoice":{number},"fields":["total","due","payee"],"note":"{}"}}"#, "x".repeat(400)))
    };
    let asked = Asked {
        tool: Name::new(tool.to_owned())?,
        server: None,
        arguments: Sent::new(arguments)?,
        timeout: "1h".parse()?,
        agent_reasoning: None,
        context: None,
    };
    let receipt = gate.submit(agent, asked, &format!("key-{agent}-{number}")).await?.receipt;
    if receipt.status == Status::Pending {
        let view = gate.action(owner, receipt.id).await?;
        let seen = Seen { digest: view.digest, version: view.version };
        gate.decide(owner, receipt.id, seen, Answer::Approve { note: Some("確認しました。".to_owned()) }).await?;
    }
    gate.consume(agent, receipt.id, &format!("use-{number}")).await?;
    gate.report(agent, receipt.id, true, None).await?;
    Ok(())
}

/// Writes one report and tells how that went.
async fn write(format: &str, folder: &Path, token: &str) -> anyhow::Result<()> {
    let gate = Gate::open(&Directory::open(folder)?, limits()).await?;
    // Nothing runs beside it.
    gate.close();
    let owner = owner(&gate, token)?;
    let format = match format {
        "csv" => Format::Csv { bom: true },
        "jsonl" => Format::Jsonl,
        "xlsx" => Format::Xlsx(Language::Japanese),
        "pdf" => Format::Pdf(Language::Japanese),
        _ => Format::Agentack,
    };
    let started = Instant::now();
    let until = Clock::new(None).now() + TimeDelta::days(1);
    let mut export = gate.export(owner, until - TimeDelta::days(30), until, format).await?;
    let mut file = File::create(folder.join("report"))?;
    let mut bytes = 0;
    while let Some(piece) = export.next_piece().await? {
        file.write_all(&piece)?;
        bytes += piece.len();
    }
    let (seconds, mib) = (started.elapsed().as_secs_f64(), bytes / 1024 / 1024);
    writeln!(std::io::stdout().lock(), "{seconds:>10.1}{mib:>12}{:>16}", peak().map_or_else(|| "?".to_owned(), |mib| mib.to_string()))?;
    Ok(())
}

/// The most memory that this process had, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()? / 1024)
}
