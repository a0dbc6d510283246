//! The policies that can apply to one agent and one tool, ready to judge. The whole set is never evaluated.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use cedar_policy::{
    ActionConstraint, AuthorizationError, Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicyId, PolicySet,
    PrincipalConstraint, Request, ResourceConstraint, Schema,
};

use super::{
    Judgement, Law, Reason, Rung, Words,
    sight::{Sight, Subject},
    vocabulary::{Node, Vocabulary},
};

#[cfg(test)]
mod tests;

/// The policies for one subject, with the entities that they speak of.
#[derive(Debug, Clone)]
pub struct Slice {
    words: Arc<Vocabulary>,
    laws: HashMap<PolicyId, Arc<Law>>,
    entities: Entities,
    agent: EntityUid,
    tool: EntityUid,
    passing: PolicySet,
    reviewing: PolicySet,
}

impl Slice {
    /// None if the schema, the policies and the subject do not go together, which cannot happen with a set that loaded, and holds.
    pub(super) fn new(words: &Arc<Vocabulary>, laws: &[Arc<Law>], subject: &Subject) -> Option<Self> {
        let (agent, tool) = (words.agent(subject), words.tool(subject));
        let laws: Vec<_> = laws.iter().filter(|law| may_apply(law, &agent, &tool)).collect();
        let on = |rung: Rung| {
            let policies = laws.iter().filter(|law| law.rungs.contains(&rung)).map(|law| law.policy.clone());
            PolicySet::from_policies(policies).ok()
        };
        let slice = Self {
            words: Arc::clone(words),
            entities: entities(words, &agent, &tool)?,
            passing: on(Rung::AutoApprove)?,
            reviewing: on(Rung::HumanReview)?,
            laws: laws.into_iter().map(|law| (law.policy.id().clone(), Arc::clone(law))).collect(),
            agent: agent.uid,
            tool: tool.uid,
        };
        slice.allows_all().then_some(slice)
    }

    /// Whether the schema allows what this asks. Asked once and not for every action, where it takes three tenths of the time: requests
    /// of one slice differ in values alone, and those that the schema lists are taken from there.
    fn allows_all(&self) -> bool {
        let context = Sight::shape().context(&self.words);
        let allows = |rung| context.clone().and_then(|context| self.request(rung, context, Some(&self.words.schema))).is_some();
        allows(Rung::AutoApprove) && allows(Rung::HumanReview)
    }

