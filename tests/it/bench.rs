//! How the window feels with 100,000 actions waiting. Run with `cargo xtask bench window`.

use std::{fs, num::NonZeroU32, path::Path, time::Instant};

use sekisho_gate::{Asked, Caller, Gate, Name, Sent, directory::Directory, limits::Limits};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::desktop::Desktop;

const HELD: usize = 100_000;
const AT_ONCE: usize = 256;
const PRESSES: usize = 60;

/// Presses `j` and tells how long the page took until the next frame was drawn.
const PRESS: &str = "
    const done = arguments[arguments.length - 1];
    requestAnimationFrame(() => {
        const start = performance.now();
        const press = new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true });
        (document.activeElement ?? document.body).dispatchEvent(press);
        const handled = performance.now() - start;
        requestAnimationFrame(() => setTimeout(() => done([handled, performance.now() - start]), 0));
    });";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a benchmark; it prints figures and takes minutes"]
async fn bench_window() {
    let home = TempDir::new().unwrap();
    let data = home.path().join("data");
    fs::create_dir_all(&data).unwrap();
    fill(&data).await;
    let begun = Instant::now();
    let desktop = Desktop::start_in(home, "en_US.UTF-8").await;
    desktop.find("queue-row").await;
    desktop.find("action-headline").await;
    println!("start to usable, with the driver's session: {} ms", begun.elapsed().as_millis());
    println!("memory (proportional, all processes): {} MiB", memory(&data) / 1024);
    let mut handled = Vec::new();
    let mut drawn = Vec::new();
    for _ in 0..PRESSES {
        let times = desktop.client.execute_async(PRESS, Vec::new()).await.unwrap();
        handled.push(times[0].as_f64().unwrap());
        drawn.push(times[1].as_f64().unwrap());
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
    println!("key press with {HELD} waiting, handler: {}", spread(&mut handled));
    println!("key press with {HELD} waiting, to the next frame drawn: {}", spread(&mut drawn));
    let waiting: Value = desktop.sekisho(&["queue", "--limit", "1"]);
    assert_eq!(waiting.as_array().unwrap().len(), 1, "the hub still answers");
    desktop.stop().await;
}

async fn fill(data: &Path) {
    let limits = Limits { held: NonZeroU32::MAX, ..Limits::DEFAULT };
    let gate = Gate::open(&Directory::open(data).unwrap(), limits).await.unwrap();
    let token = gate.owner_credential("Owner").await.unwrap();
    let Ok(Caller::Reviewer(owner)) = gate.authenticate(&token) else { panic!("the owner is a reviewer") };
    let agent = gate.add_agent(owner, "Bench", sekisho_gate::Terms::default()).await.unwrap().id;
    let begun = Instant::now();
    for batch in 0..=HELD / AT_ONCE {
        let mut tasks = tokio::task::JoinSet::new();
        for index in batch * AT_ONCE..HELD.min((batch + 1) * AT_ONCE) {
            let gate = gate.clone();
            let arguments = json!({ "to": format!("Supplier {index}"), "amount": index * 37 % 5_000_000, "currency": "JPY" });
            let asked = Asked {
                tool: Name::new("transfer_funds".to_owned()).unwrap(),
                server: None,
                arguments: Sent::new(arguments.to_string()).unwrap(),
                timeout: "24h".parse().unwrap(),
                agent_reasoning: None,
                context: None,
            };
            tasks.spawn(async move { gate.submit(agent, asked, &format!("bench-{index}")).await.map(|_| ()) });
        }
        for done in tasks.join_all().await {
            done.unwrap();
        }
    }
    println!("filled with {HELD} held actions in {} s", begun.elapsed().as_secs());
    gate.close();
}

/// Proportional memory of the app that runs on `data` and of all processes in its group, in KiB.
fn memory(data: &Path) -> u64 {
    let processes = || {
        fs::read_dir("/proc")
            .unwrap()
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().bytes().all(|byte| byte.is_ascii_digit()))
    };
    let group = |process: &Path| fs::read_to_string(process.join("stat")).ok()?.rsplit(") ").next()?.split(' ').nth(2).map(str::to_owned);
    let is_app = |process: &Path| {
        let line = fs::read_to_string(process.join("cmdline")).unwrap_or_default();
        line.contains("sekisho-desktop") && line.contains(&*data.to_string_lossy())
    };
    let ours = processes().map(|entry| entry.path()).find(|process| is_app(process)).and_then(|process| group(&process)).unwrap();
    let is_driver = |process: &Path| fs::read_to_string(process.join("comm")).unwrap_or_default().starts_with("WebKitWebDriver");
    let members = processes().map(|entry| entry.path()).filter(|process| group(process).as_ref() == Some(&ours) && !is_driver(process));
    members
        .filter_map(|process| {
            let rollup = fs::read_to_string(process.join("smaps_rollup")).ok()?;
            rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok())
        })
        .sum()
}

fn spread(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    format!("median {:.1} ms, p95 {:.1} ms, most {:.1} ms", at(50), at(95), at(100))
}
