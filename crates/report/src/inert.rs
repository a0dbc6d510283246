//! Text that a spreadsheet would run.

/// The text with a `'` in front, if a spreadsheet would run it as a formula.
#[must_use]
pub fn inert(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_begins_like_a_formula_is_disarmed() {
        for text in ["=1+1", "+81", "-5", "@SUM(A1)", "＝1", "\t=1", "\n=1"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        for text in ["", "a=1", "1-1", "'=1", "経理"] {
            assert_eq!(inert(text), text);
        }
    }
}
