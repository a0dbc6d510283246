//! Loading policies: parsed, strictly validated, and each with an id and a reason in both languages.

use std::collections::HashMap;

use cedar_policy::{Entities, Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator};

use super::Words;

const SCHEMA: &str = include_str!("schema.cedarschema");
const STARTER: &str = include_str!("starter.cedar");

/// Policies that are ready to judge.
#[derive(Debug, Clone)]
pub struct RuleSet {
    schema: Schema,
    entities: Entities,
    policies: PolicySet,
    about: HashMap<PolicyId, About>,
}

/// What people call a policy.
#[derive(Debug, Clone)]
pub(super) struct About {
    pub(super) id: String,
    pub(super) words: Words,
}

/// Why a text is not a set of rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// Not Cedar. The message says where.
    #[error("the rules do not parse: {0}")]
    Parse(String),
    /// Cedar that speaks of things the schema does not know.
    #[error("the rules do not validate: {0}")]
    Validate(String),
    /// A policy without one of its annotations.
    #[error("policy {position} has no `@{annotation}`")]
    Annotation {
        /// Which policy, counted from 1.
        position: usize,
        /// Which annotation.
        annotation: &'static str,
    },
    /// Two policies of one name.
    #[error("two policies have the id `{0}`")]
    SameId(String),
}

impl RuleSet {
    /// The rules that a new installation starts with: reads pass, a person decides everything else.
    ///
    /// # Errors
    /// Never for the text that ships; the caller need not know that.
    pub fn starter() -> Result<Self, LoadError> {
        Self::load(STARTER)
    }

    /// Reads, validates and indexes a set of policies.
    ///
    /// # Errors
    /// When anything in the text is not exactly as it must be; there is no half-loaded set.
    pub fn load(text: &str) -> Result<Self, LoadError> {
        let schema = Schema::from_cedarschema_str(SCHEMA).map(|(schema, _)| schema).map_err(|error| LoadError::Parse(error.to_string()))?;
        // The actions and their groups come from the schema; without them `action in Action::"gate"` would match nothing.
        let entities = Entities::from_entities([], Some(&schema)).map_err(|error| LoadError::Validate(error.to_string()))?;
        let policies: PolicySet = text.parse().map_err(|error: cedar_policy::ParseErrors| LoadError::Parse(error.to_string()))?;
        let validation = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
        if !validation.validation_passed() {
            let faults: Vec<_> = validation.validation_errors().map(ToString::to_string).collect();
            return Err(LoadError::Validate(faults.join("; ")));
        }
        let mut about: HashMap<PolicyId, About> = HashMap::new();
        for (index, policy) in policies.policies().enumerate() {
            let named = describe(policy, index + 1)?;
            if about.values().any(|known| known.id == named.id) {
                return Err(LoadError::SameId(named.id));
            }
            about.insert(policy.id().clone(), named);
        }
        Ok(Self { schema, entities, policies, about })
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }

    pub(super) fn entities(&self) -> &Entities {
        &self.entities
    }

    pub(super) fn policies(&self) -> &PolicySet {
        &self.policies
    }

    pub(super) fn policy(&self, id: &PolicyId) -> Option<&About> {
        self.about.get(id)
    }
}

fn describe(policy: &Policy, position: usize) -> Result<About, LoadError> {
    let annotation = |name: &'static str| {
        policy
            .annotation(name)
            .filter(|text| !text.trim().is_empty())
            .map(str::to_owned)
            .ok_or(LoadError::Annotation { position, annotation: name })
    };
    Ok(About { id: annotation("id")?, words: Words { en: annotation("reason_en")?, ja: annotation("reason_ja")? } })
}
