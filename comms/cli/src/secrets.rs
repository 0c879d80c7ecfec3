//! Finds secrets in JSON text that may be broken, so that no excerpt shows one.

use entity_core::{Deviation, Property, Registered, StructuredType};
use std::ops::Range;
use std::sync::LazyLock;

/// The names of all secret properties of all types.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let types = comms::TYPES.iter().map(Registered::structured_type);
    types.flat_map(StructuredType::declared).filter(|it| it.value_type().is_secret()).map(Property::name).collect()
});

/// Returns whether a member of this name is a secret, in any case.
pub(crate) fn is_secret(name: &str) -> bool {
    NAMES.iter().any(|secret| secret.eq_ignore_ascii_case(name))
}

/// The message of a deviation. Values of declared types hide secrets themselves; schemas do not say what is secret.
pub(crate) fn message(deviation: &Deviation) -> &str {
    let shows_text = matches!(deviation.kind(), "undecodable" | "beyond_range" | "omitted_item" | "unknown_member");
    if shows_text && deviation.path().split('/').any(is_secret) {
        return "a text not shown is not of the property's type";
    }
    deviation.message()
}

/// The ranges of the values of secret members, at any depth.
pub(crate) fn ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            // Any quote may open a name: broken text does not show which quotes do.
            let name = from + text[from..].find('"')? + 1;
            let end = name + text[name..].find('"')?;
            from = end;
            if !(is_secret(&text[name..end]) || is_secret_escaped(&text[name - 1..=end])) {
                continue;
            }
            let gap = |char: char| char.is_ascii_whitespace() || char == ':';
            let start = end + 1 + text[end + 1..].find(|char| !gap(char))?;
            from = start + value_len(&text[start..]);
            // A string equal to such a name has no value after it.
            if from > start {
                return Some(start..from);
            }
        }
    })
}

fn is_secret_escaped(quoted: &str) -> bool {
    quoted.contains('\\') && serde_json::from_str::<String>(quoted).is_ok_and(|name| is_secret(&name))
}

/// The length of the JSON value at the start of the text, or of all the text if the value does not end.
fn value_len(text: &str) -> usize {
    let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' if is_string && depth == 0 => return at + 1,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'[' | b'{' => depth += 1,
            b',' | b']' | b'}' if depth == 0 => return at,
            b']' | b'}' if depth == 1 => return at + 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}
