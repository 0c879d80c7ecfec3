//! The hashes and the index of wire names, computed here to save the compiler the work. The counterpart of `WireName::of`
//! and `index` in entity-core, with the same results.

/// The first eight bytes of `"name":`, as a number.
pub(super) fn head(name: &str) -> u64 {
    let mut head = [0; 8];
    for (to, from) in head.iter_mut().zip(format!("\"{name}\":").bytes()) {
        *to = from;
    }
    u64::from_le_bytes(head)
}

/// A hash of a name that is the same in every ASCII case.
#[allow(clippy::cast_possible_truncation, reason = "a hash is what is left")]
pub(super) fn hash(name: &str) -> u32 {
    const FOLD: u64 = 0x2020_2020_2020_2020;
    let bytes = name.as_bytes();
    let (first, last) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
    };
    let mixed =
        ((first | FOLD) ^ (last | FOLD).rotate_left(29) ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32 ^ (mixed >> 17) as u32
}

/// A hash of an accessor's name in 48 bits, not zero.
pub(super) fn accessor(name: &str) -> u64 {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash >> 16 | 1 << 47
}

/// A hash index by open addressing, at most half full: 0 is empty, else the place plus 1.
pub(super) fn index(hashes: &[u32]) -> Vec<u16> {
    let mut index = vec![0; (hashes.len() * 2 + 1).next_power_of_two()];
    for (hash, place) in hashes.iter().zip(1..) {
        let mut at = *hash as usize % index.len();
        while index[at] != 0 {
            at = (at + 1) % index.len();
        }
        index[at] = place;
    }
    index
}
