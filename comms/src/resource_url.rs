//! Reads what a resource URL names: a call, an operation, a participant. Resolves nothing.

use std::borrow::Cow;

/// The resources that the URL of a notification names, each by its id.
///
/// The URL is absolute or relative, with any version in front, in any case. A key is a segment (`calls/7`) or in
/// parentheses (`calls('7')`, `calls(id='7')`), percent-encoded or not. A slash in a key is always encoded.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ResourceUrl {
    /// The call: the key of the last `calls`.
    pub(crate) call: Option<String>,
    /// The last key, unless it is a call's or the URL ends with a collection's name (`…/operations/participants` has
    /// been seen).
    pub(crate) last: Option<String>,
    /// True if the last key is one of `operations`.
    pub(crate) is_operation: bool,
    /// True if the URL ends with `participants`.
    pub(crate) is_participants: bool,
    /// True if the URL ends with the call's key: the call itself changed.
    pub(crate) is_call: bool,
}

impl ResourceUrl {
    pub(crate) fn parse(url: &str) -> Self {
        let path = url.split(['?', '#']).next().unwrap_or_default().trim();
        let path = path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        let mut names = Self::default();
        let mut collection = String::new();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            let segment = decoded(segment);
            match in_parentheses(&segment) {
                Some((name, key)) => {
                    names.add(&name.to_ascii_lowercase(), key);
                    collection.clear();
                }
                None if is_collection(&segment) => {
                    names = Self { call: names.call, ..Self::default() };
                    collection = segment.to_ascii_lowercase();
                    names.is_participants = collection == "participants";
                }
                None => names.add(&std::mem::take(&mut collection), segment.into_owned()),
            }
        }
        names
    }

    fn add(&mut self, collection: &str, key: String) {
        self.is_participants = false;
        self.is_operation = collection == "operations";
        self.is_call = collection == "calls";
        if self.is_call {
            self.call = Some(key);
            self.last = None;
        } else {
            self.last = Some(key);
        }
    }
}

/// Returns whether the segment is a collection's name, and so not an id.
fn is_collection(segment: &str) -> bool {
    ["calls", "operations", "participants"].iter().any(|name| segment.eq_ignore_ascii_case(name))
}

/// Splits `calls('7')` or `calls(id='7')` into the name and the key. A quote in the key is doubled.
fn in_parentheses(segment: &str) -> Option<(&str, String)> {
    let (name, key) = segment.strip_suffix(')')?.split_once('(')?;
    let key = match key.split_once('=') {
        Some((property, value)) if property.eq_ignore_ascii_case("id") => value,
        _ => key,
    };
    let key = key.strip_prefix('\'').and_then(|key| key.strip_suffix('\'')).unwrap_or(key);
    (!name.is_empty() && !key.is_empty()).then(|| (name, key.replace("''", "'")))
}

/// Undoes percent-encoding. A segment that does not decode to UTF-8 stays as it is.
fn decoded(segment: &str) -> Cow<'_, str> {
    if !segment.contains('%') {
        return Cow::Borrowed(segment);
    }
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(segment), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::ResourceUrl;

    /// The URL's call, last key and kind.
    fn named(url: &str) -> String {
        let url = ResourceUrl::parse(url);
        let kind = if url.is_call {
            "call"
        } else if url.is_operation {
            "operation"
        } else {
            "other"
        };
        format!("{} {} {kind}", url.call.as_deref().unwrap_or("-"), url.last.as_deref().unwrap_or("-"))
    }

    #[test]
    fn an_operation_and_its_call_are_named_by_any_spelling() {
        for url in [
            "/v1.0/communications/calls/C-1/operations/op%2F1",
            "communications/calls('C-1')/operations('op%2F1')",
            "https://graph.example.com/v1.0/communications/calls(id='C-1')/operations(ID='op%2F1')?a=/calls/9#calls/8",
            "HTTPS://GRAPH.EXAMPLE.COM/BETA/Communications/Calls/C%2D1/Operations/op%2F1/",
            "/app/calls%28%27C-1%27%29/operations/op%2f1//",
        ] {
            assert_eq!(named(url), "C-1 op/1 operation", "{url}");
        }
    }

    #[test]
    fn keys_may_hold_quotes_and_percent_signs() {
        assert_eq!(named("calls('it''s')/operations('100%25')"), "it's 100% operation");
        assert_eq!(named("calls/100%/operations/%zz%f"), "100% %zz%f operation");
        assert_eq!(named("calls/%ff/operations/x"), "%ff x operation");
        assert_eq!(named("calls(7)/operations(a=b)"), "7 a=b operation");
    }

    #[test]
    fn a_call_or_a_collection_is_not_an_operation() {
        assert_eq!(named("/v1.0/communications/calls/7/"), "7 - call");
        assert_eq!(named("/communications/calls('7')"), "7 - call");
        assert_eq!(named("/communications/calls/7/participants"), "7 - other");
        assert_eq!(named("/communications/calls/7/operations/participants"), "7 - other");
        assert_eq!(named("/communications/calls/7/participants/p1"), "7 p1 other");
        assert_eq!(named("/me/onenote/operations/o1"), "- o1 operation");
        assert_eq!(named("https://operations/operations"), "- - other");
        for empty in ["", "/", "https://graph.example.com", "?calls/7", "()", "calls()"] {
            assert_eq!(ResourceUrl::parse(empty).call, None, "{empty}");
        }
    }
}
