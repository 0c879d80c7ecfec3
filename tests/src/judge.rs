//! An oracle for the reader: `serde_json`'s grammar, and the rules that the contract states beside it. Shares no code with the reader.

use crate::edits::is_tag;
use crate::{ALL, Members, faithful};
use entity_core::{Declared, ReadError, Registered, StructuredType, ValueType, json};
use serde_core::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

/// A correct result of reading a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The text is JSON, and was read and written back with nothing lost.
    Accepted,
    /// The text is not JSON, and was refused at the place of the fault.
    Invalid,
    /// The text is JSON, and was refused because a declared property or the tag is given twice.
    Twice,
    /// The text is JSON, and was refused because it nests deeper than 128 levels.
    TooDeep,
    /// The text is JSON, and was refused because it is not an object.
    NoObject,
}

const MAX_DEPTH: usize = 128;

/// Judges the reading of the bytes as a value of the type: `outcome` is the text written back, or the error.
///
/// # Errors
/// The reason why the result is wrong.
pub fn judge(
    bytes: &[u8],
    table: &'static StructuredType,
    outcome: Result<String, json::Error>,
) -> Result<Verdict, String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(invalid) => return not_utf8(bytes, invalid.valid_up_to(), outcome),
    };
    let valid = serde_json::from_str::<IgnoredAny>(text).is_ok();
    match outcome {
        Ok(written) if valid => accepted(text, table, &written).map(|()| Verdict::Accepted),
        Ok(written) => Err(format!("accepted, though not JSON: {text}\nwritten as {written}")),
        Err(error) => {
            place(text, &error)?;
            if valid { refused(text, table, &error) } else { invalid(text, &error).map(|()| Verdict::Invalid) }
        }
    }
}

/// Reads the bytes as that type, by the type itself and by a registry, and judges both.
///
/// # Errors
/// The reason why the result is wrong.
pub fn verdict(known: &'static Registered, bytes: &[u8]) -> Result<Verdict, String> {
    let table = known.structured_type();
    match ALL.read_as(table.name(), bytes) {
        Ok(value) => judge(bytes, table, Ok(json::to_string(&value)))?,
        Err(ReadError::Json(error)) => judge(bytes, table, Err(error))?,
        // The registry alone knows that a tag names another family.
        Err(ReadError::Unrelated { .. }) => Verdict::Accepted,
        Err(error) => return Err(format!("{error}: {}", String::from_utf8_lossy(bytes))),
    };
    judge(bytes, table, known.read(bytes).map(|value| json::to_string(&value)))
}

/// Reads the bytes as a `T`, and judges that; they are read alike through serde.
///
/// # Errors
/// The reason why the result is wrong.
pub fn typed_verdict<T>(bytes: &[u8]) -> Result<Verdict, String>
where
    T: Declared + json::Read + json::Write + DeserializeOwned,
{
    let ours = json::from_slice::<T>(bytes);
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    if ours.is_ok() != serde_json::from_str::<T>(text).is_ok() {
        return Err(format!("serde reads otherwise: {}", String::from_utf8_lossy(bytes)));
    }
    // A `Value` has its members in another order: of two tags, the other one can then make typed data of untyped.
    if let (Ok(_), Ok(value)) = (&ours, serde_json::from_str(text))
        && let Err(error) = json::from_value::<T>(value)
        && !error.message().contains("given twice")
    {
        return Err(format!("refused as a value: {text}\n{error}"));
    }
    judge(bytes, T::TYPE, ours.map(|value| json::to_string(&value)))
}

fn not_utf8(bytes: &[u8], at: usize, outcome: Result<String, json::Error>) -> Result<Verdict, String> {
    // A page of HTML is one in any encoding.
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    let expected = if text.starts_with(b"<") { "an HTML or XML document in place of JSON" } else { "invalid UTF-8" };
    match outcome {
        Err(error) if error.offset() == at && error.message() == expected => Ok(Verdict::Invalid),
        other => Err(format!("invalid UTF-8 at byte {at}, but {other:?}: {:?}", String::from_utf8_lossy(bytes))),
    }
}

/// An accepted text breaks no stated rule and came back.
fn accepted(text: &str, table: &'static StructuredType, written: &str) -> Result<(), String> {
    if depth(text) > MAX_DEPTH {
        return Err(format!("accepted, though {} levels deep: {text}", depth(text)));
    }
    if !text.trim_start().starts_with('{') {
        return Err(format!("accepted, though not an object: {text}"));
    }
    if let Some(name) = declared_twice(text.trim(), table) {
        return Err(format!("accepted, though {name} is given twice: {text}"));
    }
    let back = serde_json::from_str::<IgnoredAny>(written).map(|_| faithful(written));
    if back.as_ref().ok() != Some(&faithful(text)) {
        return Err(format!("not the same:\nread    {text}\nwritten {written}"));
    }
    Ok(())
}

