//! Annotations by their names: a patch contains some of them.

/// How a patch treats a member, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name<'a> {
    /// A property.
    Property,
    /// Control information that is never sent: `@odata.etag`, `owner@odata.navigationLink`. The tag too, which is written apart.
    Control,
    /// The type of a property, `size@odata.type`. Sent with the property.
    TypeOf(&'a str),
    /// Control information of requests, `owner@odata.bind`. Sent if it changed, never as null.
    Request,
    /// An annotation of another vocabulary: of a property, or of the object if the property's name is empty. Sent with the
    /// property, or if it changed.
    Own(&'a str),
}

pub(super) fn classify(name: &str) -> Name<'_> {
    let Some((target, term)) = name.rsplit_once('@') else { return Name::Property };
    let (namespace, control) = term.rsplit_once('.').unwrap_or(("", term));
    // OData 4.01 leaves out `odata.`; terms of other vocabularies always have a namespace.
    if !namespace.is_empty() && !namespace.eq_ignore_ascii_case("odata") {
        return Name::Own(target);
    }
    let is = |other: &str| control.eq_ignore_ascii_case(other);
    match target {
        "" => Name::Control,
        _ if is("type") => Name::TypeOf(target),
        _ if is("bind") || is("delta") => Name::Request,
        _ => Name::Control,
    }
}

/// Returns whether a value with another such member is another value.
pub(super) fn counts(name: &str) -> bool {
    matches!(classify(name), Name::Property | Name::Own(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_both_versions_of_odata() {
        for name in
            ["@odata.etag", "@etag", "@ODATA.context", "@odata.type", "boss@odata.navigationLink", "boss@count", "@"]
        {
            assert_eq!(classify(name), Name::Control, "{name}");
        }
        for (name, kind) in [
            ("size", Name::Property),
            ("size@odata.type", Name::TypeOf("size")),
            ("size@type", Name::TypeOf("size")),
            ("boss@odata.bind", Name::Request),
            ("boss@bind", Name::Request),
            ("@acme.note", Name::Own("")),
            ("size@acme.odata.type", Name::Own("size")),
            ("size@acme.note@odata.type", Name::TypeOf("size@acme.note")),
        ] {
            assert_eq!(classify(name), kind, "{name}");
        }
    }
}
