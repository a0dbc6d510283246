//! How long a verdict takes in process, with many rules.
//!
//! `cargo bench -p sekisho-core --bench judge`. Each line is one set of rules on one mix of actions: half of the extra rules speak of one
//! group and one tool in their heads, so that slices leave them out; beside it the same conditions in their bodies, where no slice can.

use std::{
    collections::HashMap,
    fmt::Write as _,
    io::Write as _,
    time::{Duration, Instant},
};

use anyhow::Context;
use sekisho_core::{
    action::{Asked, Name, Sent},
    agent::Terms,
    assessment::assess,
    risk::Scorecard,
    rules::{RuleSet, STARTER_GUARDRAILS, STARTER_RULES, Slice, Subject},
    signal::Facts,
    tool::classify,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const GROUPS: usize = 10;
const TOOLS: [&str; 5] = ["send_payment", "send_mail", "update_order", "get_invoice", "delete_file"];
const AGENTS: usize = 20;
const ROUNDS: usize = 2_000;

#[derive(Clone, Copy)]
enum Heads {
    /// Whom and what a rule concerns stands in its head.
    Scoped,
    /// It stands in its condition.
    Open,
}

fn main() -> anyhow::Result<()> {
    writeln!(
        std::io::stdout(),
        "{:>6} {:>8} {:>14} {:>14} {:>16} {:>16}",
        "rules",
        "slices",
        "verdict p50",
        "verdict p99",
        "assessed p50",
        "assessed p99"
    )?;
    for count in [100, 200] {
        for heads in [Heads::Scoped, Heads::Open] {
            measure(count, heads)?;
        }
    }
    Ok(())
}

fn measure(count: usize, heads: Heads) -> anyhow::Result<()> {
    let rules = RuleSet::load(&text(count, heads)?, STARTER_GUARDRAILS)?;
    let mut cases = Vec::new();
    let mut slices: HashMap<Subject, Slice> = HashMap::new();
    for agent in 0..AGENTS {
        for tool in TOOLS {
            let asked = asked(tool)?;
            let terms = Terms { groups: vec![format!("group-{}", agent % GROUPS)], ..Terms::default() };
            let facts = Facts { terms, ..Facts::of(classify(tool, None)) };
            let subject = Subject::new(&format!("agent-{agent}"), &asked, &facts);
            let slice = rules.slice(&subject).context("the rules and the subject go together")?;
            slices.insert(subject.clone(), slice);
            cases.push((subject, asked, facts));
        }
    }
    let (mut verdicts, mut assessed) = (Vec::new(), Vec::new());
    let card = Scorecard::default();
    for round in 0..ROUNDS {
        let (subject, asked, facts) = cases.get(round % cases.len()).context("there are cases")?;
        let start = Instant::now();
        let slice = slices.get(subject);
        let assessment = assess(asked, facts, &card, slice);
        assessed.push(start.elapsed());
        let sight = assessment.sight.context("it was seen")?;
        let start = Instant::now();
        let judgement = slices.get(subject).context("it is at hand")?.judge(&sight);
        verdicts.push(start.elapsed());
        anyhow::ensure!(judgement == assessment.judgement, "the same is judged alike");
    }
    let used = match heads {
        Heads::Scoped => "yes",
        Heads::Open => "no use",
    };
    let total = rules.laws().count();
    let [v50, v99] = percentiles(verdicts);
    let [a50, a99] = percentiles(assessed);
    writeln!(std::io::stdout(), "{total:>6} {used:>8} {v50:>14.1?} {v99:>14.1?} {a50:>16.1?} {a99:>16.1?}")?;
    Ok(())
}

/// The starter rules and more of an organisation's own, until there are `count`.
fn text(count: usize, heads: Heads) -> anyhow::Result<String> {
    let mut text = STARTER_RULES.to_owned();
    let there = RuleSet::starter()?.laws().count();
    for number in there..count {
        let (group, tool) = (number % GROUPS, TOOLS.get(number % TOOLS.len()).context("there are tools")?);
        let limit = 1_000 + number;
        let example = format!("group=group-{group} tool={tool} steps={}", limit + 1);
        let (head, more) = match heads {
            Heads::Scoped => (
                format!("principal in Group::\"group-{group}\", action == Action::\"auto_approve\", resource in Name::\"{tool}\""),
                String::new(),
            ),
            Heads::Open => (
                "principal, action == Action::\"auto_approve\", resource".to_owned(),
                format!("principal in Group::\"group-{group}\" && resource in Name::\"{tool}\" && "),
            ),
        };
        write!(
            text,
            "\n@id(\"own-{number}\") @reason_en(\"Above what this group decides.\") @reason_ja(\"この部署の決裁範囲を超えます。\")\n\
             @matches(\"{example}\") @not_matches(\"group=group-{group} tool={tool} steps={limit}\")\n\
             forbid ({head})\nwhen {{ {more}context.steps > {limit} && context.risk >= 0 }};\n"
        )?;
    }
    Ok(text)
}

fn asked(tool: &str) -> anyhow::Result<Asked> {
    let arguments =
        r#"{"to":"billing@supplier.example","amount":48000,"currency":"JPY","invoice":"INV-2026-1104","memo":"10月分のサーバー利用料"}"#;
    Ok(Asked {
        tool: Name::new(tool.to_owned())?,
        server: Some(Name::new("erp".to_owned())?),
        arguments: Sent::new(arguments.to_owned())?,
        timeout: "1h".parse()?,
        agent_reasoning: None,
        context: None,
    })
}

fn percentiles(mut times: Vec<Duration>) -> [Duration; 2] {
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    [at(50), at(99)]
}