/// Refused JSON breaks the stated rule of the error.
fn refused(text: &str, table: &'static StructuredType, error: &json::Error) -> Result<Verdict, String> {
    let message = error.message();
    let at = text.get(error.offset()..).unwrap_or_default();
    let (verdict, breaks) = if message.contains("given twice") {
        (Verdict::Twice, depth(text) > MAX_DEPTH || repeats(text, text.trim(), table).contains(&error.offset()))
    } else if message.contains("deeper") {
        (Verdict::TooDeep, depth(text) > MAX_DEPTH && at.starts_with(['{', '[']))
    } else if message == "expected an object" {
        (Verdict::NoObject, !text.trim_start().starts_with('{'))
    } else {
        (Verdict::Invalid, false)
    };
    if breaks { Ok(verdict) } else { Err(format!("refused, though JSON: {text}\n{error}")) }
}

/// The error's line and column are those of its byte, which is inside the text.
fn place(text: &str, error: &json::Error) -> Result<(), String> {
    let Some(before) = text.get(..error.offset()) else {
        return Err(format!("byte {} is not a place in it: {text}\n{error}", error.offset()));
    };
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    if (line, column) == (error.line(), error.column()) {
        Ok(())
    } else {
        Err(format!("byte {} is line {line} column {column}: {text}\n{error}", error.offset()))
    }
}

/// Invalid JSON was refused at the first character after which no text could make it JSON, or earlier for a stated rule.
fn invalid(text: &str, error: &json::Error) -> Result<(), String> {
    let (before, after) = text.split_at(error.offset());
    let wrong = |what: &str| Err(format!("refused {what}: {text}\n{error}"));
    if !could_be_json(before) {
        return wrong("too late");
    }
    let stated = ["given twice", "deeper", "expected an object"].iter().any(|rule| error.message().contains(rule));
    match after.chars().next() {
        Some(_) if stated => Ok(()),
        Some(char) if could_be_json(&text[..error.offset() + char.len_utf8()]) => wrong("too early"),
        _ => Ok(()),
    }
}

/// Returns whether more text could make it JSON.
fn could_be_json(text: &str) -> bool {
    let parse = |text: &str| serde_json::from_str::<IgnoredAny>(text).map_or_else(|error| error.is_eof(), |_| true);
    // serde_json reports a number cut off as wrong, and an escape cut off as incomplete, even if its digits are wrong.
    if !parse(text) {
        return text.ends_with(['-', '+', '.', 'e', 'E']) && parse(&format!("{text}0"));
    }
    let is_escape = |at: &usize| text[..*at].bytes().rev().take_while(|byte| *byte == b'\\').count().is_multiple_of(2);
    let escape = text.rfind("\\u").filter(|at| text.len() - at < 6).filter(is_escape);
    let wrong = |at: usize| !text[at + 2..].bytes().all(|byte| byte.is_ascii_hexdigit());
    !escape.is_some_and(|at| wrong(at) && !parse(&format!("{text}000000")))
}

/// The depth of arrays and objects in valid JSON.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => open += 1,
            b'}' | b']' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// The name, the same for all its spellings; `None` if it has a lone surrogate.
fn folded(name: &RawValue) -> Option<String> {
    let name: String = serde_json::from_str(name.get()).ok()?;
    Some(if is_tag(&name) { "@odata.type".to_owned() } else { name.to_ascii_lowercase() })
}

/// The places in `whole` at which an object of `text`, a part of it, repeats a name that some type declares.
fn repeats(whole: &str, text: &str, table: &'static StructuredType) -> Vec<usize> {
    let mut found = Vec::new();
    each_object(text, &mut |members| {
        for (at, (name, _)) in members.iter().enumerate() {
            let Some(folded_name) = folded(name) else { continue };
            let declared = is_tag(&folded_name)
                || table.property(&folded_name).is_some()
                || ALL.iter().any(|type_| type_.structured_type().property(&folded_name).is_some());
            if declared && members[..at].iter().any(|(other, _)| folded(other).as_ref() == Some(&folded_name)) {
                found.push(name.get().as_ptr().addr() - whole.as_ptr().addr());
            }
        }
    });
    found
}

fn each_object<'a>(text: &'a str, found: &mut impl FnMut(&[(&'a RawValue, &'a RawValue)])) {
    if text.starts_with('{')
        && let Ok(Members(members)) = serde_json::from_str(text)
    {
        found(&members);
        for (_, value) in &members {
            each_object(value.get(), found);
        }
    } else if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(text) {
        for item in &items {
            each_object(item.get(), found);
        }
    }
}

/// A name that is given twice although the type declares it, or its base if the tag decides the type.
fn declared_twice(text: &str, table: &'static StructuredType) -> Option<String> {
    let Members(members) = serde_json::from_str(text).ok()?;
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in members {
        let Some(name) = folded(name) else { continue };
        let property = table.property(&name);
        if (is_tag(&name) || property.is_some()) && seen.contains(&name) {
            return Some(name);
        }
        if let Some(twice) = property.and_then(|property| twice_within(value.get(), property.value_type())) {
            return Some(twice);
        }
        seen.push(name);
    }
    None
}

/// Like [`declared_twice`], in a value of the type. A value of another shape is kept as text, so nothing in it is declared.
fn twice_within(text: &str, value: ValueType) -> Option<String> {
    match value {
        ValueType::Structured(table) | ValueType::OneOf(table) if text.starts_with('{') => {
            declared_twice(text, table().0)
        }
        ValueType::Collection(item) | ValueType::NullableCollection(item) if text.starts_with('[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            items.iter().find_map(|text| twice_within(text.get(), *item))
        }
        _ => None,
    }
}
