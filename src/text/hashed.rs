//! Maps and sets whose keys are hashes already: of words, of stems, of runs of words.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map by hash. Its order is never asked for.
pub type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

/// A set of hashes. Its order is never asked for.
pub type HashedSet = HashSet<u64, BuildHasherDefault<Identity>>;

/// Takes a hash for its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// One hash for three, in their order.
pub fn hash_of_three(hashes: [u64; 3]) -> u64 {
    // An odd constant spreads its factor over the upper half; the shift brings that down again.
    let mix = |state: u64, hash: u64| {
        let mixed = (state ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 32)
    };
    hashes.into_iter().fold(0, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_three_counts() {
        assert_ne!(hash_of_three([1, 2, 3]), hash_of_three([3, 2, 1]));
        assert_ne!(hash_of_three([1, 2, 3]), hash_of_three([1, 2, 4]));
    }
}
