//! The commands of the example's README, as they stand there. They are written for a Unix shell.

use std::{env, fs, path::Path, process::Command};

use crate::hub::{Hub, run};

#[tokio::test]
async fn the_example_is_set_up_as_its_readme_says() {
    let hub = Hub::start();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/organisation");
    let folder = hub.data().join("example");
    fs::create_dir(&folder).unwrap();
    fs::copy(example.join("rules.cedar"), folder.join("rules.cedar")).unwrap();
    // The absences of the example have dates, and would be over one day.
    let chart = fs::read_to_string(example.join("organisation.toml")).unwrap();
    let chart: String = chart.lines().filter(|line| !line.starts_with("absences")).flat_map(|line| [line, "\n"]).collect();
    fs::write(folder.join("organisation.toml"), chart).unwrap();
    let readme = fs::read_to_string(example.join("README.md")).unwrap();
    let commands = readme.split_once("```sh\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    let program = Path::new(env!("CARGO_BIN_EXE_sekisho")).parent().unwrap();
    let path = env::join_paths([program.to_owned()].into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap()))).unwrap();
    let script = Command::new("bash")
        .args(["-euo", "pipefail", "-c", commands])
        .current_dir(&folder)
        .env("PATH", path)
        .env("SEKISHO_DATA", hub.data())
        .output()
        .unwrap();
    assert!(script.status.success(), "{}", String::from_utf8_lossy(&script.stderr));
    let chart = run(hub.data(), &["organisation", "show"]).out;
    assert!(chart.contains("name = \"湊谷 蓮太郎\"") && chart.contains("name = \"人事\""), "{chart}");
    let people = run(hub.data(), &["reviewer", "list", "--json"]).json();
    let administrators = people.as_array().unwrap().iter().filter(|one| one["role"] == "administrator").count();
    assert_eq!((people.as_array().unwrap().len(), administrators), (41, 3), "40 people and whoever the hub belongs to");
}
