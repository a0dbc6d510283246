//! The schema with the names of its types, read once, and who asks for what in its words.

use cedar_policy::{EntityId, EntityTypeName, EntityUid, RestrictedExpression, Schema};

use super::Subject;

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
    pub(super) reversibility: EntityTypeName,
    pub(super) amount: EntityTypeName,
    pub(super) origin: EntityTypeName,
}

impl Vocabulary {
    /// None if the schema that ships is none, which a test would see.
    pub(super) fn new() -> Option<Self> {
        let (schema, _) = Schema::from_cedarschema_str(include_str!("schema.cedarschema")).ok()?;
        let kind = |name: &str| name.parse::<EntityTypeName>().ok();
        Some(Self {
            schema,
            agent: kind("Agent")?,
            group: kind("Group")?,
            name: kind("Name")?,
            server: kind("Server")?,
            effect: kind("Effect")?,
            tool: kind("Tool")?,
            action: kind("Action")?,
            reversibility: kind("Reversibility")?,
            amount: kind("Amount")?,
            origin: kind("Origin")?,
        })
    }

    pub(super) fn one(&self, kind: &EntityTypeName, id: &str) -> RestrictedExpression {
        debug_assert!([&self.reversibility, &self.amount, &self.origin].contains(&kind), "a type of the context");
        RestrictedExpression::new_entity_uid(uid(kind, id))
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
