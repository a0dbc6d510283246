//! Loading policies: parsed, strictly validated, each with an id, a reason in both languages and examples that it keeps.

use std::{collections::HashSet, sync::Arc};

use cedar_policy::{Effect, Policy, PolicyId, PolicySet, ValidationMode, Validator};
use miette::Diagnostic;

use super::{
    Law, Rung, Tier, Words, examples,
    sight::Subject,
    slice::{Slice, rungs},
    vocabulary::Vocabulary,
};

mod due;
mod size;

/// The longest text of a tier, in bytes.
pub const TEXT_BYTES_MAX: usize = 1024 * 1024;

/// The most policies of both tiers together.
pub const POLICIES_MAX: usize = 5_000;

/// Policies that are ready to judge: rules, which route, and guardrails, which block.
#[derive(Debug, Clone)]
pub struct RuleSet {
    pub(super) words: Arc<Vocabulary>,
    pub(super) laws: Vec<Arc<Law>>,
}

/// What is wrong with a text, and where.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[ts(export)]
pub struct Fault {
    /// In which of the two texts.
    pub tier: Tier,
    /// The line, from 1; none if it cannot be said.
    pub line: Option<u32>,
    /// The policy, by its id.
    pub policy: Option<String>,
    /// What kind of fault it is.
    pub problem: Problem,
    /// More about it, in English: Cedar's own words, or the annotation or example that it is about.
    pub detail: String,
}

/// Kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Problem {
    /// The text, a policy, or the number of policies is too large.
    TooLarge,
    /// Not Cedar.
    Parse,
    /// Cedar that speaks of things the schema does not know.
    Validate,
    /// An annotation is missing or empty.
    Annotation,
    /// Another policy has this id.
    SameId,
    /// A rule that speaks of both rungs, or forbids what people decide.
    NoRule,
    /// A guardrail that permits, or does not speak of both rungs.
    NoGuardrail,
    /// An example cannot be read.
    Example,
    /// An example that the policy should match, and does not.
    Misses,
    /// An example that the policy should not match, and does.
    Matches,
}

/// Why two texts are not a set of rules. There is no half-loaded set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct LoadError(pub Vec<Fault>);

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.tier.name())?;
        if let Some(line) = self.line {
            write!(f, " line {line}")?;
        }
        if let Some(policy) = &self.policy {
            write!(f, " `{policy}`")?;
        }
        match self.problem {
            Problem::Misses => write!(f, ": it does not match its example `{}`", self.detail),
            Problem::Matches => write!(f, ": it matches `{}`, which it should not", self.detail),
            Problem::TooLarge
            | Problem::Parse
            | Problem::Validate
            | Problem::Annotation
            | Problem::SameId
            | Problem::NoRule
            | Problem::NoGuardrail
            | Problem::Example => write!(f, ": {}", self.detail),
        }
    }
}

/// The rules that a new installation starts with.
pub const STARTER_RULES: &str = include_str!("starter/rules.cedar");

/// The guardrails that a new installation starts with.
pub const STARTER_GUARDRAILS: &str = include_str!("starter/guardrails.cedar");

impl RuleSet {
    /// What a new installation starts with.
    ///
    /// # Errors
    /// Never for the texts that ship; the caller need not know that.
    pub fn starter() -> Result<Self, LoadError> {
        Self::load(STARTER_RULES, STARTER_GUARDRAILS)
    }

