//! Where the arguments come from that say whom, where, what or how.

use super::{Contribution, Evidence};
use crate::{
    provenance::{Known, Provenance, Traced},
    risk::{Line, Scorecard},
};

/// The worst argument counts: one wrong account is enough. Where nothing was told, nothing is said of what stands nowhere;
/// the rules hold it all the same.
pub(super) fn contribute(traced: &[Traced], known: &Known, card: &Scorecard) -> Option<Contribution> {
    let worst = traced.iter().max_by_key(|traced| traced.provenance)?;
    let line = match worst.provenance {
        Provenance::User | Provenance::Trusted | Provenance::Internal => return None,
        Provenance::Made if known.is_empty() => return None,
        Provenance::Record => Line::ProvenanceRecord,
        Provenance::Made => Line::ProvenanceMade,
        Provenance::Untrusted => Line::ProvenanceUntrusted,
    };
    let others = traced.iter().filter(|other| other.provenance == worst.provenance).count() - 1;
    let others = u32::try_from(others).unwrap_or(u32::MAX);
    Some(card.contribution(line, Evidence::Provenance { worst: worst.clone(), others }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{provenance::Role, shown::Shown};

    #[test]
    fn the_worst_argument_counts() {
        let traced =
            |provenance| Traced { pointer: "/to".to_owned(), role: Role::Destination, value: Shown::new("x"), provenance, found: None };
        let rising = [Provenance::User, Provenance::Record, Provenance::Made, Provenance::Untrusted];
        let points = |provenances: &[Provenance]| {
            let traced: Vec<_> = provenances.iter().copied().map(traced).collect();
            contribute(&traced, &Known::new("pay the bill", Vec::new()), &Scorecard::default())
                .map_or(0, |contribution| contribution.points)
        };
        assert!(rising.map(|provenance| points(&[provenance])).is_sorted());
        assert_eq!(points(&rising), 40);
        assert_eq!(points(&[]), 0);
        assert_eq!(
            contribute(&[traced(Provenance::Made)], &Known::default(), &Scorecard::default()),
            None,
            "of a session that told nothing, nothing is said"
        );
    }
}
