//! The scorecard: how many points each thing that a signal can see adds. One table, which an organisation may change line by line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Contribution, Evidence, SCORE_MAX};

/// Which edition of [`Line::STANDARD`] this is. It rises with every change of the table, so that scores of different editions can be
/// told apart.
pub const VERSION: u32 = 1;

/// One line of the scorecard: something that a signal can see. The part before the point names the signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(rename = "ScorecardLine")]
pub enum Line {
    /// Money: a coin or two.
    #[serde(rename = "amount.small")]
    AmountSmall,
    /// Money: from 10,000 yen or 100 dollars.
    #[serde(rename = "amount.notable")]
    AmountNotable,
    /// Money: from 100,000 yen or 1,000 dollars.
    #[serde(rename = "amount.large")]
    AmountLarge,
    /// Money: from 1,000,000 yen or 10,000 dollars.
    #[serde(rename = "amount.very_large")]
    AmountVeryLarge,
    /// Money: from 10,000,000 yen or 100,000 dollars.
    #[serde(rename = "amount.huge")]
    AmountHuge,
    /// Money that cannot be read safely.
    #[serde(rename = "amount.unread")]
    AmountUnread,
    /// Far more actions a minute than this agent usually asks for.
    #[serde(rename = "burst.found")]
    Burst,
    /// A command runs a program that is not known, or changes files.
    #[serde(rename = "command.runs")]
    CommandRuns,
    /// A command reads from the network.
    #[serde(rename = "command.fetches")]
    CommandFetches,
    /// A command installs software.
    #[serde(rename = "command.installs")]
    CommandInstalls,
    /// A command sends something over the network.
    #[serde(rename = "command.sends")]
    CommandSends,
    /// A command deletes.
    #[serde(rename = "command.deletes")]
    CommandDeletes,
    /// A command gives rights or takes more of them.
    #[serde(rename = "command.elevates")]
    CommandElevates,
    /// A command whose effect cannot be told, or that runs what it has just fetched.
    #[serde(rename = "command.uninspectable")]
    CommandUninspectable,
    /// A name or an address written to be taken for another.
    #[serde(rename = "disguise.found")]
    Disguise,
    /// The tool changes something.
    #[serde(rename = "effect.write")]
    EffectWrite,
    /// The tool deletes.
    #[serde(rename = "effect.delete")]
    EffectDelete,
    /// The tool sends something to somebody.
    #[serde(rename = "effect.send")]
    EffectSend,
    /// The tool makes something public.
    #[serde(rename = "effect.publish")]
    EffectPublish,
    /// The tool pays.
    #[serde(rename = "effect.pay")]
    EffectPay,
    /// The tool gives or takes rights.
    #[serde(rename = "effect.grant")]
    EffectGrant,
    /// The tool runs code.
    #[serde(rename = "effect.execute")]
    EffectExecute,
    /// Something private, a stranger's words and a way out meet in one session.
    #[serde(rename = "exposed.found")]
    Exposed,
    /// The agent looks with a tool that it was never allowed before.
    #[serde(rename = "first_time.read")]
    FirstTimeRead,
    /// The agent changes something with a tool that it was never allowed before.
    #[serde(rename = "first_time.change")]
    FirstTimeChange,
    /// Nobody is at work.
    #[serde(rename = "hours.outside")]
    OutsideHours,
    /// More money than this agent was allowed with this tool so far.
    #[serde(rename = "jump.notable")]
    JumpNotable,
    /// Ten times the money that this agent usually moves with this tool.
    #[serde(rename = "jump.tenfold")]
    JumpTenfold,
    /// More money than an administrator has laid down for this agent.
    #[serde(rename = "limit.over")]
    LimitOver,
    /// This agent was never allowed to deal with whom it concerns.
    #[serde(rename = "partner.new")]
    PartnerNew,
    /// Data about somebody goes out.
    #[serde(rename = "personal.some")]
    PersonalSome,
    /// Data about many people goes out.
    #[serde(rename = "personal.many")]
    PersonalMany,
    /// Whom or what it concerns stands as a field of a record.
    #[serde(rename = "provenance.record")]
    ProvenanceRecord,
    /// Whom or what it concerns stands nowhere.
    #[serde(rename = "provenance.made")]
    ProvenanceMade,
    /// Whom or what it concerns stands only in a text that anybody may have written.
    #[serde(rename = "provenance.untrusted")]
    ProvenanceUntrusted,
    /// A call that is taken for a look carries a query that changes something.
    #[serde(rename = "read_changes.found")]
    ReadChanges,
    /// The session read more than was kept.
    #[serde(rename = "read_lost.some")]
    ReadLost,
    /// Much of what this agent was allowed has failed.
    #[serde(rename = "record.failed")]
    RecordFailed,
    /// People reject at least half of what this agent asks.
    #[serde(rename = "record.denied")]
    RecordDenied,
    /// The same was asked several times within minutes.
    #[serde(rename = "repeats.again")]
    RepeatsAgain,
    /// The same was asked so often that the agent seems to go round in circles.
    #[serde(rename = "repeats.loop")]
    RepeatsLoop,
    /// Taking it back costs something.
    #[serde(rename = "reversibility.costly")]
    ReversibilityCostly,
    /// It cannot be taken back.
    #[serde(rename = "reversibility.irreversible")]
    ReversibilityIrreversible,
    /// A secret goes out.
    #[serde(rename = "secret.found")]
    Secret,
    /// A stranger's text names several of its values close together.
    #[serde(rename = "told.found")]
    Told,
}

