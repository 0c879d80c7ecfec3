//! Names as text: spelling, wire names, type names, tokens for people. Knows no attribute.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The word without case and underscores, in which spellings differ.
pub(crate) fn plain(word: &str) -> String {
    word.to_lowercase().replace('_', "")
}

/// The number of characters to change, add, drop, or swap with the next one.
pub(crate) fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut rows = vec![vec![0; to.len() + 1]; from.len() + 1];
    for i in 0..=from.len() {
        for j in 0..=to.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = rows[i - 1][j - 1] + usize::from(from[i - 1] != to[j - 1]);
                let best = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                let swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                if swapped { best.min(rows[i - 2][j - 2] + 1) } else { best }
            };
        }
    }
    rows[from.len()][to.len()]
}

/// `` `a`, `b`, `c` ``
pub(crate) fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The wire name of a variant without `#[member]`: its first letter in lower case.
pub(crate) fn lower_camel(variant: &str) -> String {
    let mut rest = variant.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}

/// The mistake in a property's wire name.
pub(crate) fn wire_name_mistake(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("a wire name is not empty");
    }
    if name.starts_with('@') {
        return Some("a wire name does not start with `@`: annotations are kept among the dynamic properties");
    }
    (unwritable(name) || name.contains(char::is_whitespace))
        .then_some("a wire name has no spaces, quotes, backslashes or control characters")
}

/// The mistake in an enumeration member's wire name.
pub(crate) fn member_mistake(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("a member's name is not empty");
    }
    if name.contains(',') {
        return Some("a member's name has no comma: a comma separates the members of a flags enumeration");
    }
    (unwritable(name) || name.contains(char::is_whitespace))
        .then_some("a member's name has no spaces, quotes, backslashes or control characters")
}

/// The mistake in a type's name.
pub(crate) fn type_name_mistake(name: &str) -> Option<&'static str> {
    if !name.contains('.') || name.split('.').any(str::is_empty) {
        return Some("a type's name is qualified, without empty parts: `\"namespace.name\"`");
    }
    let is_foreign = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_' && c != '.';
    name.contains(|c: char| is_foreign(c) || c.is_whitespace() || c.is_control())
        .then_some("a type's name has letters, digits and `_` between its dots, and no `#` in front")
}

/// The mistake in an action's name.
pub(crate) fn action_name_mistake(name: &str) -> Option<&'static str> {
    let is_word = name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_numeric());
    (name.is_empty() || !is_word).then_some("an action's name is one word, without its namespace: `\"playPrompt\"`")
}

fn unwritable(name: &str) -> bool {
    name.contains(|c: char| c == '"' || c == '\\' || c.is_control())
}

/// Tokens as people write them: `Vec<Option<String>>`, `-5`, `limits::MAX`.
pub(crate) fn shown(tokens: impl ToTokens) -> String {
    let tokens: TokenStream = tokens.into_token_stream();
    let spaced = tokens.to_string();
    let mut text = String::with_capacity(spaced.len());
    let mut rest = spaced.chars().peekable();
    while let Some(c) = rest.next() {
        let needed = |neighbour: Option<char>| neighbour.is_some_and(|c| c.is_alphanumeric() || c == '_');
        if c != ' ' || (needed(text.chars().last()) && needed(rest.peek().copied())) {
            text.push(c);
            if c == ',' {
                text.push(' ');
            }
        }
    }
    text
}

/// Text as code in Markdown, even if it contains backticks.
pub(crate) fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Methods that an accessor must not hide: those of the framework's traits, and of std's traits that are called by name.
pub(crate) const TAKEN: &[&str] = &[
    "validate",
    "deviations",
    "property",
    "set_property",
    "properties",
    "received",
    "dynamic",
    "dynamic_mut",
    "structured_type",
    "finality",
    "as_node",
    "encode",
    "is_exact",
    "is_beyond_range",
    "default",
    "clone",
    "clone_into",
    "to_owned",
    "clone_from",
    "eq",
    "ne",
    "fmt",
    "deref",
    "deref_mut",
    "from",
    "into",
    "try_from",
    "try_into",
    "as_ref",
    "as_mut",
    "borrow",
    "borrow_mut",
    "to_string",
    "type_id",
    "serialize",
    "deserialize",
    "drop",
    "hash",
    "cmp",
    "partial_cmp",
];

/// Like [`TAKEN`], for actions only.
pub(crate) const TAKEN_IN_ACTIONS: &[&str] = &["request", "answer"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_shown_as_written() {
        assert_eq!(shown(quote::quote!(Vec<Option<a::B>>)), "Vec<Option<a::B>>");
        assert_eq!(shown(quote::quote!(-5)), "-5");
        assert_eq!(shown(quote::quote!(Box<dyn Any>)), "Box<dyn Any>");
    }

    #[test]
    fn names() {
        assert_eq!(lower_camel("SkypeForBusiness"), "skypeForBusiness");
        assert!(type_name_mistake("microsoft.graph.call").is_none());
        assert!(type_name_mistake("größe.T_1").is_none());
        assert!(
            [
                "",
                ".",
                "call",
                "a..b",
                ".a",
                "a.",
                "a.b c",
                "#a.b",
                "a.\"b",
                "Collection(a.b)",
                "a/b.c",
                "a.b,c",
                "a.b;",
                "a-x.b!"
            ]
            .iter()
            .all(|name| type_name_mistake(name).is_some())
        );
        assert!(wire_name_mistake("a@odata.bind").is_none());
        assert!(["", "@a", "a\"", "\\", "\n", "a b", " a"].iter().all(|name| wire_name_mistake(name).is_some()));
    }
}
