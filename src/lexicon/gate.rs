//! A first look at a hash, that sends away most of those that are not there.

/// A set of hashes that may say yes to one that it does not hold, and never no to one that it does.
#[derive(Clone, Debug, Default)]
pub(super) struct Gate {
    /// A power of two of words.
    bits: Vec<u64>,
}

impl Gate {
    /// An empty gate of which so many hashes take at most a sixteenth of the bits.
    pub fn for_hashes(number: usize) -> Gate {
        Gate { bits: vec![0; (number / 4).next_power_of_two()] }
    }

    pub fn add(&mut self, hash: u64) {
        let at = self.at(hash);
        if let Some(bits) = self.bits.get_mut(at) {
            *bits |= 1 << (hash >> 32 & 63);
        }
    }

    #[inline]
    pub fn has(&self, hash: u64) -> bool {
        self.bits.get(self.at(hash)).is_some_and(|bits| bits & 1 << (hash >> 32 & 63) != 0)
    }

    #[inline]
    fn at(&self, hash: u64) -> usize {
        (hash >> 40) as usize & self.bits.len().wrapping_sub(1)
    }
}
