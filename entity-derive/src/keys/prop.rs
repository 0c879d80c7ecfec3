//! The keys of `#[prop]`: rules and facts of a property.

use super::value::{self, Value};
use super::{Effect, Given, Key, Of, each, range, rows};
use crate::errors::Errors;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

rows! { PROP, prop_rows:
    /// | `max_len = 256` | text, `Binary` | at most 256 code points, or bytes; the number may be a constant |
    MAX_LEN = "max_len" {
        also: &["len", "length"],
        takes: Some(value::limit),
        is_fitted: true,
        in_each: true,
        docs: |most| format!("at most {}", most.counted("character")),
        effect: Effect::Rule(|most, _| { let most = most.as_limit(); quote!(__p::Rule::MaxLen(#most)) }),
    }
    /// | `min_len = 1` | text, `Binary` | at least 1 code point, or byte |
    MIN_LEN = "min_len" {
        takes: Some(value::limit),
        is_fitted: true,
        in_each: true,
        docs: |least| format!("at least {}", least.counted("character")),
        effect: Effect::Rule(|least, _| { let least = least.as_limit(); quote!(__p::Rule::MinLen(#least)) }),
    }
    /// | `range = 0..=99` | numbers, dates, times, durations | within both ends, or one: `0..`, `..=99`; those of a decimal, a date, a time or a duration may be texts, such as `"0.01"..="2.50"`; constants too |
    RANGE = "range" {
        also: &["min", "max", "minimum", "maximum"],
        takes: Some(value::range),
        is_fitted: true,
        in_each: true,
        docs: range::docs,
        effect: Effect::Rule(|ends, _| range::rule(ends)),
    }
    /// | `pattern = "^[a-z]+$"` | text | contains a match of the regular expression, which may be a constant (feature `pattern` of `entity-core`) |
    PATTERN = "pattern" {
        also: &["regex"],
        takes: Some(value::pattern),
        is_fitted: true,
        in_each: true,
        is_sound: pattern_is_sound,
        docs: |pattern| format!("matches {}", pattern.code()),
        effect: Effect::Rule(|pattern, _| {
            let Value::Pattern(_, pattern) = pattern else { return TokenStream::new() };
            let compiled = quote!(|| { static __COMPILED: __p::Compiled = __p::Compiled::new(); &__COMPILED });
            quote!(__p::Rule::Pattern(__p::Pattern::new(#pattern, #compiled)))
        }),
    }
    /// | `max_items = 5` | collections | at most 5 items |
    MAX_ITEMS = "max_items" {
        also: &["count"],
        takes: Some(value::limit),
        is_fitted: true,
        docs: |most| format!("at most {}", most.counted("item")),
        effect: Effect::Rule(|most, _| { let most = most.as_limit(); quote!(__p::Rule::MaxItems(#most)) }),
    }
    /// | `min_items = 1` | collections | at least 1 item |
    MIN_ITEMS = "min_items" {
        takes: Some(value::limit),
        is_fitted: true,
        docs: |least| format!("at least {}", least.counted("item")),
        effect: Effect::Rule(|least, _| { let least = least.as_limit(); quote!(__p::Rule::MinItems(#least)) }),
    }
    /// | `each(max_len = 10, …)` | collections | rules of each item: `max_len`, `min_len`, `range`, `pattern`, `non_null`, `check`; the path of a violation has the index |
    EACH = "each" {
        also: &["items", "inner"],
        takes: Some(each::read),
        is_fitted: true,
        docs: each::docs,
        effect: Effect::Rule(each::rule),
    }
    /// | `non_null` | all | may be absent, but not null |
    NON_NULL = "non_null" {
        in_each: true,
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
    /// | `set = pub(crate)` | all | the visibility of the setter and of `_mut`, if not that of the type; a `read_only` property has them too |
    SET = "set" {
        also: &["setter", "vis", "visibility"],
        takes: Some(value::visibility),
        docs: Value::reach,
    }
    /// | `alias = "older name"` | all | another wire name that services send, for several repeated: read as the property, kept as received, and reported by `deviations` |
    ALIAS = "alias" {
        also: &["aliases"],
        repeats: true,
        takes: Some(value::name),
        docs: |name| format!("received as {} too", name.code()),
    }
    /// | `default` | structured types | the getter returns an empty value if the property is absent |
    DEFAULT = "default" {
        docs: |_| "an empty value if there is none".to_owned(),
    }
    /// | `check = path` | all | the user's own rule, `fn(&T) -> Result<(), String>`; `check(name = path)` names it, for several rules |
    CHECK = "check" {
        also: &["validate", "validator"],
        repeats: true,
        in_each: true,
        takes: Some(|key, input| value::checks(key, input, "T")),
        docs: |path| format!("checked by {}", path.code()),
        effect: Effect::Rule(check),
    }
    /// | `dynamic` | all | typed here, but left open by the schema |
    DYNAMIC = "dynamic" {
        also: &["open"],
        docs: |_| "the schema leaves it open".to_owned(),
        effect: Effect::Fact(Some("dynamic")),
    }
}

/// Calls the function, so that one of `&str` fits a `String`. A misfit is shown at the function's name.
pub(super) fn check(value: &Value, of: &Of<'_>) -> TokenStream {
    let Value::Check(_, path) = value else { return TokenStream::new() };
    let at = path.path.segments.last().map_or_else(Span::call_site, |segment| segment.ident.span());
    let (name, ty) = (value.rule_name(), of.ty);
    let argument = Ident::new("__value", at);
    let call = quote_spanned!(at=> (#argument));
    let rule = quote!(|#argument| #path #call);
    let checked = match of.part {
        super::Part::Whole => quote!(|__any, _| __p::check_whole::<#ty>(__any, #rule)),
        super::Part::Property => quote!(|__any, _| __p::check::<#ty>(__any, #rule)),
        super::Part::Item => quote!(|__any, __at| __p::check_item::<#ty>(__any, __at, #rule)),
    };
    quote!(__p::Rule::Check(__p::Check::new(#name, #checked)))
}

#[cfg(feature = "pattern")]
fn pattern_is_sound(given: &Given, errors: &mut Errors) -> bool {
    // The value of a constant is checked at its first use.
    let Value::Pattern(Some(pattern), _) = &given.value else { return true };
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
