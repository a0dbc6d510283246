//! The schema with the names of its types, read once, and who asks for what in its words.

use std::collections::HashMap;

use cedar_policy::{EntityId, EntityTypeName, EntityUid, RestrictedExpression, Schema, SchemaFragment};

use super::Subject;

/// The values of a type with a fixed choice, by their names.
type Choice = HashMap<String, RestrictedExpression>;

/// The schema with the names of its types.
#[derive(Debug)]
pub(super) struct Vocabulary {
    pub(super) schema: Schema,
    agent: EntityTypeName,
    group: EntityTypeName,
    name: EntityTypeName,
    server: EntityTypeName,
    effect: EntityTypeName,
    tool: EntityTypeName,
    action: EntityTypeName,
    reversibility: Choice,
    amount: Choice,
    origin: Choice,
}

impl Vocabulary {
    /// None if the schema that ships is none, which a test would see.
    pub(super) fn new() -> Option<Self> {
        Self::read(include_str!("schema.cedarschema"))
    }

    pub(super) fn read(schema: &str) -> Option<Self> {
        let (fragment, _) = SchemaFragment::from_cedarschema_str(schema).ok()?;
        let schema = Schema::from_schema_fragments([fragment.clone()]).ok()?;
        let read = fragment.to_json_value().ok()?;
        let kind = |name: &str| name.parse::<EntityTypeName>().ok();
        let choice = |name: &str| {
            let kind = kind(name)?;
            // The types of the schema stand in the namespace without a name.
            let ids = read.pointer(&format!("//entityTypes/{name}/enum"))?.as_array()?;
            let value = |id: &str| (id.to_owned(), RestrictedExpression::new_entity_uid(uid(&kind, id)));
            ids.iter().map(|id| id.as_str().map(value)).collect::<Option<Choice>>()
        };
        Some(Self {
            schema,
            agent: kind("Agent")?,
            group: kind("Group")?,
            name: kind("Name")?,
            server: kind("Server")?,
            effect: kind("Effect")?,
            tool: kind("Tool")?,
            action: kind("Action")?,
            reversibility: choice("Reversibility")?,
            amount: choice("Amount")?,
            origin: choice("Origin")?,
        })
    }

    /// None if the schema has no such value; likewise the others.
    pub(super) fn reversibility(&self, id: &str) -> Option<RestrictedExpression> {
        self.reversibility.get(id).cloned()
    }

    pub(super) fn amount(&self, id: &str) -> Option<RestrictedExpression> {
        self.amount.get(id).cloned()
    }

    pub(super) fn origin(&self, id: &str) -> Option<RestrictedExpression> {
        self.origin.get(id).cloned()
    }

    pub(super) fn rung(&self, name: &str) -> EntityUid {
        uid(&self.action, name)
    }

    pub(super) fn agent(&self, subject: &Subject) -> Node {
        Node { uid: uid(&self.agent, &subject.agent), parents: subject.groups.iter().map(|group| uid(&self.group, group)).collect() }
    }

    pub(super) fn tool(&self, subject: &Subject) -> Node {
        let mut parents = vec![uid(&self.name, &subject.tool), uid(&self.effect, subject.effect.name())];
        if !subject.server.is_empty() {
            parents.push(uid(&self.server, &subject.server));
        }
        Node { uid: uid(&self.tool, &format!("{}/{}", subject.server, subject.tool)), parents }
    }
}

/// An entity with what it is in.
pub(super) struct Node {
    pub(super) uid: EntityUid,
    pub(super) parents: Vec<EntityUid>,
}

impl Node {
    /// Whether it is this, or in it.
    pub(super) fn is_in(&self, other: &EntityUid) -> bool {
        self.uid == *other || self.parents.contains(other)
    }
}

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}
