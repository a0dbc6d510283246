//! One value after the other, each made only when it is asked for: the first few of many cost little.

use std::{iter::Enumerate, slice};

use super::Json;

/// One value inside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    /// Where it is (RFC 6901); empty for the whole.
    pub pointer: String,
    /// Its name in the object around it; empty in an array.
    pub key: &'a str,
    /// How many values are around it.
    pub depth: u32,
    /// The value.
    pub value: &'a Json,
    /// The value around it; none for the whole.
    pub parent: Option<&'a Json>,
}

/// Every value in one, parents before their children.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    whole: Option<&'a Json>,
    open: Vec<Open<'a>>,
}

/// A value whose children are not all told yet.
#[derive(Debug, Clone)]
struct Open<'a> {
    pointer: String,
    value: &'a Json,
    rest: Rest<'a>,
}

#[derive(Debug, Clone)]
enum Rest<'a> {
    Items(Enumerate<slice::Iter<'a, Json>>),
    Members(slice::Iter<'a, (String, Json)>),
}

impl<'a> Walk<'a> {
    pub(super) fn new(whole: &'a Json) -> Self {
        Self { whole: Some(whole), open: Vec::new() }
    }

    fn enter(&mut self, pointer: &str, value: &'a Json) {
        let rest = match value {
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => return,
            Json::Array(items) => Rest::Items(items.iter().enumerate()),
            Json::Object(members) => Rest::Members(members.iter()),
        };
        self.open.push(Open { pointer: pointer.to_owned(), value, rest });
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        if let Some(whole) = self.whole.take() {
            self.enter("", whole);
            return Some(Node { pointer: String::new(), key: "", depth: 0, value: whole, parent: None });
        }
        loop {
            let depth = u32::try_from(self.open.len()).unwrap_or(u32::MAX);
            let open = self.open.last_mut()?;
            let parent = Some(open.value);
            let child = match &mut open.rest {
                Rest::Items(items) => items.next().map(|(index, item)| (format!("{}/{index}", open.pointer), "", item)),
                Rest::Members(members) => members.next().map(|(name, value)| {
                    let escaped = name.replace('~', "~0").replace('/', "~1");
                    (format!("{}/{escaped}", open.pointer), name.as_str(), value)
                }),
            };
            if let Some((pointer, key, value)) = child {
                self.enter(&pointer, value);
                return Some(Node { pointer, key, depth, value, parent });
            }
            self.open.pop();
        }
    }
}
