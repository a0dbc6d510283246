//! Examples that a policy carries, like tests of its own: actions that it must and must not match.
//!
//! `@matches("effect=pay steps=100000; effect=pay steps=250000 origin=made")`: actions after a semicolon, each told by how it differs
//! from a harmless routine change. The names are those of the schema, and `agent`, `group` (with commas between several), `server`,
//! `tool` and `effect` for who asks for what.

use cedar_policy::{Authorizer, PolicySet, Request};
use serde_json::Value;

use super::{
    Law,
    sight::{Sight, Subject},
    vocabulary::Vocabulary,
};
use crate::tool::Effect;

/// The most examples that one annotation holds.
const EXAMPLES_MAX: usize = 50;

/// One action to try a policy on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Example {
    pub(super) subject: Subject,
    pub(super) sight: Sight,
    /// As it is written.
    pub(super) text: String,
}

/// Reads the examples of one annotation.
///
/// # Errors
/// Says which part cannot be read.
pub(super) fn read(annotation: &str) -> Result<Vec<Example>, String> {
    let texts: Vec<_> = annotation.split(';').map(str::trim).filter(|text| !text.is_empty()).collect();
    if texts.is_empty() || texts.len() > EXAMPLES_MAX {
        return Err(format!("there are 1 to {EXAMPLES_MAX} examples, with semicolons between them"));
    }
    texts.into_iter().map(one).collect()
}

fn one(text: &str) -> Result<Example, String> {
    let mut subject = Subject {
        agent: "example".to_owned(),
        groups: Vec::new(),
        server: "example".to_owned(),
        tool: "example".to_owned(),
        effect: Effect::Write,
    };
    let Ok(Value::Object(mut sight)) = serde_json::to_value(Sight::harmless()) else { return Err(format!("`{text}` cannot be read")) };
    for part in text.split_whitespace() {
        let (name, value) = part.split_once('=').ok_or_else(|| format!("`{part}` is not `name=value`"))?;
        match name {
            "agent" => value.clone_into(&mut subject.agent),
            "group" => subject.groups = value.split(',').map(str::to_owned).collect(),
            "server" => value.clone_into(&mut subject.server),
            "tool" => value.clone_into(&mut subject.tool),
            "effect" => {
                let effect = Effect::ALL.into_iter().find(|effect| effect.name() == value);
                subject.effect = effect.ok_or_else(|| format!("`{value}` is no effect"))?;
            }
            _ => {
                let known = sight.get_mut(name).ok_or_else(|| format!("`{name}` is not in the schema"))?;
                *known = like(known, value).ok_or_else(|| format!("`{value}` cannot be a `{name}`"))?;
            }
        }
    }
    let sight = serde_json::from_value(Value::Object(sight)).map_err(|error| error.to_string())?;
    Ok(Example { subject, sight, text: text.to_owned() })
}

/// Reads `value` as what `known` is.
fn like(known: &Value, value: &str) -> Option<Value> {
    match known {
        Value::Bool(_) => value.parse::<bool>().ok().map(Value::Bool),
        Value::Number(_) => value.parse::<i64>().ok().map(Value::from),
        Value::String(_) => Some(Value::from(value)),
        Value::Array(_) => Some(value.split(',').filter(|item| !item.is_empty()).map(Value::from).collect()),
        Value::Null | Value::Object(_) => None,
    }
}

impl Example {
    /// Whether a policy by itself matches this.
    ///
    /// # Errors
    /// Why it cannot be evaluated.
    pub(super) fn matches(&self, law: &Law, words: &Vocabulary) -> Result<bool, String> {
        let (agent, tool) = (words.agent(&self.subject), words.tool(&self.subject));
        let policies = PolicySet::from_policies([law.policy.clone()]).map_err(|error| error.to_string())?;
        let unreadable = || "this cannot be put to a rule".to_owned();
        let entities = super::slice::entities(words, &agent, &tool).ok_or_else(unreadable)?;
        let context = self.sight.context(words).ok_or_else(unreadable)?;
        for rung in &law.rungs {
            let request = Request::new(agent.uid.clone(), words.rung(rung.name()), tool.uid.clone(), context.clone(), Some(&words.schema))
                .map_err(|error| error.to_string())?;
            let response = Authorizer::new().is_authorized(&request, &policies, &entities);
            if let Some(error) = response.diagnostics().errors().next() {
                return Err(error.to_string());
            }
            if response.diagnostics().reason().next().is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
