//! What is on the screen, and what has to change there: one notification for all that is usual, and one each for what is urgent.

use sekisho_gate::{
    ActionId,
    view::{Because, Notice},
};

use super::pace::is_urgent;
use crate::words::notice::Several;

/// How many urgent actions have a notification of their own at once.
const OWN_MAX: usize = 8;

/// Something that now waits for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) id: ActionId,
    pub(crate) notice: Notice,
}

/// A place on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Slot {
    /// All that is usual.
    Inbox,
    /// One urgent action.
    Own(ActionId),
}

/// What a notification speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Topic {
    One(Waiting),
    Several(Several),
}

/// What to do on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Order {
    Show {
        slot: Slot,
        topic: Topic,
        /// Whether it only brings up to date what is there already, which needs nobody's attention.
        silent: bool,
    },
    Close(Slot),
}

/// What is on the screen.
#[derive(Debug, Default)]
pub(crate) struct Board {
    inbox: Vec<Waiting>,
    own: Vec<ActionId>,
}

impl Board {
    /// Tells of what waits now. What was told before and is still there is told of together with it.
    pub(crate) fn tell(&mut self, news: Vec<Waiting>) -> Vec<Order> {
        let (mut orders, mut usual) = (Vec::new(), false);
        for waiting in news {
            let owns = self.own.contains(&waiting.id);
            if owns || is_urgent(&waiting.notice) && self.own.len() < OWN_MAX {
                orders.extend(self.leave_inbox(waiting.id));
                if !owns {
                    self.own.push(waiting.id);
                }
                orders.push(Order::Show { slot: Slot::Own(waiting.id), topic: Topic::One(waiting), silent: false });
            } else {
                self.inbox.retain(|other| other.id != waiting.id);
                self.inbox.push(waiting);
                usual = true;
            }
        }
        orders.extend(usual.then(|| self.show_inbox(false)));
        orders
    }

    /// Tells of all that waits.
    pub(crate) fn digest(&mut self, mut all: Vec<Waiting>) -> Vec<Order> {
        all.retain(|waiting| !self.own.contains(&waiting.id));
        self.inbox = all;
        if self.inbox.is_empty() { vec![Order::Close(Slot::Inbox)] } else { vec![self.show_inbox(false)] }
    }

    /// An action no longer waits for the user.
    pub(crate) fn settle(&mut self, id: ActionId) -> Option<Order> {
        if self.own.contains(&id) {
            self.own.retain(|own| *own != id);
            return Some(Order::Close(Slot::Own(id)));
        }
        self.leave_inbox(id)
    }

    /// A notification is gone from the screen.
    pub(crate) fn gone(&mut self, slot: Slot) {
        match slot {
            Slot::Inbox => self.inbox.clear(),
            Slot::Own(id) => self.own.retain(|own| *own != id),
        }
    }

    fn leave_inbox(&mut self, id: ActionId) -> Option<Order> {
        let before = self.inbox.len();
        self.inbox.retain(|waiting| waiting.id != id);
        match self.inbox.len() {
            now if now == before => None,
            0 => Some(Order::Close(Slot::Inbox)),
            _ => Some(self.show_inbox(true)),
        }
    }

    fn show_inbox(&self, silent: bool) -> Order {
        let topic = match self.inbox.as_slice() {
            [one] => Topic::One(one.clone()),
            several => Topic::Several(summed(several)),
        };
        Order::Show { slot: Slot::Inbox, topic, silent }
    }
}

fn summed(waiting: &[Waiting]) -> Several {
    let notices = || waiting.iter().map(|waiting| &waiting.notice);
    Several {
        count: waiting.len(),
        reminders: notices().all(|notice| notice.because == Because::Reminded),
        level: notices().map(|notice| notice.level).max().unwrap_or(sekisho_gate::view::Level::Low),
        due_at: notices().map(|notice| notice.due_at).min().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
