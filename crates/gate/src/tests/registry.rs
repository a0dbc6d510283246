//! What servers say about their tools and what people confirm decides how calls are judged, at once.

use sekisho_core::{
    action::{Asked, Name, Sent},
    ledger::{Entry, ToolConfirmed},
    provenance::Role,
    tool::{Effect, Reversibility, Standing},
};

use super::{House, asked, noon, refused};
use crate::{
    Code, Error,
    answer::Status,
    tools::Confirming,
    view::{ToolPage, ToolView},
};

const LIST: &str = r#"{"tools":[
    {"name":"put_note","description":"Puts a note somewhere.","inputSchema":{"type":"object","properties":{
        "x1":{"type":"string","description":"IBAN of the recipient"},"mode":{"type":"string"}}}},
    {"name":"get_note"}]}"#;

impl House {
    async fn import(&self, list: &str) -> Result<Vec<ToolView>, Error> {
        self.gate.import_tools(self.owner, "notes", list).await
    }

    async fn page(&self, name: &str) -> ToolPage {
        self.gate.tool(self.owner, "notes", name).await.unwrap()
    }

    /// Confirms a tool as it is, but for these roles.
    async fn confirm(&self, name: &str, effect: Effect, roles: &[(&str, Role)]) -> Result<ToolPage, Error> {
        let page = self.page(name).await;
        let confirming = Confirming {
            server: "notes".to_owned(),
            name: name.to_owned(),
            digest: page.digest,
            effect,
            reversibility: Reversibility::Reversible,
            roles: roles.iter().map(|(pointer, role)| ((*pointer).to_owned(), *role)).collect(),
        };
        self.gate.confirm_tool(self.owner, confirming).await
    }

