//! Charts as values: numbers are scaled here, and the layout only draws.

use typst::foundations::Value;

use super::block::{dict, list, text};

/// Bars beside one another, each of parts on top of one another.
pub(crate) struct Bars {
    /// What the parts are, from below.
    pub(crate) parts: Vec<String>,
    /// What stands below each bar, if anything, and how much each part is.
    pub(crate) bars: Vec<(String, Vec<u64>)>,
}

/// Bars below one another, each with a name and its number.
pub(crate) struct Ranks {
    /// The name, how much it is, and the number in words.
    pub(crate) ranks: Vec<(super::Say, f64, String)>,
}

/// Numbers at the side of a chart: a few round ones, the last as large as what is shown or larger.
fn scale(most: u64) -> Vec<u64> {
    let mut step = 1_u64;
    let steps = [2, 5, 10];
    let mut base = 1_u64;
    let mut at = 0;
    while most.div_ceil(step) > 5 {
        step = base.saturating_mul(steps.get(at).copied().unwrap_or(10));
        at += 1;
        if at == steps.len() {
            (at, base) = (0, base.saturating_mul(10));
        }
    }
    (0..=most.div_ceil(step).max(1)).map(|count| count.saturating_mul(step)).collect()
}

fn number(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

impl Bars {
    pub(crate) fn value(self) -> Value {
        let most = self.bars.iter().map(|(_, parts)| parts.iter().sum::<u64>()).max().unwrap_or_default();
        dict([
            ("parts", list(self.parts.iter().map(|part| text(part)))),
            ("scale", list(scale(most).into_iter().map(number))),
            ("bars", list(self.bars.into_iter().map(|(name, parts)| list([text(&name), list(parts.into_iter().map(number))])))),
        ])
    }
}

impl Ranks {
    pub(crate) fn value(self) -> Value {
        let most = self.ranks.iter().map(|(_, size, _)| *size).fold(0.0, f64::max);
        let share = |size: f64| if most > 0.0 { size / most } else { 0.0 };
        list(self.ranks.into_iter().map(|(name, size, words)| list([name.value(), Value::Float(share(size)), text(&words)])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_side_of_a_chart_has_a_few_round_numbers() {
        assert_eq!(scale(0), [0, 1]);
        assert_eq!(scale(5), [0, 1, 2, 3, 4, 5]);
        assert_eq!(scale(7), [0, 2, 4, 6, 8]);
        assert_eq!(scale(230), [0, 50, 100, 150, 200, 250]);
        assert_eq!(scale(1_001), [0, 500, 1_000, 1_500]);
    }
}
