//! The writer's output: bytes with zeroed room behind them, so that most pieces cost one bounds check and fixed-size copies.
//! Knows no types, and of JSON only the bytes that strings must escape.

use super::scan::{Least, plain_len};

/// Zeroes room in steps of this size: the cleared bytes are still in the nearest cache when they are written, and wide stores clear them.
const STEP: usize = 1024;
/// The smallest allocation, enough for most leaves.
const LEAST: usize = 40;

/// JSON text that is being written.
#[allow(missing_debug_implementations, reason = "there may be secrets in it")]
pub struct Buffer {
    /// Text, with zeroed room behind it.
    bytes: Vec<u8>,
    /// Length of the text in `bytes`.
    len: usize,
    /// Buffer for kinds that encode into a `String`.
    scratch: String,
}

impl Buffer {
    /// Returns an empty buffer.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Vec::with_capacity(capacity), len: 0, scratch: String::new() }
    }

    /// Returns the number of bytes written.
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.truncate(self.len);
        self.bytes
    }

    pub(crate) fn into_string(self) -> String {
        text(self.into_bytes())
    }

    /// Appends text.
    #[allow(
        clippy::inline_always,
        reason = "without the writer's, write/operation of the json bench takes 2 % more instructions"
    )]
    #[inline(always)]
    pub(crate) fn put(&mut self, piece: &str) {
        self.put_bytes(piece.as_bytes());
    }

    /// Like [`Self::put`], for bytes that are whole characters.
    #[allow(clippy::inline_always, reason = "as `Self::put`")]
    #[inline(always)]
    pub(crate) fn put_bytes(&mut self, piece: &[u8]) {
        let end = self.len + piece.len();
        if let Some(room) = self.bytes.get_mut(self.len..end) {
            copy(room, piece);
            self.len = end;
        } else {
            self.put_with_growth(piece);
        }
    }

    #[cold]
    fn put_with_growth(&mut self, piece: &[u8]) {
        self.grow(piece.len());
        let end = self.len + piece.len();
        self.bytes[self.len..end].copy_from_slice(piece);
        self.len = end;
    }

    /// Appends `before`, which ends with the opening quote, then `text` and a closing quote.
    /// Returns `false` and appends only `before` if `text` needs escapes.
    #[allow(clippy::inline_always, reason = "as `Self::put`")]
    #[inline(always)]
    pub(crate) fn put_plain(&mut self, before: &[u8], text: &str) -> bool {
        let (from, end) = (self.len + before.len(), self.len + before.len() + text.len() + 1);
        let room = self.bytes.get_mut(self.len..end).and_then(|room| room.split_at_mut_checked(before.len()));
        let Some((room, [body @ .., quote])) = room else { return self.put_plain_with_growth(before, text) };
        copy(room, before);
        let plain = copy_plain(body, text.as_bytes());
        *quote = b'"';
        self.len = if plain { end } else { from };
        plain
    }

    #[cold]
    fn put_plain_with_growth(&mut self, before: &[u8], text: &str) -> bool {
        self.grow(before.len() + text.len() + 1);
        self.put_plain(before, text)
    }

    /// Appends the text that `write` produces.
    pub(crate) fn put_string(&mut self, write: impl FnOnce(&mut String)) {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        write(&mut text);
        self.put(&text);
        self.scratch = text;
    }

    /// Returns how many bytes fit without another allocation.
    pub(crate) fn room(&self) -> usize {
        self.bytes.capacity() - self.len
    }

    /// Reserves room for `room` bytes in one allocation. Does nothing if there is not enough memory: less may be needed.
    pub(crate) fn make_room(&mut self, room: usize) {
        let _ = self.bytes.try_reserve(self.len.saturating_add(room).saturating_sub(self.bytes.len()));
    }

    /// Grows the buffer by at least `need` bytes.
    #[cold]
    fn grow(&mut self, need: usize) {
        let least = self.len + need;
        self.bytes.reserve(least.max(LEAST) - self.bytes.len());
        self.bytes.resize(self.bytes.capacity().min(least + STEP), 0);
    }
}

/// Returns the written bytes as text.
pub(crate) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("whole texts alone are put")
}

/// Copies between slices of one length. Names have 8 to 32 bytes, which two chunks cover: a call takes longer.
#[allow(clippy::inline_always, reason = "as `Buffer::put`")]
#[inline(always)]
fn copy(to: &mut [u8], from: &[u8]) {
    if from.len() > 32 || !(copy_ends::<16>(to, from) || copy_ends::<8>(to, from)) {
        to.copy_from_slice(from);
    }
}

/// Copies the first and the last `N` bytes. Returns `false` if there are fewer.
#[inline]
fn copy_ends<const N: usize>(to: &mut [u8], from: &[u8]) -> bool {
    let (Some(first), Some(last)) = (from.first_chunk::<N>(), from.last_chunk::<N>()) else { return false };
    let Some(to_first) = to.first_chunk_mut() else { return false };
    *to_first = *first;
    let Some(to_last) = to.last_chunk_mut() else { return false };
    *to_last = *last;
    true
}

/// Copies between slices of one length; returns whether no byte needs an escape. Collects one answer for all chunks, so that no chunk waits for another.
#[allow(clippy::inline_always, reason = "as `Buffer::put`")]
#[inline(always)]
fn copy_plain(to: &mut [u8], from: &[u8]) -> bool {
    let (Some(last), Some(to_last)) = (from.last_chunk::<16>(), to.last_chunk_mut::<16>()) else {
        to.copy_from_slice(from);
        return plain_len(from) == from.len();
    };
    // Loads each chunk once: for the compiler, `to` may overlap `from`.
    let last = *last;
    *to_last = last;
    let mut lanes = Least::default();
    lanes.see(last);
    for (to, from) in to.as_chunks_mut::<16>().0.iter_mut().zip(from.as_chunks::<16>().0) {
        let chunk = *from;
        *to = chunk;
        lanes.see(chunk);
    }
    lanes.specials() == 0
}

#[cfg(test)]
mod tests {
    use super::{Buffer, STEP, copy_plain, plain_len};

    #[test]
    fn a_copy_is_the_same_and_plain_where_no_byte_is_special() {
        for len in 0..70 {
            for at in 0..len {
                for byte in [b'x', b'"', b'\\', 0, 0x1f, 0x20, 0x7f, 0xff] {
                    let mut bytes: Vec<u8> = (0..len).map(|n| b'a' + n % 26).collect();
                    bytes[usize::from(at)] = byte;
                    let mut copied = vec![0; bytes.len()];
                    assert_eq!(copy_plain(&mut copied, &bytes), plain_len(&bytes) == bytes.len(), "{bytes:?}");
                    assert_eq!(copied, bytes);
                }
            }
        }
    }

    #[test]
    fn pieces_of_every_length_stand_one_behind_the_other() {
        let (mut out, mut expected) = (Buffer::with_capacity(0), String::new());
        for len in (0..80).chain([1000, 0, 2 * STEP, 1, STEP + 1, 2]) {
            let piece: String = ('a'..='z').cycle().take(len).collect();
            out.put(&piece);
            assert!(out.put_plain(b"\\n", &piece));
            assert!(!out.put_plain("é".as_bytes(), &format!("{piece}\n")));
            out.put_string(|text| text.push('é'));
            expected += &format!("{piece}\\n{piece}\"éé");
        }
        out.make_room(usize::MAX);
        assert_eq!(out.len(), expected.len());
        assert_eq!(out.into_string(), expected);
    }
}
