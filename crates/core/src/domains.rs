//! The domains that an action names, so that rules can speak of where it leads.

use std::collections::BTreeSet;

use crate::{fold::fold, json::Json, provenance::carriers};

/// The most domains that rules see of one action.
const DOMAINS_MAX: usize = 64;

/// Every domain in the texts of `arguments`, folded, each with those above it (`x.example.com`, `example.com`), in order.
/// Of very many the first count.
#[must_use]
pub fn named_in(arguments: &Json) -> Vec<String> {
    let mut domains = BTreeSet::new();
    for text in arguments.walk().filter_map(|node| node.value.as_str()) {
        // The Japanese full stop also parts the labels of a host (UTS 46), so both readings count.
        let folded = fold(text);
        let folded = if folded.contains('。') { format!("{folded} {}", folded.replace('。', ".")) } else { folded };
        for host in carriers::hosts(&folded) {
            let above = host.match_indices('.').filter_map(|(dot, _)| host.get(dot + 1..)).filter(|rest| rest.contains('.'));
            for domain in std::iter::once(host).chain(above) {
                if domains.len() == DOMAINS_MAX {
                    return domains.into_iter().collect();
                }
                domains.insert(domain.to_owned());
            }
        }
    }
    domains.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_come_with_those_above_them() {
        let named = |json: &str| named_in(&Json::parse(json).unwrap());
        assert_eq!(named(r#"{"url":"https://API.Example.co.jp:8080/x?y=z.com","n":1}"#), ["api.example.co.jp", "co.jp", "example.co.jp"]);
        assert_eq!(named(r#"{"body":"mail Eve <eve@www.a.example> or see b.example."}"#), ["a.example", "b.example", "www.a.example"]);
        assert_eq!(named(r#"{"path":"src/main.rs","when":"12.50"}"#), [] as [&str; 0]);
        assert_eq!(named(r#"{"url":"https://ｅｘａｍｐｌｅ。com"}"#), ["example.com"], "wide letters lead to the same place");
    }
}
