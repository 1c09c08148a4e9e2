//! What gzip and deflate have compressed, up to a limit.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Compressed bytes undone: all of them, or as far as they could be.
pub(super) struct Inflated {
    pub bytes: Vec<u8>,
    /// Whether there is more behind the limit.
    pub more: bool,
    /// Whether the compressed bytes end early or are damaged.
    pub damaged: bool,
}

/// Whether bytes are those of gzip.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

/// The first bytes of what is compressed.
pub(super) fn head(bytes: &[u8]) -> Vec<u8> {
    read(MultiGzDecoder::new(bytes), 64).bytes
}

/// Undoes gzip, one member behind the other.
pub(super) fn members(bytes: &[u8], limit: usize) -> Inflated {
    read(MultiGzDecoder::new(bytes), limit)
}

/// Undoes the `deflate` of HTTP: with the header of zlib, as the standard has it, or without.
pub(super) fn deflated(bytes: &[u8], limit: usize) -> Inflated {
    let zlib = read(ZlibDecoder::new(bytes), limit);
    if zlib.damaged && zlib.bytes.is_empty() { read(DeflateDecoder::new(bytes), limit) } else { zlib }
}

fn read(from: impl Read, limit: usize) -> Inflated {
    let mut bytes = Vec::new();
    let damaged = from.take(limit as u64 + 1).read_to_end(&mut bytes).is_err();
    let more = bytes.len() > limit;
    bytes.truncate(limit);
    Inflated { bytes, more, damaged }
}