impl Line {
    /// The table that ships: each line, its name and its points.
    pub const STANDARD: [(Self, &'static str, u8); 45] = [
        (Self::AmountSmall, "amount.small", 3),
        (Self::AmountNotable, "amount.notable", 8),
        (Self::AmountLarge, "amount.large", 14),
        (Self::AmountVeryLarge, "amount.very_large", 20),
        (Self::AmountHuge, "amount.huge", 25),
        (Self::AmountUnread, "amount.unread", 25),
        (Self::Burst, "burst.found", 10),
        (Self::CommandRuns, "command.runs", 5),
        (Self::CommandFetches, "command.fetches", 8),
        (Self::CommandInstalls, "command.installs", 12),
        (Self::CommandSends, "command.sends", 15),
        (Self::CommandDeletes, "command.deletes", 15),
        (Self::CommandElevates, "command.elevates", 20),
        (Self::CommandUninspectable, "command.uninspectable", 25),
        (Self::Disguise, "disguise.found", 30),
        (Self::EffectWrite, "effect.write", 10),
        (Self::EffectDelete, "effect.delete", 20),
        (Self::EffectSend, "effect.send", 20),
        (Self::EffectPublish, "effect.publish", 25),
        (Self::EffectPay, "effect.pay", 30),
        (Self::EffectGrant, "effect.grant", 30),
        (Self::EffectExecute, "effect.execute", 35),
        (Self::Exposed, "exposed.found", 15),
        (Self::FirstTimeRead, "first_time.read", 5),
        (Self::FirstTimeChange, "first_time.change", 15),
        (Self::OutsideHours, "hours.outside", 5),
        (Self::JumpNotable, "jump.notable", 10),
        (Self::JumpTenfold, "jump.tenfold", 20),
        (Self::LimitOver, "limit.over", 20),
        (Self::PartnerNew, "partner.new", 10),
        (Self::PersonalSome, "personal.some", 10),
        (Self::PersonalMany, "personal.many", 30),
        (Self::ProvenanceRecord, "provenance.record", 5),
        (Self::ProvenanceMade, "provenance.made", 20),
        (Self::ProvenanceUntrusted, "provenance.untrusted", 40),
        (Self::ReadChanges, "read_changes.found", 35),
        (Self::ReadLost, "read_lost.some", 25),
        (Self::RecordFailed, "record.failed", 5),
        (Self::RecordDenied, "record.denied", 10),
        (Self::RepeatsAgain, "repeats.again", 10),
        (Self::RepeatsLoop, "repeats.loop", 20),
        (Self::ReversibilityCostly, "reversibility.costly", 10),
        (Self::ReversibilityIrreversible, "reversibility.irreversible", 20),
        (Self::Secret, "secret.found", 40),
        (Self::Told, "told.found", 20),
    ];

    fn signal(name: &str) -> &str {
        name.split_once('.').map_or(name, |(signal, _)| signal)
    }
}

/// What an organisation has set instead of the standard. Points from 0 to [`SCORE_MAX`].
pub type Overrides = BTreeMap<Line, u8>;

/// The points that count here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scorecard {
    overrides: Overrides,
}

/// More points than a score has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a line of the scorecard has {SCORE_MAX} points at the most")]
pub struct TooManyPoints;

impl Scorecard {
    /// The standard with these lines changed.
    ///
    /// # Errors
    /// When a line has more points than a score.
    pub fn new(mut overrides: Overrides) -> Result<Self, TooManyPoints> {
        if overrides.values().any(|points| *points > SCORE_MAX) {
            return Err(TooManyPoints);
        }
        overrides.retain(|line, points| standard(*line) != *points);
        Ok(Self { overrides })
    }

    /// What differs from the standard.
    #[must_use]
    pub fn overrides(&self) -> &Overrides {
        &self.overrides
    }

    /// How many points a line adds.
    #[must_use]
    pub fn points(&self, line: Line) -> u8 {
        self.overrides.get(&line).copied().unwrap_or_else(|| standard(line))
    }

    /// What a line contributes for what was seen.
    #[must_use]
    pub fn contribution(&self, line: Line, evidence: Evidence) -> Contribution {
        Contribution { points: self.points(line), most: self.most(line), evidence }
    }

    /// The most that the signal of a line could add.
    #[must_use]
    pub fn most(&self, line: Line) -> u8 {
        let signal = Line::STANDARD.iter().find(|(known, _, _)| *known == line).map(|(_, name, _)| Line::signal(name));
        let lines = Line::STANDARD.iter().filter(|(_, name, _)| Some(Line::signal(name)) == signal);
        lines.map(|(line, _, _)| self.points(*line)).max().unwrap_or(SCORE_MAX)
    }
}

/// A line that were missing in the table would count as the most; a test sees to it that none is.
fn standard(line: Line) -> u8 {
    Line::STANDARD.iter().find(|(known, _, _)| *known == line).map_or(SCORE_MAX, |(_, _, points)| *points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_line_once_under_its_name() {
        for (index, (line, name, points)) in Line::STANDARD.into_iter().enumerate() {
            assert_eq!(serde_json::to_value(line).unwrap(), name, "a line has the name that is stored");
            assert_eq!(line as usize, index, "the table follows the lines, so that none is missing in between");
            assert!(points <= SCORE_MAX && name.contains('.'));
        }
        assert_eq!(Line::Told as usize + 1, Line::STANDARD.len(), "the last line is in it too");
    }

    #[test]
    fn an_organisation_changes_lines() {
        let card = Scorecard::new(Overrides::from([(Line::EffectPay, 50), (Line::EffectSend, 20)])).unwrap();
        assert_eq!((card.points(Line::EffectPay), card.points(Line::EffectSend)), (50, 20));
        assert_eq!(card.overrides().len(), 1, "what is as in the standard is no change");
        assert_eq!(card.most(Line::EffectWrite), 50, "the most a signal adds follows");
        assert_eq!(Scorecard::new(Overrides::from([(Line::EffectPay, 101)])), Err(TooManyPoints));
    }
}
