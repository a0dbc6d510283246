//! Where writes wait: behind what came before, or ahead of all that.

use tokio::sync::mpsc;

use super::Job;

/// Where a write waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Behind what came before.
    Common,
    /// Ahead of all that is common.
    First,
}

/// What waits.
pub(super) struct Waiting {
    pub(super) queue: mpsc::Receiver<Box<dyn Job>>,
    pub(super) first: mpsc::Receiver<Box<dyn Job>>,
}

impl Waiting {
    /// The next write, once there is one.
    pub(super) async fn next(&mut self) -> Option<(Lane, Box<dyn Job>)> {
        tokio::select! {
            biased;
            Some(job) = self.first.recv() => Some((Lane::First, job)),
            Some(job) = self.queue.recv() => Some((Lane::Common, job)),
            else => None,
        }
    }

    /// The next write, if there is one.
    pub(super) fn try_next(&mut self) -> Option<(Lane, Box<dyn Job>)> {
        let first = self.first.try_recv().map(|job| (Lane::First, job));
        first.or_else(|_| self.queue.try_recv().map(|job| (Lane::Common, job))).ok()
    }
}
