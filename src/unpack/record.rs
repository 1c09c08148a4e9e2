//! The records of a web archive (WARC 1.0 and 1.1): headers and a block each.

use super::http::{Headers, headers, value};

/// A record.
pub(super) struct Record<'a> {
    headers: Headers,
    pub block: &'a [u8],
    /// Whether the archive ends before the block does.
    pub cut: bool,
}

impl Record<'_> {
    /// What it holds: `response`, `request`, `warcinfo`.
    pub(super) fn kind(&self) -> &str {
        value(&self.headers, "warc-type").unwrap_or_default()
    }

    /// The address that was asked for.
    pub(super) fn address(&self) -> Option<&str> {
        value(&self.headers, "warc-target-uri").map(|uri| uri.trim_start_matches('<').trim_end_matches('>'))
    }

    /// Whether the page was cut off when it was archived.
    pub(super) fn truncated(&self) -> bool {
        value(&self.headers, "warc-truncated").is_some()
    }
}

/// The next record and what stands behind it; `None` where nothing more does.
///
/// # Errors
/// A sentence without its full stop, where what stands there is no record.
pub(super) fn next(bytes: &[u8]) -> Option<Result<(Record<'_>, &[u8]), String>> {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace())?;
    let bytes = bytes.get(start..)?;
    Some(record(bytes))
}

fn record(bytes: &[u8]) -> Result<(Record<'_>, &[u8]), String> {
    if !bytes.starts_with(b"WARC/") {
        return Err("what stands there is no record".to_owned());
    }
    let (headers, rest) = headers(bytes).ok_or("its headers end in the middle")?;
    let length = value(&headers, "content-length").and_then(|length| length.parse::<usize>().ok());
    let length = length.ok_or("it does not say how long it is (Content-Length)")?;
    let (block, behind, cut) = match rest.split_at_checked(length) {
        Some((block, behind)) => (block, behind, false),
        None => (rest, &[][..], true),
    };
    Ok((Record { headers, block, cut }, behind))
}
