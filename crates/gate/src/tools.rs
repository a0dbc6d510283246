//! The registry of tools: what servers say about them, taken from MCP `tools/list` results, and what people confirm.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use sekisho_core::{
    action::Name,
    id::ReviewerId,
    ledger::{Entry, ToolChanged, ToolConfirmed, ToolsImported},
    provenance::Role,
    tool::{
        Classified, Effect, Registered, Reversibility, Standing,
        listing::{self, Listed},
    },
};
use sekisho_store::{StoreError, Tx};

use crate::{
    Gate,
    error::{Code, Error},
    view::{ToolPage, ToolView},
};

pub(crate) use known::{Known, Meant};

mod known;
mod show;

/// The most tools of one server, with those that it no longer tells of.
const KNOWN_MAX: usize = 10_000;

/// What a person says a tool does, for what they saw its server say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirming {
    /// The server.
    pub server: String,
    /// The tool.
    pub name: String,
    /// The digest of what was seen.
    pub digest: String,
    /// What it does.
    pub effect: Effect,
    /// Whether that can be taken back.
    pub reversibility: Reversibility,
    /// What its arguments are for, each once.
    pub roles: Vec<(String, Role)>,
}

/// A change of the registry.
enum Change {
    Import { by: ReviewerId, server: Name, list: Vec<Listed> },
    Confirm { by: ReviewerId, server: String, name: String, digest: String, classified: Classified },
}

impl Gate {
    /// Takes in what a server says about its tools: all of the list or nothing. What it said of the same tools before is replaced, and
    /// what the list no longer has counts as gone.
    ///
    /// # Errors
    /// When the text is no `tools/list` result, the server's name cannot be one, `by` is no administrator, or the database fails.
    pub async fn import_tools(&self, by: ReviewerId, server: &str, list: &str) -> Result<Vec<ToolView>, Error> {
        self.administrator(by)?;
        let server = Name::new(server.to_owned()).map_err(|error| Error::invalid(error.to_string()))?;
        let list = listing::parse(list).map_err(|error| Error::invalid(error.to_string()))?;
        self.change_tools(Change::Import { by, server, list }).await?;
        self.tools(by).await
    }

    /// Confirms what a tool does. From here on that counts, until its server says something else of it.
    ///
    /// # Errors
    /// [`Code::Conflict`] when the server says something else by now, [`Code::NotFound`] for a tool that nobody has told of,
    /// [`Code::InvalidRequest`] for roles that cannot be any, [`Code::Forbidden`] when `by` is no administrator; else when the database
    /// fails.
    pub async fn confirm_tool(&self, by: ReviewerId, said: Confirming) -> Result<ToolPage, Error> {
        self.administrator(by)?;
        let Confirming { server, name, digest, effect, reversibility, roles } = said;
        let count = roles.len();
        let roles: BTreeMap<_, _> = roles.into_iter().collect();
        if roles.len() < count {
            return Err(Error::invalid("an argument is named twice"));
        }
        let classified = Classified { effect, reversibility, roles };
        let classified = classified.checked().map_err(|error| Error::invalid(error.to_string()))?;
        let (on, named) = (server.clone(), name.clone());
        self.change_tools(Change::Confirm { by, server, name, digest, classified }).await?;
        self.tool(by, &on, &named).await
    }

    /// All tools that servers have told of, with what they are taken to do.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tools(&self, me: ReviewerId) -> Result<Vec<ToolView>, Error> {
        self.viewer(me)?;
        let tools = self.store().read().await?.tools().await?;
        Ok(tools.iter().map(show::line).collect())
    }

    /// Everything about one tool.
    ///
    /// # Errors
    /// [`Code::NotFound`] when no server has told of it; else when the database fails.
    pub async fn tool(&self, me: ReviewerId, server: &str, name: &str) -> Result<ToolPage, Error> {
        self.viewer(me)?;
        let tool = self.store().read().await?.tool(server, name).await?.ok_or_else(Error::not_found)?;
        Ok(self.tool_page(&tool))
    }

    /// Makes a change, to the end also if whoever asked goes away, so that memory and disk agree.
    async fn change_tools(&self, change: Change) -> Result<(), Error> {
        let gate = self.clone();
        let work = tokio::spawn(async move {
            let turn = Arc::new(OnceLock::new());
            let (inside, announced) = (gate.clone(), Arc::clone(&turn));
            let stored = gate.store().write(move |tx| {
                Box::pin(async move {
                    let tools = inside.store_tools(tx, change).await?;
                    announced.get_or_init(|| inside.tools_known().announce(&tools));
                    Ok::<_, Error>(())
                })
            });
            let stored = stored.await;
            match (turn.get(), &stored) {
                (Some(turn), Ok(())) => gate.tools_known().settle(turn),
                (Some(turn), Err(_)) => gate.tools_known().withdraw(turn),
                (None, _) => {}
            }
            stored
        });
        work.await.map_err(|_| Error::from(StoreError::Closed))?
    }

    /// Writes a change, and tells which tools are otherwise now.
    async fn store_tools(&self, tx: &mut Tx, change: Change) -> Result<Vec<Registered>, Error> {
        match change {
            Change::Import { by, server, list } => {
                self.administrator(by)?;
                self.store_list(tx, by, server, list).await
            }
            Change::Confirm { by, server, name, digest, classified } => {
                self.administrator(by)?;
                let now = self.clock().now();
                let tool = tx.tool(&server, &name).await?.ok_or_else(Error::not_found)?;
                if tool.said.digest().to_string() != digest {
                    return Err(Error::new(Code::Conflict, "the tool's server says something else of it by now"));
                }
                let before = tool.confirmed.as_ref().map(|confirmed| confirmed.classified.clone());
                let tool = tool.confirmed(by, now, classified.clone());
                tx.put_tool(&tool).await?;
                tx.append(now, None, Entry::ToolConfirmed(ToolConfirmed { by, server, tool: name, digest, before, after: classified }))
                    .await?;
                Ok(vec![tool])
            }
        }
    }

    async fn store_list(&self, tx: &mut Tx, by: ReviewerId, server: Name, list: Vec<Listed>) -> Result<Vec<Registered>, Error> {
        let now = self.clock().now();
        let count = u64::try_from(list.len()).unwrap_or(u64::MAX);
        let before = tx.tools_of(server.as_str()).await?;
        let mut known: BTreeMap<_, _> = before.iter().map(|tool| (tool.name.clone(), tool.clone())).collect();
        let told = list.into_iter().map(|Listed { name, said }| match known.remove(&name) {
            Some(tool) => tool.told_again(said, now),
            None => Registered::new(server.clone(), name, said, now),
        });
        let mut tools: Vec<_> = told.collect();
        tools.extend(known.into_values().map(|tool| tool.left_out(now)));
        if tools.len() > KNOWN_MAX {
            return Err(Error::invalid(format!("a server has {KNOWN_MAX} tools at the most, with those that it no longer tells of")));
        }
        tools.retain(|tool| !before.contains(tool));
        for tool in &tools {
            tx.put_tool(tool).await?;
        }
        tx.append(now, None, Entry::ToolsImported(ToolsImported { by, server: server.as_str().to_owned(), tools: count })).await?;
        let was = |tool: &Registered| before.iter().find(|known| known.name == tool.name).map(Registered::standing);
        for tool in tools.iter().filter(|tool| tool.standing() == Standing::Changed && was(tool) != Some(Standing::Changed)) {
            let entry = Entry::ToolChanged(ToolChanged { server: server.as_str().to_owned(), tool: tool.name.as_str().to_owned(), by });
            tx.append(now, None, entry).await?;
        }
        Ok(tools)
    }
}
