//! Percent-encoding: text as a part of a URL.

use std::fmt::Write;

/// Appends the text, escaped for a path segment or a query (RFC 3986).
pub(crate) fn escape(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~':".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}
