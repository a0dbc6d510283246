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

/// Tools by server and name.
#[derive(Debug, Default)]
pub(crate) struct Known(RwLock<HashMap<(String, String), Annotations>>);

impl Known {
    pub(crate) fn add(&self, tools: Vec<Tool>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.extend(tools.into_iter().map(|tool| ((tool.server, tool.name), tool.annotations)));
    }

    /// What calling this tool does, as far as its name and its server tell.
    pub(crate) fn classify(&self, name: &str, server: Option<&str>) -> Class {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let annotations = server.and_then(|server| known.get(&(server.to_owned(), name.to_owned())).copied());
        tool::classify(name, annotations)
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