    /// How many policies there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.laws.len()
    }

    /// Whether no policy can apply, so that everything waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.laws.is_empty()
    }

    /// Judges one action of the subject.
    #[must_use]
    pub fn judge(&self, sight: &Sight) -> Judgement {
        self.try_judge(sight).unwrap_or_else(Judgement::faulty)
    }

    /// None for what the schema does not know.
    fn try_judge(&self, sight: &Sight) -> Option<Judgement> {
        let context = sight.context(&self.words)?;
        let passing = self.ask(Rung::AutoApprove, context.clone())?;
        if passing.decision == Decision::Allow && passing.faults.is_empty() {
            return Some(Judgement::new(self.reasons(&passing, |rule, words| Reason::Passed { rule, words })));
        }
        let reviewing = self.ask(Rung::HumanReview, context)?;
        let faults = passing.faults.iter().chain(&reviewing.faults).map(|rule| Reason::Fault { rule: rule.clone() });
        let mut reasons: Vec<_> = match reviewing.decision {
            // Deny with a policy behind it is a guardrail. Without one it is only silence, and what holds still says why.
            Decision::Deny if reviewing.decided_by.is_empty() && passing.decision == Decision::Deny => {
                self.reasons(&passing, |rule, words| Reason::Held { rule, words })
            }
            Decision::Deny => self.reasons(&reviewing, |rule, words| Reason::Blocked { rule, words }),
            Decision::Allow if passing.decided_by.is_empty() => self.reasons(&reviewing, |rule, words| Reason::Held { rule, words }),
            Decision::Allow => self.reasons(&passing, |rule, words| Reason::Held { rule, words }),
        };
        for fault in faults {
            if !reasons.contains(&fault) {
                reasons.push(fault);
            }
        }
        // A pass that a fault has turned into a hold is no reason to hold.
        if passing.decision == Decision::Allow && reviewing.decision == Decision::Allow {
            reasons.retain(|reason| matches!(reason, Reason::Fault { .. }));
        }
        Some(Judgement::new(reasons))
    }

    fn reasons(&self, answer: &Answer, reason: impl Fn(String, Words) -> Reason) -> Vec<Reason> {
        answer.decided_by.iter().filter_map(|id| self.laws.get(id)).map(|law| reason(law.id.clone(), law.words.clone())).collect()
    }

    fn request(&self, rung: Rung, context: Context, schema: Option<&Schema>) -> Option<Request> {
        Request::new(self.agent.clone(), self.words.rung(rung.name()), self.tool.clone(), context, schema).ok()
    }

    fn ask(&self, rung: Rung, context: Context) -> Option<Answer> {
        let request = self.request(rung, context, None)?;
        let policies = match rung {
            Rung::AutoApprove => &self.passing,
            Rung::HumanReview => &self.reviewing,
        };
        let response = Authorizer::new().is_authorized(&request, policies, &self.entities);
        let mut decided_by: Vec<_> = response.diagnostics().reason().cloned().collect();
        // In the order in which they stand in the text.
        decided_by.sort_by_key(|id| self.laws.get(id).map(|law| law.position));
        let faults = response.diagnostics().errors().map(|error| match error {
            AuthorizationError::PolicyEvaluationError(error) => error.policy_id().to_string(),
        });
        Some(Answer { decision: response.decision(), decided_by, faults: faults.collect() })
    }
}

struct Answer {
    decision: Decision,
    decided_by: Vec<PolicyId>,
    faults: Vec<String>,
}

/// Whether the head of a policy lets it speak of this agent and this tool.
fn may_apply(law: &Law, agent: &Node, tool: &Node) -> bool {
    let by = match law.policy.principal_constraint() {
        PrincipalConstraint::Any | PrincipalConstraint::Is(_) => true,
        PrincipalConstraint::In(uid) | PrincipalConstraint::IsIn(_, uid) | PrincipalConstraint::Eq(uid) => agent.is_in(&uid),
    };
    let on = match law.policy.resource_constraint() {
        ResourceConstraint::Any | ResourceConstraint::Is(_) => true,
        ResourceConstraint::In(uid) | ResourceConstraint::IsIn(_, uid) | ResourceConstraint::Eq(uid) => tool.is_in(&uid),
    };
    by && on
}

pub(super) fn entities(words: &Vocabulary, agent: &Node, tool: &Node) -> Option<Entities> {
    let with_parents = |node: &Node| Entity::new_no_attrs(node.uid.clone(), node.parents.iter().cloned().collect());
    let alone = |uid: &EntityUid| Entity::new_no_attrs(uid.clone(), HashSet::new());
    // The schema adds the actions and their groups; without them `action in Action::"gate"` would match nothing.
    let all = [with_parents(agent), with_parents(tool)].into_iter().chain(agent.parents.iter().chain(&tool.parents).map(alone));
    Entities::from_entities(all, Some(&words.schema)).ok()
}

/// On which rungs a policy speaks.
pub(super) fn rungs(constraint: &ActionConstraint, words: &Vocabulary) -> Vec<Rung> {
    let names = |uid: &EntityUid, rung: Rung| *uid == words.rung(rung.name());
    let all = [Rung::AutoApprove, Rung::HumanReview];
    match constraint {
        ActionConstraint::Any => all.to_vec(),
        ActionConstraint::Eq(uid) => all.into_iter().filter(|rung| names(uid, *rung)).collect(),
        ActionConstraint::In(uids) if uids.contains(&words.rung("gate")) => all.to_vec(),
        ActionConstraint::In(uids) => all.into_iter().filter(|rung| uids.iter().any(|uid| names(uid, *rung))).collect(),
    }
}
