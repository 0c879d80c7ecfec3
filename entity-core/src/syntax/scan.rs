//! Scans text for the next quote, backslash or control character, the only bytes in a string that need attention.

use wide::u8x16;

/// Returns the length of the prefix without such a byte. Reads 16 bytes at a time.
#[allow(clippy::inline_always, reason = "as `Reader::declared`")]
#[inline(always)]
pub(crate) fn plain_len(bytes: &[u8]) -> usize {
    let (chunks, rest) = bytes.as_chunks::<16>();
    let mut chunks = chunks.iter();
    while let Some(chunk) = chunks.next() {
        if let Some(at) = first_special(chunk) {
            return bytes.len() - rest.len() - 16 * (chunks.len() + 1) + at;
        }
    }
    plain_tail(bytes, rest.len())
}

/// Like [`plain_len`], if only the last `len` bytes (fewer than 16) are unknown.
#[inline]
fn plain_tail(bytes: &[u8], len: usize) -> usize {
    if let Some(last) = bytes.last_chunk::<16>() {
        // Bytes read twice are already known to be plain.
        return bytes.len() - first_special(last).map_or(0, |at| 16 - at);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        let (low, high) = (specials(u64::from_le_bytes(*first)), specials(u64::from_le_bytes(*last)));
        let (from, marks) = if low == 0 { (len - 8, high) } else { (0, low) };
        return from + marks.trailing_zeros() as usize / 8;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let both = u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
        let at = specials(both).trailing_zeros() as usize / 8;
        return if at < 4 { at } else { len + at - 8 };
    }
    bytes.iter().position(|byte| is_special(*byte)).unwrap_or(len)
}

/// Returns whether the byte is a quote, a backslash or a control character.
#[inline]
const fn is_special(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < b' '
}

/// Sets the high bit of each byte that is a quote, a backslash or a control character. Only the lowest bit set is exact.
///
/// A subtraction sets the high bit for a zero byte (a match) or for a byte over 0x7f, which the final mask excludes.
#[inline]
const fn specials(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let quote = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
    let backslash = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
    let control = word.wrapping_sub(ONES * 0x20);
    (quote | backslash | control) & !word & HIGH
}

/// Returns the index of the first special byte among 16.
#[inline]
fn first_special(chunk: &[u8; 16]) -> Option<usize> {
    let mut lanes = Least::default();
    lanes.see(*chunk);
    let found = lanes.specials();
    if found == 0 { None } else { Some(found.trailing_zeros() as usize) }
}

/// The minimum of each lane over several chunks, with bits flipped so that special bytes are smallest: two operations per test and chunk.
pub(crate) struct Least {
    /// Flipped by `0x02`, so that the quote follows the control characters.
    turned: u8x16,
    /// Flipped by `b'\\'`, so that the backslash is zero.
    slashed: u8x16,
}

impl Default for Least {
    #[inline]
    fn default() -> Self {
        Self { turned: u8x16::MAX, slashed: u8x16::MAX }
    }
}

impl Least {
    #[inline]
    pub(crate) fn see(&mut self, chunk: [u8; 16]) {
        let bytes = u8x16::new(chunk);
        self.turned = self.turned.min(bytes ^ u8x16::splat(0x02));
        self.slashed = self.slashed.min(bytes ^ u8x16::splat(b'\\'));
    }

    /// Returns one bit for each lane that contained a special byte.
    #[inline]
    pub(crate) fn specials(&self) -> u32 {
        let quote_or_control = self.turned.min(u8x16::splat(0x20)).simd_eq(self.turned);
        (quote_or_control | self.slashed.simd_eq(u8x16::ZERO)).to_bitmask()
    }
}

/// Returns the byte at `at`, or 0 past the end: 0 is never valid JSON.
#[inline]
pub(crate) fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// Returns the end of the white space that starts at `at`. Eight spaces at a time: most of it is indentation.
pub(crate) fn after_spaces(text: &str, mut at: usize) -> usize {
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    while let b' ' | b'\n' | b'\t' | b'\r' = byte(text, at) {
        at += 1;
        while let Some(chunk) = text.as_bytes().get(at..).and_then(<[u8]>::first_chunk) {
            let spaces = (u64::from_le_bytes(*chunk) ^ SPACES).trailing_zeros() as usize / 8;
            at += spaces;
            if spaces < 8 {
                break;
            }
        }
    }
    at
}

/// Returns the end of the string that starts at `at`, if it contains no escape.
#[allow(clippy::inline_always, reason = "as `Reader::declared`")]
#[inline(always)]
pub(crate) fn plain_string(text: &str, at: usize) -> Option<usize> {
    if byte(text, at) != b'"' {
        return None;
    }
    let end = at + 1 + plain_len(text.as_bytes().get(at + 1..)?);
    if byte(text, end) == b'"' { Some(end + 1) } else { None }
}

/// Reads a whole number of up to 18 digits in canonical form. Returns the value and its end.
#[allow(clippy::inline_always, reason = "as `Reader::declared`")]
#[inline(always)]
pub(crate) fn integer(text: &str, at: usize) -> Option<(i64, usize)> {
    let negative = byte(text, at) == b'-';
    let first = at + usize::from(negative);
    let (mut value, mut end) = (0_i64, first);
    while let digit @ b'0'..=b'9' = byte(text, end) {
        if end - first == 18 {
            return None;
        }
        value = value * 10 + i64::from(digit - b'0');
        end += 1;
    }
    let canonical = if byte(text, first) == b'0' { end == first + 1 && !negative } else { end > first };
    if !canonical || matches!(byte(text, end), b'.' | b'e' | b'E') {
        return None;
    }
    Some((if negative { -value } else { value }, end))
}

/// Reads `true` or `false`. Returns the value and its end.
#[inline]
pub(crate) fn boolean(text: &str, at: usize) -> Option<(bool, usize)> {
    let rest = text.as_bytes().get(at..)?;
    if rest.starts_with(b"true") {
        Some((true, at + 4))
    } else if rest.starts_with(b"false") {
        Some((false, at + 5))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{is_special, plain_len};

    #[test]
    fn the_first_special_byte_ends_it_wherever_it_stands_and_whatever_follows() {
        for len in 0..50 {
            for at in 0..len {
                for byte in 0..=u8::MAX {
                    for filling in [b'x', 0x7f, 0xff] {
                        let mut bytes = vec![filling; len];
                        bytes[at] = byte;
                        bytes[len - 1 - at / 2] = b'"';
                        let expected = bytes.iter().position(|byte| is_special(*byte)).unwrap_or(len);
                        assert_eq!(plain_len(&bytes), expected, "{bytes:?}");
                    }
                }
            }
            assert_eq!(plain_len(&vec![b'x'; len]), len);
        }
    }
}
