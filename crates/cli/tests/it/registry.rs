//! The registry of tools and the origins, from the command line.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::hub::{Hub, run};

/// Names that a path of a call would not survive, or would take for something else.
const ODD: [&str; 4] = ["..", "a/b?c#d", "送金 %2F", "x&name=y"];

fn import(data: &Path, list: &Value) -> crate::hub::Ran {
    let file = data.join("tools.json");
    fs::write(&file, list.to_string()).unwrap();
    run(data, &["tools", "import", &file.to_string_lossy(), "--server", "s / ..", "--json"])
}

fn state(data: &Path, name: &str) -> Value {
    let tools = run(data, &["tools", "list", "--json"]).json();
    tools.as_array().unwrap().iter().find(|tool| tool["name"] == name).unwrap()["standing"].clone()
}

#[test]
fn a_tool_of_any_name_is_confirmed_and_holds_again_when_it_changes() {
    let hub = Hub::start();
    let data = hub.data().to_owned();
    let list = |description: &str| {
        let schema = json!({ "type": "object", "properties": { "x": { "type": "string", "description": "IBAN of the payee" } } });
        json!({ "tools": ODD.map(|name| json!({ "name": name, "description": description, "inputSchema": schema })) })
    };
    assert_eq!(import(&data, &list("Notes it.")).json().as_array().unwrap().len(), ODD.len());
    for name in ODD {
        assert_eq!(state(&data, name), "inferred");
        let role = ["tools", "classify", "s / ..", name, "--effect", "write", "--role", "/x=target", "--json"];
        let page = run(&data, &role).json();
        assert_eq!((&page["tool"]["standing"], &page["tool"]["effect"]), (&json!("confirmed"), &json!("write")), "{name}");
        assert_eq!((&page["arguments"][0]["role"], &page["arguments"][0]["inferred"]), (&json!("target"), &json!("counterparty")));
    }
    import(&data, &list("Notes it, and tells others."));
    for name in ODD {
        assert_eq!(state(&data, name), "changed");
        let page = run(&data, &["tools", "classify", "s / ..", name, "--json"]).json();
        assert_eq!(page["tool"]["standing"], "confirmed", "without options what is known is confirmed: {name}");
        assert_ne!(page["tool"]["effect"], "write", "of what was confirmed before and what is inferred now, the worse");
        assert_eq!(page["arguments"][0]["role"], "target", "this argument has not changed");
    }
}

#[test]
fn what_is_no_list_is_refused_with_its_place() {
    let hub = Hub::start();
    let data = hub.data().to_owned();
    for (list, place) in [(json!([]), "``"), (json!({ "tools": [{ "name": "a" }, { "name": 7 }] }), "`/tools/1/name`")] {
        let ran = import(&data, &list);
        assert!(ran.sentence().contains(place), "{ran:?}");
    }
    assert_eq!(run(&data, &["tools", "list", "--json"]).json(), json!([]), "nothing was taken in");
    import(&data, &json!({ "tools": [{ "name": "a" }] }));
    let ran = run(&data, &["tools", "classify", "s / ..", "a", "--role", "/x=boss"]);
    assert!(ran.sentence().contains("`boss` is no role") && ran.sentence().contains("counterparty"), "{ran:?}");
    let ran = run(&data, &["tools", "classify", "s / ..", "none"]);
    assert!(ran.code != Some(0), "{ran:?}");
}

#[test]
fn an_origin_is_trusted_from_the_command_line() {
    let hub = Hub::start();
    let data = hub.data().to_owned();
    run(&data, &["origins", "set", "tool:ledger", "trusted"]);
    let origins = run(&data, &["origins", "list", "--json"]).json();
    assert_eq!((&origins[0]["origin"], &origins[0]["trust"], &origins[0]["seen"]), (&json!("tool:ledger"), &json!("trusted"), &json!(0)));
}