    async fn passes(&self, server: Option<&str>, tool: &str, arguments: &str) -> bool {
        let key = sekisho_core::id::AgentId::new(noon(), crate::chance::for_id().unwrap()).to_string();
        let asked = Asked {
            server: server.map(|server| Name::new(server.to_owned()).unwrap()),
            context: Some(Sent::new(r#"{"session":"s","task":"Note it for hana"}"#.to_owned()).unwrap()),
            ..asked(tool, arguments, "10m")
        };
        let receipt = self.gate.submit(self.agent, asked, &key).await.unwrap().receipt;
        matches!(receipt.status, Status::Approved { .. })
    }
}

#[tokio::test]
async fn what_a_schema_tells_of_an_argument_counts() {
    let house = House::new().await;
    let amount = r#"{"tools":[{"name":"put_note","inputSchema":{"properties":{"x":{"type":"number","description":"Price in dollars"}}}}]}"#;
    assert!(!house.passes(Some("notes"), "put_note", r#"{"to":"hana"}"#).await, "nobody has told of the tool");
    house.import(amount).await.unwrap();
    assert!(house.passes(Some("notes"), "put_note", r#"{"to":"hana","x":20}"#).await);
    assert!(!house.passes(Some("notes"), "put_note", r#"{"to":"hana","x":900000}"#).await, "that is much money");
    house.confirm("put_note", Effect::Write, &[("/x", Role::Plain)]).await.unwrap();
    assert!(house.passes(Some("notes"), "put_note", r#"{"to":"hana","x":900000}"#).await, "a person says it is none");
    assert!(!house.passes(None, "put_note", r#"{"to":"hana","x":900000}"#).await, "leaving out the server takes that back");
}

#[tokio::test]
async fn a_confirmation_counts_at_once_and_until_the_server_says_something_else() {
    let house = House::new().await;
    let line = |tools: Vec<ToolView>| tools.into_iter().find(|tool| tool.name == "put_note").unwrap();
    assert_eq!(line(house.import(LIST).await.unwrap()).standing, Standing::Inferred);
    let call = r#"{"x1":"hana","mode":"quick"}"#;
    assert!(!house.passes(Some("notes"), "put_note", call).await, "nobody knows the mode");
    let page = house.confirm("put_note", Effect::Write, &[("/x1", Role::Target), ("/mode", Role::Plain)]).await.unwrap();
    assert_eq!((page.tool.standing, page.confirmed_at), (Standing::Confirmed, Some(noon())));
    assert!(house.passes(Some("notes"), "put_note", call).await);
    assert_eq!(line(house.import(LIST).await.unwrap()).standing, Standing::Confirmed, "the same list again changes nothing");
    assert!(house.passes(Some("notes"), "put_note", call).await);

    house.import(&LIST.replace("Puts a note somewhere", "Puts a note everywhere")).await.unwrap();
    assert!(!house.passes(Some("notes"), "put_note", call).await, "another description holds");
    let page = house.page("put_note").await;
    assert_eq!((page.tool.standing, page.changes.len()), (Standing::Changed, 1));
    let before = page.changes[0].before.as_ref().map(sekisho_core::shown::Shown::to_line);
    assert_eq!(before.as_deref(), Some("Puts a note somewhere."));
    let changes = house.count(|entry| matches!(entry, Entry::ToolChanged(changed) if changed.tool == "put_note")).await;
    assert_eq!(changes, 1, "the change is on record");
    let house = house.reopen(noon()).await;
    assert!(!house.passes(Some("notes"), "put_note", call).await, "also after a restart");
    house.confirm("put_note", Effect::Write, &[("/x1", Role::Target), ("/mode", Role::Plain)]).await.unwrap();
    assert!(house.passes(Some("notes"), "put_note", call).await);
    let with_before =
        |entry: &Entry| matches!(entry, Entry::ToolConfirmed(ToolConfirmed { before: Some(before), after, .. }) if before == after);
    assert_eq!(house.count(with_before).await, 1, "who confirmed what, before and after, is on record");
}

#[tokio::test]
async fn a_changed_tool_holds_even_where_it_only_looks() {
    let house = House::new().await;
    house.import(LIST).await.unwrap();
    house.confirm("get_note", Effect::Read, &[]).await.unwrap();
    assert!(house.passes(Some("notes"), "get_note", "{}").await);
    house.import(&LIST.replace(r#"{"name":"get_note"}"#, r#"{"name":"get_note","description":"Gets a note."}"#)).await.unwrap();
    for server in [Some("notes"), Some("other"), None] {
        assert!(!house.passes(server, "get_note", "{}").await, "{server:?}");
    }
}

#[tokio::test]
async fn what_a_list_no_longer_has_is_known_and_not_relied_on() {
    let house = House::new().await;
    house.import(LIST).await.unwrap();
    assert!(house.passes(Some("notes"), "put_note", r#"{"x1":"hana"}"#).await);
    let tools = house.import(r#"{"tools":[{"name":"get_note"}]}"#).await.unwrap();
    let gone: Vec<_> = tools.iter().filter(|tool| tool.gone_at.is_some()).map(|tool| tool.name.as_str()).collect();
    assert_eq!(gone, ["put_note"]);
    assert!(!house.passes(Some("notes"), "put_note", r#"{"x1":"hana"}"#).await);
    house.import(LIST).await.unwrap();
    assert!(house.passes(Some("notes"), "put_note", r#"{"x1":"hana"}"#).await, "it is back");
}

#[tokio::test]
async fn a_list_comes_in_whole_or_not_at_all() {
    let house = House::new().await;
    house.import(LIST).await.unwrap();
    let refusal = house.import(r#"{"tools":[{"name":"new"},{"name":7}]}"#).await;
    assert!(refusal.as_ref().is_err_and(|error| error.message.contains("/tools/1/name")), "{refusal:?}");
    let names: Vec<_> = house.gate.tools(house.owner).await.unwrap().into_iter().map(|tool| (tool.name, tool.gone_at)).collect();
    assert_eq!(names, [("get_note".to_owned(), None), ("put_note".to_owned(), None)]);
}

#[tokio::test]
async fn a_confirmation_is_an_administrators_and_of_what_they_saw() {
    let house = House::new().await;
    house.import(LIST).await.unwrap();
    let page = house.page("put_note").await;
    let confirming = |digest: &str, roles: Vec<(String, Role)>| Confirming {
        server: "notes".to_owned(),
        name: "put_note".to_owned(),
        digest: digest.to_owned(),
        effect: Effect::Read,
        reversibility: Reversibility::Reversible,
        roles,
    };
    let plain = house.reviewer("Plain", &[]).await;
    refused(house.gate.confirm_tool(plain, confirming(&page.digest, Vec::new())).await, Code::Forbidden, "a plain reviewer");
    let twice = vec![("/x1".to_owned(), Role::Plain), ("/x1".to_owned(), Role::Target)];
    refused(house.gate.confirm_tool(house.owner, confirming(&page.digest, twice)).await, Code::InvalidRequest, "named twice");
    house.import(&LIST.replace("somewhere", "everywhere")).await.unwrap();
    refused(house.gate.confirm_tool(house.owner, confirming(&page.digest, Vec::new())).await, Code::Conflict, "it changed since");
    let nobody = Confirming { name: "none".to_owned(), ..confirming(&page.digest, Vec::new()) };
    refused(house.gate.confirm_tool(house.owner, nobody).await, Code::NotFound, "no such tool");
    assert_eq!(house.page("put_note").await.tool.standing, Standing::Inferred);
}