    /// Reads, validates and tries two sets of policies.
    ///
    /// # Errors
    /// With everything that is not exactly as it must be.
    pub fn load(rules: &str, guardrails: &str) -> Result<Self, LoadError> {
        let words = Vocabulary::new().map(Arc::new);
        let broken = || LoadError(vec![fault(Tier::Rule, None, None, Problem::Validate, "the schema cannot be read")]);
        let words = words.ok_or_else(broken)?;
        let mut faults = Vec::new();
        let mut laws = Vec::new();
        for (tier, text) in [(Tier::Rule, rules), (Tier::Guardrail, guardrails)] {
            match read(tier, text, &words) {
                Ok(read) => laws.extend(read),
                Err(found) => faults.extend(found),
            }
        }
        let mut ids = HashSet::new();
        for law in &laws {
            if !ids.insert(&law.id) {
                faults.push(about(law, Problem::SameId, "another policy has this id"));
            }
        }
        if laws.len() > POLICIES_MAX {
            faults.push(fault(Tier::Rule, None, None, Problem::TooLarge, &format!("there are {POLICIES_MAX} policies at the most")));
        }
        if faults.is_empty() {
            faults = laws.iter().flat_map(|law| try_examples(law, &words)).collect();
        }
        if !faults.is_empty() {
            return Err(LoadError(faults));
        }
        let laws = laws.into_iter().enumerate().map(|(position, law)| Arc::new(Law { position, ..law })).collect();
        Ok(Self { words, laws })
    }

    /// All policies, rules first, as they stand in the texts.
    pub fn laws(&self) -> impl Iterator<Item = &Law> {
        self.laws.iter().map(AsRef::as_ref)
    }

    /// The policies that can apply to one subject.
    #[must_use]
    pub fn slice(&self, subject: &Subject) -> Option<Slice> {
        Slice::new(&self.words, &self.laws, subject)
    }
}

fn read(tier: Tier, text: &str, words: &Vocabulary) -> Result<Vec<Law>, Vec<Fault>> {
    if text.len() > TEXT_BYTES_MAX {
        let detail = format!("a text has {TEXT_BYTES_MAX} bytes at the most");
        return Err(vec![fault(tier, None, None, Problem::TooLarge, &detail)]);
    }
    if let Some(line) = size::first_too_large(text) {
        return Err(vec![fault(
            tier,
            Some(line),
            None,
            Problem::TooLarge,
            "a policy has too many parts, or they stand too deep in one another",
        )]);
    }
    let parsed: PolicySet = text.parse().map_err(|errors: cedar_policy::ParseErrors| {
        let rest = errors.related().into_iter().flatten();
        let all = std::iter::once(&errors as &dyn Diagnostic).chain(rest);
        all.map(|error| fault(tier, line_of(error, text), None, Problem::Parse, &error.to_string())).collect::<Vec<_>>()
    })?;
    let mut policies: Vec<_> = parsed.policies().collect();
    policies.sort_by_key(|policy| number(policy.id()));
    let validation = Validator::new(words.schema.clone()).validate(&parsed, ValidationMode::Strict);
    let invalid = validation.validation_errors().map(|error| {
        let policy = parsed.policy(error.policy_id()).and_then(|policy| policy.annotation("id")).map(str::to_owned);
        let line = line_of(error, text).or_else(|| policy.as_deref().and_then(|id| line_of_id(id, text)));
        fault(tier, line, policy, Problem::Validate, &plainly(&error.to_string()))
    });
    let mut faults: Vec<_> = invalid.collect();
    let invalid: HashSet<_> = validation.validation_errors().map(cedar_policy::ValidationError::policy_id).collect();
    let mut laws = Vec::new();
    for (index, policy) in policies.into_iter().enumerate().filter(|(_, policy)| !invalid.contains(policy.id())) {
        match law(tier, text, policy, index, words) {
            Ok(law) => laws.push(law),
            Err(found) => faults.push(found),
        }
    }
    if faults.is_empty() { Ok(laws) } else { Err(faults) }
}

