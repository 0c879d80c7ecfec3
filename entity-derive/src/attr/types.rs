//! `#[entity]`, `#[complex_type]`, `#[enum_type]`, `#[one_of]` and `#[action]`: what stands above a type.

use super::{Grammar, Part, no_value, parts, path, single, value};
use crate::errors::Errors;
use syn::{Ident, LitStr, Path, Type};

/// What an attribute above a type says; each derive takes its part of it.
#[derive(Default)]
pub(crate) struct TypeAttr {
    pub(crate) name: Option<LitStr>,
    pub(crate) is_abstract: bool,
    pub(crate) is_open: bool,
    pub(crate) krate: Option<Path>,
    pub(crate) base: Option<Type>,
    /// What an action is bound to.
    pub(crate) on: Option<Type>,
    pub(crate) returns: Option<Type>,
    pub(crate) is_function: bool,
}

pub(crate) const ENTITY: Grammar = Grammar {
    attribute: "entity",
    example: "`#[entity(\"namespace.name\", …)]`",
    takes_name: true,
    keys: &["abstract", "open", "crate"],
};
pub(crate) const COMPLEX_TYPE: Grammar = Grammar {
    attribute: "complex_type",
    example: "`#[complex_type(\"namespace.name\", …)]`",
    takes_name: true,
    keys: &["abstract", "open", "crate"],
};
pub(crate) const ENUM_TYPE: Grammar = Grammar {
    attribute: "enum_type",
    example: "`#[enum_type(\"namespace.name\")]`",
    takes_name: true,
    keys: &["crate"],
};
pub(crate) const ONE_OF: Grammar =
    Grammar { attribute: "one_of", example: "`#[one_of(base = Type)]`", takes_name: false, keys: &["base", "crate"] };
pub(crate) const ACTION: Grammar = Grammar {
    attribute: "action",
    example: "`#[action(\"name\", on = Type, …)]`",
    takes_name: true,
    keys: &["on", "returns", "function", "crate"],
};

/// The attributes that stand above a type, and the derives that take them.
const DERIVES: [(&str, &str); 5] = [
    ("entity", "Entity"),
    ("complex_type", "ComplexType"),
    ("action", "Action"),
    ("enum_type", "EnumType"),
    ("one_of", "OneOf"),
];

/// Whether another derive's attribute is there, which is a mistake.
fn another(input: &syn::DeriveInput, grammar: &Grammar, errors: &mut Errors) -> bool {
    let derive = DERIVES.iter().find_map(|(attribute, derive)| (*attribute == grammar.attribute).then_some(*derive));
    let before = errors.count();
    for attr in &input.attrs {
        let found = DERIVES.iter().find(|(name, _)| *name != grammar.attribute && attr.path().is_ident(name));
        if let (Some((found, _)), Some(derive)) = (found, derive) {
            errors.at(attr.path(), format_args!("`{derive}` takes {}, not `#[{found}]`", grammar.example));
        }
    }
    errors.count() > before
}

/// Whether the type is another derive's too, whose attribute is first, which is a mistake: what both write would conflict.
pub(crate) fn is_anothers(input: &syn::DeriveInput, grammar: &Grammar, errors: &mut Errors) -> bool {
    let is = |attr: &syn::Attribute, name: &str| attr.path().is_ident(name);
    let mut of_derives = input.attrs.iter().filter(|attr| DERIVES.iter().any(|(name, _)| is(attr, name)));
    of_derives.next().is_some_and(|first| !is(first, grammar.attribute))
        && of_derives.any(|attr| is(attr, grammar.attribute))
        && another(input, grammar, errors)
}

impl TypeAttr {
    /// Reads the one attribute of that grammar; a mistake at the type's name where there is none.
    pub(crate) fn parse(input: &syn::DeriveInput, grammar: &Grammar, errors: &mut Errors) -> Self {
        let mut this = Self::default();
        let has_another = another(input, grammar, errors);
        let Some(attr) = single(&input.attrs, grammar.attribute, errors) else {
            if !has_another {
                errors.at(&input.ident, format_args!("{} is missing above this type", grammar.example));
            }
            return this;
        };
        let before = errors.count();
        parts(attr, grammar, errors, |part, input| {
            match part {
                Part::Name(name) => this.name = Some(name),
                Part::Key(key) => this.set(&key, input)?,
            }
            Ok(())
        });
        if grammar.keys.contains(&"base") && this.base.is_none() && errors.count() == before {
            errors.at(&attr.meta, format_args!("the base is missing: {}", grammar.example));
        }
        if grammar.keys.contains(&"on") && this.on.is_none() && errors.count() == before {
            errors.at(&attr.meta, format_args!("the type that it is bound to is missing: {}", grammar.example));
        }
        this
    }

    fn set(&mut self, key: &Ident, input: syn::parse::ParseStream<'_>) -> syn::Result<()> {
        match key.to_string().as_str() {
            "abstract" => {
                self.is_abstract = true;
                no_value(key, input)
            }
            "open" => {
                self.is_open = true;
                no_value(key, input)
            }
            "function" => {
                self.is_function = true;
                no_value(key, input)
            }
            "on" => {
                self.on = Some(value(key, input, "the type that it is bound to: `on = Call`")?);
                Ok(())
            }
            "returns" => {
                self.returns = Some(value(key, input, "the type of the answer: `returns = Page<Presence>`")?);
                Ok(())
            }
            "base" => {
                self.base = Some(value(key, input, "the type that all variants derive from: `base = Operation`")?);
                Ok(())
            }
            _ => {
                self.krate = Some(path(key, input, "the path of entity-core: `crate = my_crate::entity_core`")?);
                Ok(())
            }
        }
    }
}
