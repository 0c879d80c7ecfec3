//! The keys of `#[prop]`: rules and facts of a property.

use super::value::{self, Value};
use super::{Effect, Fits, Given, Key, range, rows};
use crate::errors::Errors;
use crate::kind::Form;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;

const TEXT: Option<Fits> = Some(Fits { places: "`String` and `Secret`", has: Form::is_text, instead: None });
const ITEMS: Option<Fits> = Some(Fits { places: "`Vec`", has: |form| form.items().is_some(), instead: None });
const NUMBERS: Option<Fits> = Some(Fits {
    places: "`u8`, `i8`, `i16`, `i32`, `i64`, `f32` and `f64`",
    has: |form| matches!(form, Form::Number(_)),
    instead: None,
});
const STRUCTURED: Option<Fits> = Some(Fits {
    places: "complex types, entity types and `OneOf`s",
    has: Form::can_default,
    instead: Some(|form| match form {
        Form::Vec(_) => ": a collection reads as empty without it",
        Form::Edm => " of Edm: a type of your own needs another name, `use … as …` gives it one",
        _ => "",
    }),
});

rows! { PROP, prop_rows:
    /// | `max_len = 256` | `String`, `Secret` | at most 256 code points |
    MAX_LEN = "max_len" {
        also: &["len", "length"],
        takes: Some(value::limit),
        fits: TEXT,
        is_alternative: true,
        docs: |most| format!("at most {}", most.counted("character")),
        effect: Effect::Rule(|most, _| quote!(__p::Rule::MaxLen(#most))),
    }
    /// | `min_len = 1` | `String`, `Secret` | at least 1 code point |
    MIN_LEN = "min_len" {
        takes: Some(value::limit),
        fits: TEXT,
        is_alternative: true,
        most: Some(&MAX_LEN),
        docs: |least| format!("at least {}", least.counted("character")),
        effect: Effect::Rule(|least, _| quote!(__p::Rule::MinLen(#least))),
    }
    /// | `range = 0..=99` | numbers | within both ends, which may be constants |
    RANGE = "range" {
        also: &["min", "max", "minimum", "maximum"],
        takes: Some(value::range),
        fits: NUMBERS,
        is_alternative: true,
        is_sound: range::is_sound,
        docs: range::docs,
        effect: Effect::Rule(range::rule),
    }
    /// | `pattern = "^[a-z]+$"` | `String`, `Secret` | contains a match of the regular expression (feature `pattern` of `entity-core`) |
    PATTERN = "pattern" {
        also: &["regex"],
        takes: Some(|key, input| value::text(key, input, "a regular expression in quotes: `pattern = \"^[0-9]+$\"`")),
        fits: TEXT,
        is_alternative: true,
        is_sound: |given, _, errors| pattern_is_sound(given, errors),
        docs: |pattern| format!("matches {}", pattern.code()),
        effect: Effect::Rule(|pattern, _| {
            quote!(__p::Rule::Pattern({ static __PATTERN: __p::Pattern = __p::Pattern::new(#pattern); &__PATTERN }))
        }),
    }
    /// | `max_items = 5` | `Vec` | at most 5 items |
    MAX_ITEMS = "max_items" {
        also: &["count"],
        takes: Some(value::limit),
        fits: ITEMS,
        is_alternative: true,
        docs: |most| format!("at most {}", most.counted("item")),
        effect: Effect::Rule(|most, _| quote!(__p::Rule::MaxItems(#most))),
    }
    /// | `min_items = 1` | `Vec` | at least 1 item |
    MIN_ITEMS = "min_items" {
        takes: Some(value::limit),
        fits: ITEMS,
        is_alternative: true,
        most: Some(&MAX_ITEMS),
        docs: |least| format!("at least {}", least.counted("item")),
        effect: Effect::Rule(|least, _| quote!(__p::Rule::MinItems(#least))),
    }
    /// | `non_null` | all | may be absent, but not null |
    NON_NULL = "non_null" {
        not_with: &[(&REQUIRED, "`required` includes `non_null`: remove this key")],
        docs: |_| "never null".to_owned(),
        effect: Effect::Rule(|_, _| quote!(__p::Rule::NonNull)),
    }
    /// | `required` | all | present and not null, so that the value can be sent |
    REQUIRED = "required" {
        not_with: &[(&READ_ONLY, "only the service sets a `read_only` property: it cannot be required")],
        docs: |_| "required".to_owned(),
        effect: Effect::Rule(|_, _| quote!(__p::Rule::Required)),
    }
    /// | `read_only` | all | set only by the service: has a getter, no setter; to build one in a test, read it with `json::from_str` |
    READ_ONLY = "read_only" {
        also: &["computed"],
        not_in_actions: Some("`read_only` is not for an action's parameters: the client sets them"),
        docs: |_| "set only by the service".to_owned(),
        effect: Effect::Fact(Some("read_only")),
    }
    /// | `default` | structured types | the getter returns an empty value if the property is absent |
    DEFAULT = "default" {
        fits: STRUCTURED,
        docs: |_| "an empty value if there is none".to_owned(),
    }
    /// | `check = path` | all | the user's own rule, `fn(&T) -> Result<(), String>`; `check(name = path)` names it, for several rules |
    CHECK = "check" {
        also: &["validate", "validator"],
        repeats: true,
        takes: Some(|key, input| value::checks(key, input, "T")),
        docs: |path| format!("checked by {}", path.code()),
        effect: Effect::Rule(|path, kind| check_of(path, &kind.ty, "check")),
    }
    /// | `dynamic` | all | typed here, but left open by the schema |
    DYNAMIC = "dynamic" {
        also: &["open"],
        docs: |_| "the schema leaves it open".to_owned(),
        effect: Effect::Fact(Some("dynamic")),
    }
}

/// Calls the function, so that one of `&str` fits a `String`. A misfit is shown at the function's name.
pub(super) fn check_of(value: &Value, ty: &Type, by: &str) -> TokenStream {
    let Value::Check(name, path) = value else { return TokenStream::new() };
    let at = path.path.segments.last().map_or_else(Span::call_site, |segment| segment.ident.span());
    let name = name.as_ref().map_or_else(|| "check".to_owned(), |name| name.unraw().to_string());
    let by = Ident::new(by, Span::call_site());
    let argument = Ident::new("__value", at);
    let call = quote_spanned!(at=> (#argument));
    quote!(__p::Rule::Check(__p::Check::new(#name, |__any| __p::#by::<#ty>(__any, |#argument| #path #call))))
}

#[cfg(feature = "pattern")]
fn pattern_is_sound(given: &Given, errors: &mut Errors) -> bool {
    let Value::Text(pattern) = &given.value else { return false };
    let compiled = regex_lite::Regex::new(&pattern.value());
    if let Err(mistake) = &compiled {
        errors.at(pattern, format_args!("this is not a regular expression: {mistake}"));
    }
    compiled.is_ok()
}

#[cfg(not(feature = "pattern"))]
fn pattern_is_sound(given: &Given, errors: &mut Errors) -> bool {
    errors.at(&given.at, "`pattern` needs the feature `pattern` of entity-core: switch it on in Cargo.toml");
    false
}
