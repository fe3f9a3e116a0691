//! What a server says of the kind of its answer.

/// Returns the encoding that a kind names, e.g. `utf-8` in `text/html; charset=utf-8`.
pub(super) fn charset(kind: &str) -> Option<&str> {
    let name = |part: &str| part.split_once('=').map(|(name, _)| name.trim().to_ascii_lowercase());
    let part = kind.split(';').skip(1).find(|part| name(part).as_deref() == Some("charset"))?;
    Some(part.split_once('=')?.1.trim().trim_matches(['"', '\''])).filter(|name| !name.is_empty())
}
