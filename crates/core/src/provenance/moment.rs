//! Dates and times of day, which lead nowhere.

/// A date, a time of day, or both, such as `2026-12-03 09:30`. A moment leads nowhere.
pub(super) fn is_time(value: &str) -> bool {
    let is_number = |text: &str, digits: &[usize]| digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = |text: &str| {
        let parts: Vec<_> = text.split(['-', '/', '.']).collect();
        matches!(parts.as_slice(), [a, b, c] if (is_number(a, &[4]) && is_number(b, &[1, 2]) && is_number(c, &[1, 2]))
            || (is_number(a, &[1, 2]) && is_number(b, &[1, 2]) && is_number(c, &[4])))
    };
    let is_clock = |text: &str| {
        let text = text.trim_end_matches(['z', 'Z']);
        let text = text.split_once('+').map_or(text, |(clock, _)| clock).split('.').next().unwrap_or_default();
        let parts: Vec<_> = text.split(':').collect();
        (parts.len() == 2 || parts.len() == 3) && parts.iter().all(|part| is_number(part, &[1, 2]))
    };
    let mut parts = value.trim().split(['T', ' ']).filter(|part| !part.is_empty());
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    parts.next().is_none() && (is_date(first) && second.is_none_or(is_clock) || is_clock(first) && second.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_not_traced() {
        for moment in ["2026-12-03", "2026-12-03 09:30", "2026-12-03T09:30:00.5Z", "13:00", "03/12/2026", "2026-12-03T09:30:00+09:00"] {
            assert!(is_time(moment), "{moment}");
        }
        for other in ["2026", "1234-5678", "03-1234-5678", "12.50", "2026-12-03 to eve", "", "1:2:3:4", "192.168.1.1"] {
            assert!(!is_time(other), "{other}");
        }
    }
}
