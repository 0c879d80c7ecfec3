//! The keys of attributes, a row for each: its value, the kinds that it fits, its docs and its generated code.
//!
//! To add a key, add its row to `prop` or `types`. Reading, spelling hints, misfits, the accessors' docs, the tables in the
//! derives' docs and the property table follow from the row.

mod each;
mod prop;
mod range;
mod types;
pub(crate) mod value;

pub(crate) use prop::{ALIAS, DEFAULT, PROP, READ_ONLY, SET, prop_rows};
pub(crate) use types::{
    ABSTRACT, ACTION, BASE, CRATE, FUNCTION, GENERAL, ON, ONE_OF, OPEN, RETURNS, STRUCTURED, UNKNOWN, UNTYPED, WHOLE,
    action_rows, general_rows, one_of_rows, structured_rows, whole_rows,
};
pub(crate) use value::Value;

use crate::errors::Errors;
use crate::text::{distance, plain};
use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Ident, Type};

/// A key of an attribute. `Key::new` is the plainest: a fact without a value that fits everything.
pub(crate) struct Key {
    pub(crate) word: &'static str,
    /// Words that other frameworks have for it.
    pub(crate) also: &'static [&'static str],
    /// May be given several times: each value has a name of its own.
    pub(crate) repeats: bool,
    /// Reads the value behind the key; without it, the key takes none.
    pub(crate) takes: Option<fn(&Ident, ParseStream<'_>) -> syn::Result<Value>>,
    /// A rule that fits some kinds only. The run-time crate decides which: a macro does not know the kind.
    pub(crate) is_fitted: bool,
    /// `each` takes it too, for the items of a collection.
    pub(crate) in_each: bool,
    /// Reports a mistake in the value itself.
    pub(crate) is_sound: fn(&Given, &mut Errors) -> bool,
    /// Keys that exclude this one, with the message.
    pub(crate) not_with: &'static [(&'static Key, &'static str)],
    /// The key that this one needs, with the message.
    pub(crate) only_with: Option<(&'static Key, &'static str)>,
    /// The message if an action's parameter cannot have it.
    pub(crate) not_in_actions: Option<&'static str>,
    /// The phrase in the docs of accessors.
    pub(crate) docs: fn(&Value) -> String,
    pub(crate) effect: Effect,
}

/// The part of a key of `#[prop]` in the property table.
pub(crate) enum Effect {
    /// The rule's expression: a `Rule`.
    Rule(fn(&Value, &Of<'_>) -> TokenStream),
    /// The method of `Property` that it calls; without one, only the derive uses it.
    Fact(Option<&'static str>),
}

/// The value that a rule is about.
pub(crate) struct Of<'a> {
    /// The kind of the property, or the type that the rule stands above.
    pub(crate) ty: &'a Type,
    pub(crate) part: Part,
}

#[derive(Clone, Copy)]
pub(crate) enum Part {
    Property,
    /// The items of the property's collection.
    Item,
    /// The value of the type.
    Whole,
}

/// A key as it was given.
pub(crate) struct Given {
    pub(crate) key: &'static Key,
    /// The key's tokens.
    pub(crate) at: Ident,
    pub(crate) value: Value,
}

impl Key {
    const fn new(word: &'static str) -> Self {
        Self {
            word,
            also: &[],
            repeats: false,
            takes: None,
            is_fitted: false,
            in_each: false,
            is_sound: |_, _| true,
            not_with: &[],
            only_with: None,
            not_in_actions: None,
            docs: |_| String::new(),
            effect: Effect::Fact(None),
        }
    }

    pub(crate) fn is(&self, other: &Self) -> bool {
        self.word == other.word
    }

    pub(crate) const fn is_rule(&self) -> bool {
        matches!(self.effect, Effect::Rule(_))
    }
}

impl Given {
    /// A key with its value, or with each of several values.
    pub(crate) fn all(key: &'static Key, at: &Ident, value: Value) -> impl Iterator<Item = Self> {
        let values = if let Value::Several(values) = value { values } else { vec![value] };
        values.into_iter().map(move |value| Self { key, at: at.clone(), value })
    }
}

/// The rules among the keys, as expressions of the run-time crate's `Rule`.
pub(crate) fn rules(given: &[Given], of: &Of<'_>) -> Vec<TokenStream> {
    let rule =
        |given: &Given| if let Effect::Rule(rule) = given.key.effect { Some(rule(&given.value, of)) } else { None };
    given.iter().filter_map(rule).collect()
}

/// The key that is spelled nearly like `word`, in any case, or that other frameworks call so.
pub(crate) fn nearest(word: &str, mut keys: impl Iterator<Item = &'static Key> + Clone) -> Option<&'static Key> {
    let near = |key: &Key| distance(&plain(word), &plain(key.word));
    let best = keys.clone().min_by_key(|key| near(key))?;
    if near(best) <= (plain(word).len() / 3).max(1) {
        return Some(best);
    }
    keys.find(|key| key.also.contains(&word))
}

/// Declares rows, the list of them, and a macro with their lines for a table in the docs.
macro_rules! rows {
    ($list:ident, $docs:ident: $($(#[doc = $line:literal])+ $name:ident = $word:literal { $($field:ident: $value:expr,)* })+) => {
        $($(#[doc = $line])+ pub(crate) static $name: Key = Key { $($field: $value,)* ..Key::new($word) };)+
        pub(crate) static $list: &[&Key] = &[$(&$name),+];
        macro_rules! $docs {
            () => { concat!($($($line, "\n"),+),+) };
        }
        pub(crate) use $docs;
    };
}
use rows;

#[cfg(test)]
mod tests {
    use super::*;

    fn near(word: &str, keys: &[&'static [&'static Key]]) -> Option<&'static str> {
        nearest(word, keys.iter().copied().flatten().copied()).map(|key| key.word)
    }

    #[test]
    fn spelling() {
        for (word, meant) in [
            ("max_length", Some("max_len")),
            ("maxLen", Some("max_len")),
            ("maxLength", Some("max_len")),
            ("readonly", Some("read_only")),
            ("ReadOnly", Some("read_only")),
            ("length", Some("max_len")),
            ("regex", Some("pattern")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(near(word, &[PROP]), meant, "{word}");
        }
        assert_eq!(near("opn", &[STRUCTURED, GENERAL]), Some("open"));
        assert_eq!(near("oepn", &[STRUCTURED, GENERAL]), Some("open"));
        assert_eq!(near("regex", &[STRUCTURED]), None);
        assert_eq!(near("name", &[ONE_OF, GENERAL]), None);
    }

    #[test]
    fn each_row_documents_its_own_key() {
        let rows = [prop_rows!(), structured_rows!(), whole_rows!(), action_rows!(), one_of_rows!(), general_rows!()];
        let rows = rows.concat();
        let keys = [PROP, STRUCTURED, WHOLE, ACTION, ONE_OF, GENERAL].concat();
        let lines: Vec<_> = rows.lines().collect();
        assert_eq!(lines.len(), keys.len());
        for (line, key) in lines.iter().zip(keys) {
            let shown =
                line.trim_start().strip_prefix("| `").and_then(|line| line.split('`').next()).unwrap_or_default();
            let word = shown.split([' ', '(']).next();
            assert_eq!(word, Some(key.word), "{line}");
            assert_eq!(shown.contains(['=', '(']), key.takes.is_some(), "{line}");
        }
    }
}
