//! The member that names an object's type: `@odata.type`.

/// Whether a member of that name is the tag.
#[inline]
pub(crate) fn is_tag(name: &str) -> bool {
    name.starts_with('@')
        && (name == "@odata.type" || name.eq_ignore_ascii_case("@odata.type") || name.eq_ignore_ascii_case("@type"))
}

/// The qualified name in a tag: what follows the `#` at its start, or the last one where a context stands before it.
#[inline]
pub(crate) fn type_name(tag: &str) -> &str {
    match tag.strip_prefix('#') {
        Some(name) => name,
        None => tag.rsplit('#').next().unwrap_or(tag),
    }
}
