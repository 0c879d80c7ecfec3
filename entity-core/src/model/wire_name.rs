//! Wire names, ready to be compared and found fast.

/// A property's wire name, as the reader compares it and the writer copies it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WireName {
    /// `,"clientContext":"`: the writer copies all of it before a string, and all but the last quote before another value. The
    /// reader compares the part from the first quote to the colon.
    pub(crate) text: &'static str,
    /// The first eight bytes that the reader compares.
    pub(crate) head: u64,
    pub(crate) hash: u32,
}

impl WireName {
    /// For the derives, which compute `head` and `hash`.
    pub(crate) const fn new(text: &'static str, head: u64, hash: u32) -> Self {
        Self { text, head, hash }
    }

    /// For tables that no derive writes. `text` is the wire name between `,"` and `":"`.
    pub(crate) const fn of(text: &'static str) -> Self {
        let (_, name) = text.as_bytes().split_at(2);
        let (name, _) = name.split_at(name.len() - 3);
        let mut head = [0; 8];
        let mut at = 0;
        while at < 8 && at + 2 < text.len() {
            head[at] = text.as_bytes()[at + 1];
            at += 1;
        }
        Self::new(text, u64::from_le_bytes(head), hash(name))
    }

    /// The name: `clientContext`.
    pub(crate) fn as_str(&self) -> &'static str {
        &self.text[2..self.text.len() - 3]
    }

    /// The length of `"name":`, as an object contains it.
    #[inline]
    pub(crate) const fn len_with_colon(&self) -> usize {
        self.text.len() - 2
    }

    /// Returns whether the bytes start with `"name":`. Most names differ in the first or the last eight bytes.
    #[allow(clippy::inline_always, reason = "as `Reader::declared`")]
    #[inline(always)]
    pub(crate) fn starts(&self, bytes: &[u8]) -> bool {
        let [_, expected @ .., _] = self.text.as_bytes() else { return false };
        let len = expected.len();
        let Some(first) = bytes.first_chunk::<8>() else { return bytes.starts_with(expected) };
        let first = u64::from_le_bytes(*first);
        if len <= 8 {
            return (first ^ self.head) << (64 - len * 8) == 0;
        }
        first == self.head
            && bytes.get(..len).is_some_and(|bytes| {
                bytes.last_chunk::<8>() == expected.last_chunk::<8>()
                    && (len <= 16 || bytes[8..].first_chunk::<8>() == expected[8..].first_chunk::<8>())
                    && (len <= 24 || bytes[16..] == expected[16..])
            })
    }

    /// Returns whether the name is exactly this. Most names differ in the first or the last eight bytes.
    #[inline]
    pub(crate) fn is(&self, name: &[u8]) -> bool {
        let [_, _, own @ .., _, _, _] = self.text.as_bytes() else { return false };
        if own.len() != name.len() || own.len() < 8 {
            return own == name;
        }
        own.first_chunk::<8>() == name.first_chunk()
            && own.last_chunk::<8>() == name.last_chunk()
            && (own.len() <= 16 || own[8..] == name[8..])
    }

    /// Like [`Self::as_str`], for compile time.
    pub(crate) const fn name(&self) -> &'static str {
        let (_, name) = self.text.split_at(2);
        let (name, _) = name.split_at(name.len() - 3);
        name
    }

    /// Returns whether the name is exactly this. For compile time.
    pub(crate) const fn is_named(&self, name: &str) -> bool {
        self.text.len() == name.len() + 5 && same(self.name(), name)
    }

    /// Returns whether both are the same name. For compile time.
    pub(crate) const fn is_same(&self, other: &Self) -> bool {
        self.hash == other.hash && self.head == other.head && same(self.text, other.text)
    }
}

/// Hashes a name, to the same value in every ASCII case: its first and last eight bytes and its length, which distinguish most
/// wire names.
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

/// Compares two names at compile time, from their ends: qualified names start alike, and each step costs compile time.
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
