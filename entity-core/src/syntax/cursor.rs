//! A cursor over JSON text: scans strings, numbers and whole values, and checks them against the grammar. Knows no types.
//!
//! Our own, because no kept parser gives number text, slices of the input, positions and strictness inside skipped values.

use super::scan::{after_spaces, plain_len, plain_string};
use super::strings::Str;

/// The deepest nesting of arrays and objects.
pub(crate) const MAX_DEPTH: u32 = 128;

/// The scan failed. The fault stays in the cursor, so that `Scan<T>` fits in a register.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopped;

/// A fault and its byte offset.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    pub(crate) what: What,
    pub(crate) at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Utf8,
    End,
    Value,
    Literal,
    Number,
    Escape,
    Control,
    Name,
    Colon,
    CommaOrEnd,
    TrailingComma,
    Trailing,
    Depth,
    DepthLimit,
    Memory,
    Twice,
    TagTwice,
    NotObject,
    Empty,
}

pub(crate) type Scan<T> = Result<T, Stopped>;

#[derive(Clone)]
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a str,
    pub(crate) pos: usize,
    /// The fault at `pos`, once a scan has failed.
    what: What,
}

impl<'a> Cursor<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self::at(text, 0)
    }

    pub(crate) const fn at(text: &'a str, pos: usize) -> Self {
        Self { text, pos, what: What::End }
    }

    /// Returns the fault of a failed scan.
    pub(crate) const fn why(&self) -> Fault {
        Fault { what: self.what, at: self.pos }
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.pos).copied()
    }

    #[inline]
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.pos..).unwrap_or_default()
    }

    pub(crate) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    #[cold]
    pub(crate) fn fault<T>(&mut self, what: What) -> Scan<T> {
        self.what = if self.pos >= self.text.len() { What::End } else { what };
        Err(Stopped)
    }

    /// Fails because the document is empty.
    pub(crate) fn empty<T>(&mut self) -> Scan<T> {
        self.what = What::Empty;
        Err(Stopped)
    }

    /// Like [`Self::fault`], at another offset.
    #[cold]
    pub(crate) fn fault_at<T>(&mut self, what: What, at: usize) -> Scan<T> {
        self.pos = at;
        self.fault(what)
    }

    #[inline]
    pub(crate) fn space(&mut self) {
        if let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.pos = after_spaces(self.text, self.pos);
        }
    }

    #[inline]
    pub(crate) fn expect(&mut self, byte: u8, what: What) -> Scan<()> {
        if self.peek() == Some(byte) {
            self.pos += 1;
            Ok(())
        } else {
            self.fault(what)
        }
    }

    pub(crate) fn literal(&mut self, word: &str) -> Scan<()> {
        let rest = self.rest();
        let same = rest.iter().zip(word.as_bytes()).take_while(|(a, b)| a == b).count();
        if same == word.len() {
            self.pos += same;
            return Ok(());
        }
        self.pos += same;
        self.fault(What::Literal)
    }

    /// Skips the string at the opening quote. Returns whether it contains an escape.
    #[inline]
    pub(crate) fn skip_string(&mut self) -> Scan<bool> {
        let bytes = self.text.as_bytes();
        let from = self.pos + 1;
        let end = from + plain_len(bytes.get(from..).unwrap_or_default());
        if bytes.get(end) == Some(&b'"') {
            self.pos = end + 1;
            return Ok(false);
        }
        self.pos = end;
        self.skip_escaped()
    }

    /// Skips the rest of a string that contains an escape or a fault.
    #[cold]
    fn skip_escaped(&mut self) -> Scan<bool> {
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.pos += 1;
                    return Ok(true);
                }
                Some(b'\\') => self.escape()?,
                _ => return self.fault(What::Control),
            }
            self.pos += plain_len(self.rest());
        }
    }

    /// Reads the string at the opening quote.
    #[inline]
    pub(crate) fn string(&mut self) -> Scan<Str<'a>> {
        let from = self.pos + 1;
        let escaped = self.skip_string()?;
        Ok(Str { body: self.slice(from, self.pos - 1), escaped })
    }

    /// Returns the string here and its end, if it contains no escape.
    #[inline]
    pub(crate) fn plain_string(&self) -> Option<(&'a str, usize)> {
        let end = plain_string(self.text, self.pos)?;
        Some((self.text.get(self.pos + 1..end - 1)?, end))
    }

    fn escape(&mut self) -> Scan<()> {
        self.pos += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.pos += 1;
                Ok(())
            }
            Some(b'u') => {
                self.pos += 1;
                for _ in 0..4 {
                    match self.peek() {
                        Some(byte) if byte.is_ascii_hexdigit() => self.pos += 1,
                        _ => return self.fault(What::Escape),
                    }
                }
                Ok(())
            }
            _ => self.fault(What::Escape),
        }
    }

    /// Reads a number as text.
    #[inline]
    pub(crate) fn number(&mut self) -> Scan<&'a str> {
        let from = self.pos;
        self.pos += usize::from(self.peek() == Some(b'-'));
        let first = self.pos;
        self.digits();
        let leading_zero = self.text.as_bytes().get(first) == Some(&b'0');
        if self.pos == first || (leading_zero && self.pos > first + 1) {
            self.pos = self.pos.min(first + 1);
            return self.fault(What::Number);
        }
        if let Some(b'.' | b'e' | b'E') = self.peek() {
            self.fraction()?;
        }
        Ok(self.slice(from, self.pos))
    }

    /// Skips the fraction and the exponent of a number.
    fn fraction(&mut self) -> Scan<()> {
        if self.peek() == Some(b'.') {
            self.pos += 1;
            self.some_digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.pos += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.pos += 1;
            }
            self.some_digits()?;
        }
        Ok(())
    }

    #[inline]
    fn digits(&mut self) {
        self.pos += self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
    }

    fn some_digits(&mut self) -> Scan<()> {
        let from = self.pos;
        self.digits();
        if self.pos == from { self.fault(What::Number) } else { Ok(()) }
    }

    /// Skips a whole value at nesting level `depth`. Not recursive.
    pub(crate) fn skip(&mut self, depth: u32) -> Scan<()> {
        // One bit for each level opened here: 1 for an object, 0 for an array.
        let mut kinds: u128 = 0;
        let mut open = 0;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.skip_string()?;
                }
                Some(b'-' | b'0'..=b'9') => {
                    self.number()?;
                }
                Some(byte @ (b'{' | b'[')) => {
                    if depth + open >= MAX_DEPTH {
                        return self.fault(What::Depth);
                    }
                    self.pos += 1;
                    self.space();
                    let object = byte == b'{';
                    if self.peek() == Some(if object { b'}' } else { b']' }) {
                        self.pos += 1;
                    } else {
                        kinds = kinds << 1 | u128::from(object);
                        open += 1;
                        if object {
                            self.skip_name()?;
                        }
                        continue;
                    }
                }
                Some(b't') => self.literal("true")?,
                Some(b'f') => self.literal("false")?,
                Some(b'n') => self.literal("null")?,
                _ => return self.fault(What::Value),
            }
            if self.close(&mut kinds, &mut open)? {
                return Ok(());
            }
        }
    }

    /// Skips a whole value in text known to be valid, at any depth: a value set in memory may nest deeper than the reader accepts.
    pub(crate) fn pass(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    if self.skip_string().is_err() {
                        return;
                    }
                }
                b'{' | b'[' => {
                    self.pos += 1;
                    open += 1;
                }
                b'}' | b']' if open > 0 => {
                    self.pos += 1;
                    open -= 1;
                }
                _ if open > 0 => self.pos += 1,
                // A number or a literal has no closing byte.
                _ => self.pos += self.rest().iter().take_while(|byte| !b",}] \n\t\r".contains(byte)).count(),
            }
            if open == 0 {
                return;
            }
        }
    }

    /// Moves from the end of a value to the next one, and closes finished levels. Returns whether all levels are closed.
    #[inline]
    fn close(&mut self, kinds: &mut u128, open: &mut u32) -> Scan<bool> {
        while *open > 0 {
            let object = *kinds & 1 == 1;
            self.space();
            match self.peek() {
                Some(b',') => {
                    self.pos += 1;
                    self.space();
                    if object {
                        self.skip_name()?;
                    } else if self.peek() == Some(b']') {
                        return self.fault(What::TrailingComma);
                    }
                    return Ok(false);
                }
                Some(byte) if byte == if object { b'}' } else { b']' } => {
                    self.pos += 1;
                    *kinds >>= 1;
                    *open -= 1;
                }
                _ => return self.fault(What::CommaOrEnd),
            }
        }
        Ok(true)
    }

    fn skip_name(&mut self) -> Scan<()> {
        self.name_starts()?;
        self.skip_string()?;
        self.space();
        self.expect(b':', What::Colon)?;
        self.space();
        Ok(())
    }

    fn name_starts(&mut self) -> Scan<()> {
        match self.peek() {
            Some(b'"') => Ok(()),
            Some(b'}') => self.fault(What::TrailingComma),
            _ => self.fault(What::Name),
        }
    }

    /// Reads a member's name and its colon.
    #[inline]
    pub(crate) fn name(&mut self) -> Scan<Str<'a>> {
        self.name_starts()?;
        let name = self.string()?;
        self.space();
        self.expect(b':', What::Colon)?;
        Ok(name)
    }
}
