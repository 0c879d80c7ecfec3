//! Fast paths for exactly spelled names and canonical primitives. Everything else falls back to the reader. A value whose text
//! is not canonical is decoded here too and reported as such.
//!
//! Without [`primitive`] for numbers and booleans, parse/wide of the json bench takes 42 % more instructions, parse/operation 11 %.

use crate::model::kind::Fidelity;
use crate::model::property::Property;
use crate::model::slot::SlotMut;
use crate::model::table::StructuredType;
use crate::syntax::cursor::Cursor;
use crate::syntax::scan::{boolean, integer, plain_len, plain_string};
use crate::syntax::strings::owned;
use crate::syntax::token::Token;

/// Reads a primitive in canonical form, whose first byte is `first`; with a limit of memory, only frequent ones. Returns its end and its fidelity, or `None` if the reader must look closer.
#[allow(clippy::inline_always, reason = "as `Reader::declared`")]
#[inline(always)]
pub(super) fn primitive(
    text: &str,
    from: usize,
    first: u8,
    slot: &mut SlotMut<'_>,
    is_limited: bool,
) -> Option<(usize, Fidelity)> {
    if first == b'"' {
        let end = plain_string(text, from)?;
        return match slot {
            SlotMut::String(prop) => {
                prop.fill(owned(text.get(from + 1..end - 1)?));
                Some((end, Fidelity::Exact))
            }
            SlotMut::Prop(prop) if !is_limited => Some((end, prop.read(&Token::plain(text.get(from..end)?)))),
            _ => None,
        };
    }
    let end = match slot {
        SlotMut::Bool(prop) => {
            let (value, end) = boolean(text, from)?;
            prop.fill(value);
            end
        }
        SlotMut::I32(_) | SlotMut::I64(_) => {
            let (value, end) = integer(text, from)?;
            match slot {
                SlotMut::I32(prop) => prop.fill(i32::try_from(value).ok()?),
                SlotMut::I64(prop) => prop.fill(value),
                _ => {}
            }
            end
        }
        SlotMut::F64(prop) => {
            let (value, end) = float(text, from)?;
            prop.fill(value);
            end
        }
        _ => return None,
    };
    Some((end, Fidelity::Exact))
}

/// The next member, classified by its name.
pub(super) enum Next {
    /// The property at that index of the table, spelled as declared, directly followed by its colon.
    Declared(usize, &'static Property),
    /// Not a declared property and not the tag; its colon ends at that offset.
    Undeclared(usize),
    /// Needs a closer look: the tag, another spelling, white space, or not a name.
    Unclear,
}

/// Classifies the member that starts at `at`. `next` is the index of the property expected next.
#[inline]
pub(super) fn next_member(table: &'static StructuredType, next: usize, text: &str, at: usize) -> Next {
    let Some(rest) = text.as_bytes().get(at..) else { return Next::Unclear };
    if let Some((index, property)) = expected(table.all, next, rest) {
        return Next::Declared(index, property);
    }
    let [b'"', rest @ ..] = rest else { return Next::Unclear };
    let Some((name, [b'"', b':', ..])) = rest.split_at_checked(plain_len(rest)) else { return Next::Unclear };
    if name.first() == Some(&b'@') {
        return Next::Unclear;
    }
    match table.look_up(name) {
        Some((index, true)) => Next::Declared(index, &table.all[index]),
        Some((_, false)) => Next::Unclear,
        None => Next::Undeclared(at + name.len() + 3),
    }
}

/// Returns the property whose name starts here, with its index, if it is one of the two expected next.
#[allow(clippy::inline_always, reason = "as `Reader::declared`")]
#[inline(always)]
pub(super) fn expected(all: &'static [Property], next: usize, bytes: &[u8]) -> Option<(usize, &'static Property)> {
    let at = |index: usize| all.get(index).filter(|property| property.wire_name.starts(bytes));
    match at(next) {
        Some(property) => Some((next, property)),
        None => at(next + 1).map(|property| (next + 1, property)),
    }
}

/// Reads a double whose text is certainly canonical: at most 15 digits and no exponent.
#[inline]
fn float(text: &str, from: usize) -> Option<(f64, usize)> {
    let mut cursor = Cursor::at(text, from);
    let number = cursor.number().ok()?;
    let digits = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = digits.split_once('.')?;
    let shortest = fraction == "0" || !fraction.ends_with('0');
    let large = !whole.starts_with('0') || !fraction.starts_with("00");
    let few = digits.len() <= 16 && !fraction.bytes().any(|byte| byte == b'e' || byte == b'E');
    if shortest && large && few { Some((number.parse().ok()?, cursor.pos)) } else { None }
}
