//! The type tag: the member `@odata.type` that names an object's type.

/// Returns whether a member of this name is the tag.
#[inline]
pub(crate) fn is_tag(name: &str) -> bool {
    name.starts_with('@')
        && (name == "@odata.type" || name.eq_ignore_ascii_case("@odata.type") || name.eq_ignore_ascii_case("@type"))
}

/// Returns the qualified name in a tag: the text behind its leading `#`, or behind the last `#` if a context precedes it.
#[inline]
pub(crate) fn type_name(tag: &str) -> &str {
    match tag.strip_prefix('#') {
        Some(name) => name,
        None => tag.rsplit('#').next().unwrap_or(tag),
    }
}
