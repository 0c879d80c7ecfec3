//! Names found fast: a hash that is the same in every case, and an index by it.

/// The size of the index for that many properties: at most half full.
pub(crate) const fn index_len(properties: usize) -> usize {
    (properties * 2 + 1).next_power_of_two()
}

/// A hash of a name that is the same in every ASCII case: first and last eight bytes and the length, since wire names differ there.
#[allow(clippy::cast_possible_truncation, reason = "a hash is what is left")]
pub(crate) const fn hash(name: &[u8]) -> u32 {
    const FOLD: u64 = 0x2020_2020_2020_2020;
    let (mut first, mut last) = (0, 0);
    if let (Some(head), Some(tail)) = (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        first = u64::from_le_bytes(*head);
        last = u64::from_le_bytes(*tail);
    } else {
        let mut at = 0;
        while at < name.len() {
            first = first << 8 | name[at] as u64;
            at += 1;
        }
    }
    let mixed =
        ((first | FOLD) ^ (last | FOLD).rotate_left(29) ^ name.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32 ^ (mixed >> 17) as u32
}

/// A table's index.
#[doc(hidden)]
#[must_use]
pub const fn pairs(bytes: &'static [u8]) -> &'static [[u8; 2]] {
    bytes.as_chunks().0
}

/// From their ends, since qualified names start alike, and each step of a constant takes time to compile.
pub(crate) const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = a.len();
    while at > 0 {
        at -= 1;
        if a[at] != b[at] {
            return false;
        }
    }
    true
}
