//! What is known in memory while it changes: until a change is on disk, what was before it counts as well as what comes after.
//!
//! A change is announced inside the writer, so that what is judged right behind it already sees it, and settled once its fate is known.

use std::{
    collections::BTreeMap,
    sync::{PoisonError, RwLock},
};

/// Values by key, with those that are on their way.
#[derive(Debug)]
pub(crate) struct Settling<K, V> {
    inner: RwLock<Inner<K, V>>,
}

#[derive(Debug)]
struct Inner<K, V> {
    /// Counts up with every change, so that whoever looked before knows.
    version: u64,
    values: Values<K, V>,
}

/// What counts for each key, with the change that brought it. None is that there was nothing before.
type Values<K, V> = BTreeMap<K, Vec<(u64, Option<V>)>>;

/// An announced change.
#[derive(Debug)]
pub(crate) struct Turn<K> {
    number: u64,
    keys: Vec<K>,
}

impl<K, V> Default for Settling<K, V> {
    fn default() -> Self {
        Self { inner: RwLock::new(Inner { version: 0, values: BTreeMap::new() }) }
    }
}

impl<K: Ord + Clone, V> Settling<K, V> {
    /// From here on the new values count beside the old ones.
    pub(crate) fn announce(&self, values: Vec<(K, V)>) -> Turn<K> {
        self.write(|inner, number| {
            let keys = values.iter().map(|(key, _)| key.clone()).collect();
            for (key, value) in values {
                inner.values.entry(key).or_insert_with(|| vec![(0, None)]).push((number, Some(value)));
            }
            Turn { number, keys }
        })
    }

    /// The change is on disk: what was before it counts no more.
    pub(crate) fn settle(&self, turn: &Turn<K>) {
        self.write(|inner, _| {
            for key in &turn.keys {
                if let Some(values) = inner.values.get_mut(key) {
                    values.retain(|(number, _)| *number >= turn.number);
                }
            }
        });
    }

    /// The change was not made.
    pub(crate) fn withdraw(&self, turn: &Turn<K>) {
        self.write(|inner, _| {
            for key in &turn.keys {
                if let Some(values) = inner.values.get_mut(key) {
                    values.retain(|(number, _)| *number != turn.number);
                }
            }
            inner.values.retain(|_, values| values.iter().any(|(_, value)| value.is_some()));
        });
    }

    /// What `look` makes of all values, and at which version.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Values<K, V>) -> T) -> (T, u64) {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        (look(&inner.values), inner.version)
    }

    /// Which change was the last.
    pub(crate) fn version(&self) -> u64 {
        self.inner.read().unwrap_or_else(PoisonError::into_inner).version
    }

    fn write<T>(&self, change: impl FnOnce(&mut Inner<K, V>, u64) -> T) -> T {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        inner.version += 1;
        let number = inner.version;
        change(&mut inner, number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(settling: &Settling<&str, u8>) -> Vec<Option<u8>> {
        settling.look(|all| all.get("a").into_iter().flatten().map(|(_, value)| *value).collect()).0
    }

    #[test]
    fn before_and_after_count_until_it_is_settled() {
        let settling = Settling::default();
        let one = settling.announce(vec![("a", 1)]);
        assert_eq!(values(&settling), [None, Some(1)], "nothing was before");
        settling.settle(&one);
        let version = settling.version();
        let (two, three) = (settling.announce(vec![("a", 2)]), settling.announce(vec![("a", 3)]));
        assert_eq!(values(&settling), [1, 2, 3].map(Some));
        assert!(settling.version() > version, "whoever looked before knows");
        settling.settle(&three);
        settling.settle(&two);
        assert_eq!(values(&settling), [Some(3)], "the order in which they settle does not matter");
        let four = settling.announce(vec![("a", 4)]);
        settling.withdraw(&four);
        assert_eq!(values(&settling), [Some(3)]);
        let other = settling.announce(vec![("b", 1)]);
        settling.withdraw(&other);
        assert_eq!(settling.look(BTreeMap::len).0, 1);
    }
}
