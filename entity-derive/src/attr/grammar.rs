//! The attributes: an example of each, the derive that takes it, its keys.

use crate::keys::{self, Key};

/// The look and the keys of one attribute.
pub(crate) struct Grammar {
    pub(crate) attribute: &'static str,
    /// An example, for the errors.
    pub(crate) example: &'static str,
    pub(crate) takes_name: bool,
    /// Lists of keys.
    pub(crate) keys: &'static [&'static [&'static Key]],
    /// Keys one of which is needed, and the message if none is given.
    pub(crate) needs: Option<(&'static [&'static Key], &'static str)>,
}

pub(crate) static PROP: Grammar = Grammar {
    attribute: "prop",
    example: "`#[prop(\"wireName\", …)]`",
    takes_name: true,
    keys: &[keys::PROP],
    needs: None,
};
pub(crate) static ENTITY: Grammar = Grammar {
    attribute: "entity",
    example: "`#[entity(\"namespace.name\", …)]`",
    takes_name: true,
    keys: &[keys::STRUCTURED, keys::WHOLE, keys::GENERAL],
    needs: None,
};
pub(crate) static COMPLEX_TYPE: Grammar = Grammar {
    attribute: "complex_type",
    example: "`#[complex_type(\"namespace.name\", …)]`",
    takes_name: true,
    keys: &[keys::STRUCTURED, keys::WHOLE, keys::GENERAL],
    needs: None,
};
pub(crate) static ENUM_TYPE: Grammar = Grammar {
    attribute: "enum_type",
    example: "`#[enum_type(\"namespace.name\")]`",
    takes_name: true,
    keys: &[keys::GENERAL],
    needs: None,
};
pub(crate) static ONE_OF: Grammar = Grammar {
    attribute: "one_of",
    example: "`#[one_of(base = Type)]`",
    takes_name: false,
    keys: &[keys::ONE_OF, keys::GENERAL],
    needs: Some((&[&keys::BASE, &keys::UNTYPED], "`base` or `untyped` is missing")),
};
pub(crate) static ACTION: Grammar = Grammar {
    attribute: "action",
    example: "`#[action(\"name\", on = Type, …)]`",
    takes_name: true,
    keys: &[keys::ACTION, keys::WHOLE, keys::GENERAL],
    needs: Some((&[&keys::ON], "the type that it is bound to is missing")),
};

/// The attributes above a type, each with its derive.
pub(super) static DERIVES: [(&Grammar, &str); 5] = [
    (&ENTITY, "Entity"),
    (&COMPLEX_TYPE, "ComplexType"),
    (&ACTION, "Action"),
    (&ENUM_TYPE, "EnumType"),
    (&ONE_OF, "OneOf"),
];

impl Grammar {
    pub(super) fn all(&self) -> impl Iterator<Item = &'static Key> + Clone + use<> {
        self.keys.iter().copied().flatten().copied()
    }

    pub(super) fn key(&self, word: &str) -> Option<&'static Key> {
        self.all().find(|key| key.word == word)
    }
}
