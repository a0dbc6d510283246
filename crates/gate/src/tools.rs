//! What servers say about their tools, taken from MCP `tools/list` results.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

use sekisho_core::{
    action::Name,
    id::ReviewerId,
    ledger::Entry,
    tool::{self, Annotations, Class},
};
use sekisho_store::tools::Tool;
use serde::Deserialize;

use crate::{Gate, error::Error, view::ToolView};

/// The most tools in one list.
const TOOLS_MAX: usize = 2_000;

/// An MCP `tools/list` result, as far as it matters here.
#[derive(Debug, Clone, Deserialize)]
pub struct ToolList {
    tools: Vec<Listed>,
}

#[derive(Debug, Clone, Deserialize)]
struct Listed {
    name: String,
    #[serde(default)]
    annotations: Option<Annotations>,
}

/// What is told of a tool, by its name and then by its server.
#[derive(Debug, Default)]
pub(crate) struct Known(RwLock<HashMap<String, HashMap<String, Annotations>>>);

impl Known {
    pub(crate) fn add(&self, tools: Vec<Tool>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for tool in tools {
            known.entry(tool.name).or_default().insert(tool.server, tool.annotations);
        }
    }

    /// What calling this tool does, as far as its name and its server tell, and whether that server has told of it.
    /// Which server it is on is the agent's word, so what raises concern counts from every server that has such a tool,
    /// and what lowers it only if all agree.
    pub(crate) fn classify(&self, name: &str, server: Option<&str>) -> (Class, bool) {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let Some(servers) = known.get(name) else { return (tool::classify(name, None), false) };
        let named = server.and_then(|server| servers.get(server));
        let any = |hint: fn(&Annotations) -> Option<bool>, value: bool| servers.values().any(|told| hint(told) == Some(value));
        let read_only = |told: &Annotations| told.read_only_hint;
        let all_read_only = servers.values().all(|told| told.read_only_hint == Some(true));
        let merged = Annotations {
            read_only_hint: if any(read_only, false) { Some(false) } else { named.and_then(read_only).filter(|_| all_read_only) },
            destructive_hint: any(|told| told.destructive_hint, true)
                .then_some(true)
                .or_else(|| named.and_then(|told| told.destructive_hint)),
        };
        (tool::classify(name, Some(merged)), named.is_some())
    }
}

impl Gate {
    /// Takes in what a server says about its tools. What it said of the same tools before is replaced.
    ///
    /// # Errors
    /// When a name cannot be one, the list is too long, `by` is no administrator, or the database fails.
    pub async fn import_tools(&self, by: ReviewerId, server: &str, list: ToolList) -> Result<Vec<ToolView>, Error> {
        self.administrator(by)?;
        if list.tools.len() > TOOLS_MAX {
            return Err(Error::invalid(format!("a list has {TOOLS_MAX} tools at the most")));
        }
        let name = |text: String| Name::new(text).map_err(|error| Error::invalid(error.to_string()));
        let server = name(server.to_owned())?.as_str().to_owned();
        let mut tools = Vec::new();
        for listed in list.tools {
            let name = name(listed.name)?.as_str().to_owned();
            tools.push(Tool { server: server.clone(), name, annotations: listed.annotations.unwrap_or_default() });
        }
        let (gate, stored) = (self.clone(), tools.clone());
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    for tool in &stored {
                        tx.put_tool(tool).await?;
                    }
                    let count = u64::try_from(stored.len()).unwrap_or(u64::MAX);
                    Ok::<_, Error>(tx.append(gate.clock().now(), None, Entry::ToolsImported { by, server, tools: count }).await?)
                })
            })
            .await?;
        self.tools_known().add(tools);
        self.tools(by).await
    }

    /// All tools that servers have told of, with what they are taken to do.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tools(&self, me: ReviewerId) -> Result<Vec<ToolView>, Error> {
        self.viewer(me)?;
        let tools = self.store().read().await?.tools().await?;
        let view = |tool: Tool| {
            let class = tool::classify(&tool.name, Some(tool.annotations));
            ToolView {
                server: tool.server,
                name: tool.name,
                effect: class.effect,
                reversibility: class.reversibility,
                source: class.source,
            }
        };
        Ok(tools.into_iter().map(view).collect())
    }
}

#[cfg(test)]
mod tests {
    use sekisho_core::tool::Effect;

    use super::*;

    #[test]
    fn leaving_out_or_making_up_a_server_lowers_no_concern() {
        let known = Known::default();
        let told = |read_only, destructive| Annotations { read_only_hint: read_only, destructive_hint: destructive };
        let tool = |server: &str, name: &str, annotations| Tool { server: server.to_owned(), name: name.to_owned(), annotations };
        known.add(vec![
            tool("shop", "get_report", told(None, Some(true))),
            tool("shop", "frob", told(Some(true), None)),
            tool("mail", "frob", told(Some(false), None)),
            tool("mail", "peek", told(Some(true), None)),
        ]);
        for server in [Some("shop"), None, Some("Shop"), Some("other")] {
            assert_ne!(known.classify("get_report", server).0.effect, Effect::Read, "{server:?}");
            assert_ne!(known.classify("frob", server).0.effect, Effect::Read, "another server contradicts: {server:?}");
        }
        assert_eq!(known.classify("peek", Some("mail")).0.effect, Effect::Read);
        assert_ne!(known.classify("peek", None).0.effect, Effect::Read, "an unknown tool without its server is unknown");
    }
}
