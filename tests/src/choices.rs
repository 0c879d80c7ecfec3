//! Choices made from bytes, so that proptest shrinks and a fuzzer mutates plain bytes; and [`Chance`], for runs without either.

/// Bytes as a list of choices. After their end, every choice is the first one, which is the simplest.
#[derive(Debug)]
pub struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    /// Takes the bytes as choices.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next byte; 0 if none is left.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// A number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let high = if end > 256 { usize::from(self.byte()) << 8 } else { 0 };
        (high + usize::from(self.byte())).checked_rem(end).unwrap_or(0)
    }

    /// True about once in `often` times.
    pub fn one_in(&mut self, often: u8) -> bool {
        let byte = self.byte();
        byte != 0 && byte.is_multiple_of(often)
    }

    /// One of these.
    ///
    /// # Panics
    /// If there is none.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Returns whether no byte is left.
    pub const fn is_over(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes not used yet.
    pub const fn rest(&self) -> &'a [u8] {
        self.0
    }
}

/// Numbers that look random and are the same for the same seed (xorshift64*).
#[derive(Debug)]
pub struct Chance(u64);

impl Chance {
    /// Starts from that seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let number = usize::try_from(self.next() >> 33).unwrap_or(0);
        number.checked_rem(end).unwrap_or(0)
    }

    /// True about once in `often` times.
    pub fn one_in(&mut self, often: usize) -> bool {
        self.below(often) == 0
    }

    /// One of these.
    ///
    /// # Panics
    /// If there is none.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Puts the items in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// Makes `len` bytes.
    pub fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next().to_le_bytes()[7]).collect()
    }
}
