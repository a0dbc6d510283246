//! What one listener hears of an action: whether it is theirs, and what a notification may say.

use sekisho_core::{
    money::Money,
    review::{Actor, Held, State},
    shown::Span,
};
use sekisho_store::{Committed, actions::Case};

use super::Listener;
use crate::view::{About, Because, Notice, NoticeAmount, QueueItem};

/// The longest tool name that a notification has room for, in characters.
const TOOL_MAX: usize = 48;

impl Listener {
    /// An action that came in or changed; with a notice if it waits for the listener right now and there is a reason to say so.
    pub(super) async fn action(&self, event: &Committed, because: Option<Because>) -> Option<About> {
        let id = event.action?;
        let case = self.gate.store().read().await.ok()?.case(id).await.ok()??;
        let mine = self.held(&case);
        let because = because.filter(|because| {
            self.place.as_ref().is_some_and(|place| place.tells(event.seq))
                && !self.is_spared(mine.as_ref().map(|(_, held)| *held), *because)
        });
        let notice = mine.as_ref().zip(because).map(|((actor, held), because)| self.notice(&case, actor, held, because));
        Some(About::Action { id, mine: mine.is_some(), notice })
    }

    fn held<'a>(&self, case: &'a Case) -> Option<(Actor, &'a Held)> {
        let State::Held(held) = &case.state else { return None };
        let reviewer = self.gate.registry().active_reviewer(self.reviewer)?;
        let actor = self.gate.actor(&reviewer, Some(&case.assessment))?;
        held.is_with(&actor).then_some((actor, held))
    }

    /// While somebody is at it, nobody else is reminded. When the time runs out, everybody is asked again.
    fn is_spared(&self, held: Option<&Held>, because: Because) -> bool {
        let taken = held.and_then(|held| held.taken).filter(|taken| self.gate.registry().active_reviewer(taken.by).is_some());
        because == Because::Reminded && taken.is_some_and(|taken| taken.by != self.reviewer)
    }

    fn notice(&self, case: &Case, actor: &Actor, held: &Held, because: Because) -> Notice {
        let amount = match &case.assessment.money {
            Money::Amount(amount) => Some(NoticeAmount::from(amount)),
            Money::None | Money::Unread { .. } => None,
        };
        Notice {
            because,
            timely: matches!(because, Because::Escalated | Because::Raised)
                || self.gate.is_their_time(actor, held, self.gate.clock().now()),
            agent: self.gate.registry().agent_ref(case.action.agent).name,
            effect: case.assessment.class.effect,
            tool: identifier(case.action.asked.tool.as_str()),
            amount,
            level: case.assessment.risk.level(),
            due_at: held.due_at,
        }
    }
}

impl Notice {
    /// What a notification may say of a line in the inbox.
    #[must_use]
    pub fn of(item: &QueueItem) -> Self {
        let tool = match item.what.tool.0.as_slice() {
            [Span::Text { text }] => identifier(text),
            _ => None,
        };
        Self {
            because: Because::Held,
            timely: true,
            agent: item.agent.name.clone(),
            effect: item.what.effect,
            tool,
            amount: item.what.amount.as_ref().map(NoticeAmount::from),
            level: item.risk.level,
            due_at: item.due_at,
        }
    }
}

/// A name that is one word of a program. Anything else might be a sentence that somebody wants a person to read.
fn identifier(name: &str) -> Option<String> {
    let plain = name.len() <= TOOL_MAX && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    plain.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn a_sentence_is_no_name_of_a_tool() {
        assert_eq!(identifier("send_email").as_deref(), Some("send_email"));
        assert_eq!(identifier("mail.send-v2").as_deref(), Some("mail.send-v2"));
        for prose in ["Approved by the CEO", "承認済み", "https://example.com", &"a".repeat(49)] {
            assert_eq!(identifier(prose), None, "{prose}");
        }
    }
}