fn law(tier: Tier, text: &str, policy: &Policy, index: usize, words: &Vocabulary) -> Result<Law, Fault> {
    let id = policy.annotation("id").map(str::trim).filter(|id| !id.is_empty());
    let line = id.and_then(|id| line_of_id(id, text));
    let wrong = |problem, detail: &str| fault(tier, line, id.map(str::to_owned), problem, detail);
    let missing = |name: &str| wrong(Problem::Annotation, &format!("policy {} has no `@{name}`", index + 1));
    let annotation = |name: &str| policy.annotation(name).filter(|text| !text.trim().is_empty()).map(str::to_owned);
    let asked = |name: &'static str| annotation(name).ok_or_else(|| missing(name));
    let read = |name: &'static str| {
        let told = annotation(name).map_or(Ok(Vec::new()), |text| examples::read(&text));
        told.map_err(|error| wrong(Problem::Example, &format!("`@{name}`: {error}")))
    };
    let own = asked("id")?;
    let rungs = rungs(&policy.action_constraint(), words);
    let forbids = policy.effect() == Effect::Forbid;
    match (tier, rungs.as_slice()) {
        (Tier::Rule, [Rung::AutoApprove]) => {}
        (Tier::Rule, [Rung::HumanReview]) if !forbids => {}
        (Tier::Guardrail, [Rung::AutoApprove, Rung::HumanReview]) if forbids => {}
        (Tier::Rule, _) => {
            let detail = "a rule speaks of `auto_approve`, or permits `human_review`; what blocks is a guardrail";
            return Err(wrong(Problem::NoRule, detail));
        }
        (Tier::Guardrail, _) => return Err(wrong(Problem::NoGuardrail, "a guardrail is `forbid (…, action in Action::\"gate\", …)`")),
    }
    let holds = tier == Tier::Rule && (forbids || rungs == [Rung::HumanReview]);
    let due = due::read(policy, holds).map_err(|detail| wrong(Problem::Annotation, &detail))?;
    let (matches, spares) = (read("matches")?, read("not_matches")?);
    if matches.is_empty() {
        return Err(missing("matches"));
    }
    // What applies to everything has nothing to spare.
    if spares.is_empty() && policy.has_non_scope_constraint() {
        return Err(missing("not_matches"));
    }
    Ok(Law {
        words: Words { en: asked("reason_en")?, ja: asked("reason_ja")? },
        route: annotation("route").map(|route| route.trim().to_owned()),
        due,
        policy: policy.new_id(PolicyId::new(&own)),
        id: own,
        tier,
        line,
        position: index,
        forbids,
        rungs,
        matches,
        spares,
    })
}

fn try_examples<'a>(law: &'a Law, words: &'a Vocabulary) -> impl Iterator<Item = Fault> + 'a {
    let must = law.matches.iter().map(|example| (example, true));
    let must_not = law.spares.iter().map(|example| (example, false));
    must.chain(must_not).filter_map(|(example, expected)| match example.matches(law, words) {
        Ok(matches) if matches == expected => None,
        Ok(true) => Some(about(law, Problem::Matches, &example.text)),
        Ok(false) => Some(about(law, Problem::Misses, &example.text)),
        Err(error) => Some(about(law, Problem::Example, &format!("{}: {error}", example.text))),
    })
}

fn about(law: &Law, problem: Problem, detail: &str) -> Fault {
    fault(law.tier, law.line, Some(law.id.clone()), problem, detail)
}

fn fault(tier: Tier, line: Option<u32>, policy: Option<String>, problem: Problem, detail: &str) -> Fault {
    Fault { tier, line, policy, problem, detail: detail.to_owned() }
}

/// The parser counts policies from `policy0`; the set itself has no order.
fn number(id: &PolicyId) -> u64 {
    id.to_string().trim_start_matches("policy").parse().unwrap_or(u64::MAX)
}

/// Cedar speaks of `policy3`, which nobody has written.
fn plainly(message: &str) -> String {
    let rest = message.strip_prefix("for policy `").and_then(|rest| rest.split_once("`, "));
    rest.map_or(message, |(_, rest)| rest).to_owned()
}

fn line_of(error: &(impl Diagnostic + ?Sized), text: &str) -> Option<u32> {
    let offset = error.labels()?.next()?.offset();
    line_at(offset, text)
}

fn line_of_id(id: &str, text: &str) -> Option<u32> {
    line_at(text.find(&format!("@id({id:?})"))?, text)
}

fn line_at(offset: usize, text: &str) -> Option<u32> {
    let before = text.get(..offset)?;
    u32::try_from(before.matches('\n').count() + 1).ok()
}
