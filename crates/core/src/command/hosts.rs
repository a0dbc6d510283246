//! Where a word of a command leads on the network.

/// The host in an address such as `https://user@example.com:8080/x`, in lower case.
pub(super) fn of_address(word: &str) -> Option<String> {
    let (_, rest) = word.split_once("://")?;
    host(rest)
}

/// The host in `user@example.com:path` or `example.com:path`, as programs that copy take it.
pub(super) fn of_copy(word: &str) -> Option<String> {
    let (head, _) = word.split_once(':')?;
    (!head.contains('/')).then(|| host(head)).flatten()
}

/// The host in a word that is nothing else, such as `example.com/x` or `user@example.com`.
pub(super) fn of_bare(word: &str) -> Option<String> {
    of_address(word).or_else(|| host(word).filter(|host| host.contains('.') || host == "localhost"))
}

fn host(rest: &str) -> Option<String> {
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = if host.starts_with('[') { host.split(']').next()?.trim_start_matches('[') } else { host.split(':').next()? };
    let is_host = |c: char| c.is_alphanumeric() || ".-:_".contains(c);
    (!host.is_empty() && host.chars().all(is_host)).then(|| host.to_lowercase())
}
