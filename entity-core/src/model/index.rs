//! A hash index over a type's own properties, by open addressing.

/// The places of properties by the hash of their names: 0 is empty, another value is the place plus 1.
///
/// Pairs of bytes, because a byte string is one token to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Index(&'static [[u8; 2]]);

impl Index {
    /// For the derives, which compute the pairs.
    pub(crate) const fn new(pairs: &'static [u8]) -> Self {
        Self(pairs.as_chunks().0)
    }

    pub(crate) const fn of(pairs: &'static [[u8; 2]]) -> Self {
        Self(pairs)
    }

    /// The places where a name of that hash may be.
    #[inline]
    pub(crate) const fn probe(self, hash: u32) -> Probe {
        Probe { pairs: self.0, at: hash as usize }
    }
}

/// Gives places one after another, most likely one.
pub(crate) struct Probe {
    pairs: &'static [[u8; 2]],
    at: usize,
}

impl Probe {
    /// The next place. An `Iterator` is not for constants.
    #[inline]
    pub(crate) const fn next(&mut self) -> Option<usize> {
        let at = self.at & self.pairs.len().wrapping_sub(1);
        if at >= self.pairs.len() {
            return None;
        }
        self.at = at + 1;
        (u16::from_le_bytes(self.pairs[at]) as usize).checked_sub(1)
    }
}

/// The size of an index for that many properties: at most half full.
pub(crate) const fn index_len(properties: usize) -> usize {
    (properties * 2 + 1).next_power_of_two()
}
