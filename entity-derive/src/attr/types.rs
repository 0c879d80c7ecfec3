//! `#[entity]`, `#[complex_type]`, `#[enum_type]` and `#[one_of]`: what stands above a type.

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
}

pub(crate) const ENTITY: Grammar =
    Grammar { attribute: "entity", example: "`#[entity(\"namespace.name\", …)]`", takes_name: true, keys: &["abstract", "open", "crate"] };
pub(crate) const COMPLEX_TYPE: Grammar =
    Grammar { attribute: "complex_type", example: "`#[complex_type(\"namespace.name\", …)]`", takes_name: true, keys: &["abstract", "open", "crate"] };
pub(crate) const ENUM_TYPE: Grammar = Grammar { attribute: "enum_type", example: "`#[enum_type(\"namespace.name\")]`", takes_name: true, keys: &["crate"] };
pub(crate) const ONE_OF: Grammar = Grammar { attribute: "one_of", example: "`#[one_of(base = Type)]`", takes_name: false, keys: &["base", "crate"] };

impl TypeAttr {
    /// Reads the one attribute of that grammar; a mistake at the type's name where there is none.
    pub(crate) fn parse(input: &syn::DeriveInput, grammar: &Grammar, errors: &mut Errors) -> Self {
        let mut this = Self::default();
        let Some(attr) = single(&input.attrs, grammar.attribute, errors) else {
            errors.at(&input.ident, format_args!("{} is missing above this type", grammar.example));
            return this;
        };
        let before = errors.count();
        parts(attr, grammar, errors, |part, input, _| {
            match part {
                Part::Name(name) => this.name = Some(name),
                Part::Key(key) => this.set(&key, input)?,
            }
            Ok(())
        });
        if grammar.keys.contains(&"base") && this.base.is_none() && errors.count() == before {
            errors.at(&attr.meta, format_args!("the base is missing: {}", grammar.example));
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
            "base" => {
                self.base = Some(value(key, input, "the type that all variants derive from: `base = CommsOperation`")?);
                Ok(())
            }
            _ => {
                self.krate = Some(path(key, input, "the path of entity-core: `crate = my_crate::entity_core`")?);
                Ok(())
            }
        }
    }
}
