//! How much one policy may hold. Cedar reads and checks nested parts by recursion without a bound of its own, so that a text of a few
//! hundred bytes could end the process. It is measured before anything is parsed.

/// How deep parts may stand inside one another.
const NESTED_MAX: usize = 24;

/// How many parts `||`, `&&`, `if` and their like may join in one policy.
const JOINED_MAX: usize = 100;

/// How many points and colons one policy may have: `context.domains`, `Action::"gate"`.
const STEPS_MAX: usize = 1_000;

/// The line of the first policy, from 1, that holds more.
pub(super) fn first_too_large(text: &str) -> Option<u32> {
    let (mut line, mut nested, mut joined, mut steps) = (1, 0_usize, 0, 0);
    let mut rest = text.chars().peekable();
    let mut word = String::new();
    while let Some(character) = rest.next() {
        if character.is_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        joined += usize::from(["if", "when", "unless", "has", "in", "is", "like"].contains(&word.as_str()));
        word.clear();
        match character {
            '\n' => line += 1,
            '"' => line += skip_text(&mut rest),
            '/' if rest.peek() == Some(&'/') => while rest.next_if(|c| *c != '\n').is_some() {},
            '(' | '[' | '{' => nested += 1,
            ')' | ']' | '}' => nested = nested.saturating_sub(1),
            // Each is counted by itself, so that `!!` and `--` are two.
            '|' | '&' if rest.next_if_eq(&character).is_some() => joined += 1,
            '!' | '-' | '+' | '*' | '<' | '>' | '=' => joined += 1,
            '.' | ':' => steps += 1,
            // A parser that goes on behind a mistake reads what follows as inside: only the count of parts begins anew.
            ';' => (joined, steps) = (0, 0),
            _ => {}
        }
        if nested > NESTED_MAX || joined > JOINED_MAX || steps > STEPS_MAX {
            return Some(line);
        }
    }
    None
}

/// Passes the rest of a text in quotes, and says how many lines it had.
fn skip_text(rest: &mut impl Iterator<Item = char>) -> u32 {
    let mut lines = 0;
    while let Some(character) = rest.next() {
        match character {
            '\n' => lines += 1,
            '\\' => lines += u32::from(rest.next() == Some('\n')),
            '"' => break,
            _ => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Problem, RuleSet, STARTER_GUARDRAILS, STARTER_RULES};

    #[test]
    fn the_pack_that_ships_is_small() {
        assert_eq!([first_too_large(STARTER_RULES), first_too_large(STARTER_GUARDRAILS)], [None, None]);
    }

    #[test]
    fn only_what_is_outside_of_texts_counts() {
        let many = |part: &str| part.repeat(JOINED_MAX + 2);
        assert_eq!(first_too_large(&format!("// {}\n@a(\"{}\\\"{}\") permit", many("("), many("("), many("||"))), None);
        assert_eq!(first_too_large(&format!("\"a\nb\"\n{}", many("("))), Some(3));
        assert_eq!(first_too_large(&many("a || b;\n")), None, "each policy by itself");
        assert_eq!(first_too_large(&many("[\"a\", \"b\"], ")), None, "a long list is no chain");
    }

    /// On the stack of a worker: whatever is let through is read or refused, and does not end the process.
    #[test]
    fn no_text_ends_the_process() {
        let policy = |condition: &str| format!("permit (principal, action == Action::\"auto_approve\", resource) when {{ {condition} }};");
        let many = |open: &str, count: usize, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(count), close.repeat(count));
        for count in [20, 99, 300, 20_000] {
            let texts = [
                policy(&many("(", count, "true", ")")),
                policy(&many("[", count, "1", "]")),
                policy(&many("if true then true else ", count, "true", "")),
                policy(&many("true || ", count, "true", "")),
                policy(&many("true && ", count, "true", "")),
                policy(&many("!", count, "true", "")),
                policy(&many("-", count, "1", "")),
                policy(&many("1 + ", count, "1 == 1", "")),
                policy(&format!("context{}", ".a".repeat(count))),
                policy(&format!("context{}", ".contains(1)".repeat(count))),
                policy(&many("{a: ", count, "1", "}")),
                policy("true").replace(';', &" when { true }".repeat(count)),
                many("permit (", count, "principal", ")"),
            ];
            for text in texts {
                let read = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(move || RuleSet::load(&text, ""));
                let faults = read.unwrap().join().unwrap().unwrap_err().0;
                assert!(count < 20_000 || faults.iter().any(|fault| fault.problem == Problem::TooLarge), "{faults:?}");
            }
        }
    }
}
