//! Fast paths for exactly spelled names and canonical primitives. Everything else falls back to the reader. A value whose text
//! is not canonical is decoded here too and reported as such.
//!
//! Without [`primitive`] for numbers and booleans, parse/wide of the json bench takes 42 % more instructions, parse/operation 11 %.

use crate::model::kind::Fidelity;
use crate::model::prop::Prop;
use crate::model::property::Property;
use crate::model::slot::SlotMut;
use crate::model::table::StructuredType;
use crate::syntax::cursor::Cursor;
use crate::syntax::scan::{boolean, byte, integer, plain_string};
use crate::syntax::token::Token;

/// Reads a primitive in canonical form; with a limit of memory, only frequent ones. Returns its end and its fidelity, or `None` if the reader must look closer.
#[allow(clippy::inline_always, reason = "as `Reader::declared`")]
#[inline(always)]
pub(super) fn primitive(
    text: &str,
    from: usize,
    slot: &mut SlotMut<'_>,
    is_limited: bool,
) -> Option<(usize, Fidelity)> {
    if byte(text, from) == b'"' {
        let end = plain_string(text, from)?;
        return match slot {
            SlotMut::String(prop) => {
                set_first(prop, text.get(from + 1..end - 1)?.to_owned());
                Some((end, Fidelity::Exact))
            }
            SlotMut::Prop(prop) if !is_limited => Some((end, prop.read(&Token::plain(text.get(from..end)?)))),
            _ => None,
        };
    }
    let end = match slot {
        SlotMut::Bool(prop) => {
            let (value, end) = boolean(text, from)?;
            set_first(prop, value);
            end
        }
        SlotMut::I32(prop) => {
            let (value, end) = integer(text, from)?;
            set_first(prop, i32::try_from(value).ok()?);
            end
        }
        SlotMut::I64(prop) => {
            let (value, end) = integer(text, from)?;
            set_first(prop, value);
            end
        }
        SlotMut::F64(prop) => {
            let (value, end) = float(text, from)?;
            set_first(prop, value);
            end
        }
        _ => return None,
    };
    Some((end, Fidelity::Exact))
}

/// Sets a property that usually has no value yet, without a call to drop the old one.
#[inline]
fn set_first<T>(prop: &mut Prop<T>, value: T) {
    if prop.is_absent() {
        std::mem::forget(std::mem::replace(prop, Prop::Value(value)));
    } else {
        *prop = Prop::Value(value);
    }
}

/// The next member, classified by its name.
pub(super) enum Next {
    /// The property at that index of the table, spelled as declared, directly followed by its colon.
    Declared(usize),
    /// Not a declared property and not the tag; its colon ends at that offset.
    Undeclared(usize),
    /// Needs a closer look: the tag, another spelling, white space, or not a name.
    Unclear,
}

/// Classifies the member that starts at `at`. `next` is the index of the property expected next.
#[inline]
pub(super) fn next_member(table: &'static StructuredType, next: usize, text: &str, at: usize) -> Next {
    if let Some(index) = expected(table.all, next, text.as_bytes().get(at..).unwrap_or_default()) {
        return Next::Declared(index);
    }
    if byte(text, at + 1) == b'@' {
        return Next::Unclear;
    }
    let Some(end) = plain_string(text, at) else { return Next::Unclear };
    let name = text.get(at + 1..end - 1).unwrap_or_default();
    if byte(text, end) != b':' {
        return Next::Unclear;
    }
    match table.look_up(name) {
        Some((index, true)) => Next::Declared(index),
        Some((_, false)) => Next::Unclear,
        None => Next::Undeclared(end + 1),
    }
}

/// Returns the index of the property whose name starts here, if it is one of the two expected next.
#[allow(clippy::inline_always, reason = "as `Reader::declared`")]
#[inline(always)]
pub(super) fn expected(all: &[Property], next: usize, bytes: &[u8]) -> Option<usize> {
    let starts = |index: usize| all.get(index).is_some_and(|property| property.wire_name.starts(bytes));
    if starts(next) {
        return Some(next);
    }
    if starts(next + 1) { Some(next + 1) } else { None }
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
