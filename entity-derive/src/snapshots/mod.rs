//! The generated code as files to read: a type, a line, the derive's code for the type. To accept a change of the code, run
//! `UPDATE_SNAPSHOTS=1 cargo test -p entity-derive snapshots` and read the difference.

use super::*;
use proc_macro2::TokenTree;
use std::path::Path;
use syn::ext::IdentExt;

/// The line between a type and its code.
const LINE: &str = "\n// ---- writes ----\n\n";

#[track_caller]
fn check(name: &str, steps: impl FnOnce(&DeriveInput, &mut Errors) -> TokenStream) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/snapshots").join(name);
    let file = std::fs::read_to_string(&path).expect("a snapshot").replace("\r\n", "\n");
    let (input, kept) = file.split_once(LINE).unwrap_or((&file, ""));
    let mut errors = Errors::default();
    let code = steps(&ast::parse(input.parse().expect("tokens")).expect("a type"), &mut errors);
    assert_eq!(errors.messages(), [""; 0]);
    bound_names_are_reserved(input, &code);
    let code = prettyplease::unparse(&syn::parse2(code).expect("items"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, format!("{input}{LINE}{code}")).expect("written");
    } else {
        let at = kept.lines().zip(code.lines()).position(|(kept, new)| kept != new);
        let at = at.unwrap_or_else(|| kept.lines().count().min(code.lines().count()));
        let (kept_line, new_line) = (kept.lines().nth(at), code.lines().nth(at));
        assert!(kept == code, "{name} changed, first in line {}:\n-{kept_line:?}\n+{new_line:?}", at + 1);
    }
}

/// A binding is a pattern, and an item of that name in the user's scope would be meant instead: so all start with `__`. A name
/// may be bound unless something in front of it shows what it refers to: `.`, `::`, `'`, `fn`. Field names of the table are
/// exempt, and so are words of the language, of attributes and of the user's own type.
fn bound_names_are_reserved(input: &str, code: &TokenStream) {
    const TABLE: &[&str] = &["name", "place", "members"];
    const WORDS: &[&str] = &[
        "as",
        "const",
        "crate",
        "dyn",
        "false",
        "fn",
        "for",
        "if",
        "impl",
        "let",
        "match",
        "mut",
        "return",
        "self",
        "static",
        "true",
        "type",
        "use",
        "pub",
        "where",
        "entity_core",
        "automatically_derived",
        "doc",
        "inline",
        "must_use",
        "concat",
        "deprecated",
        "cfg",
    ];
    let own: Vec<&str> = input.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let mut last = String::from(".");
    let mut next = vec![code.clone().into_iter()];
    while let Some(tokens) = next.last_mut() {
        let Some(token) = tokens.next() else {
            next.pop();
            continue;
        };
        let is_named = tokens.clone().next().is_some_and(|token| token.to_string() == ":");
        if let TokenTree::Ident(ident) = &token {
            let word = ident.unraw().to_string();
            let refers = [".", ":", "'", "fn"].contains(&last.as_str());
            let is_reserved = word.starts_with("__") || word.starts_with(|first: char| !first.is_lowercase());
            let is_exempt = WORDS.contains(&&*word) || (is_named && TABLE.contains(&&*word)) || own.contains(&&*word);
            assert!(refers || is_reserved || is_exempt, "`{word}` may be bound, behind `{last}`");
        }
        last = token.to_string();
        if let TokenTree::Group(group) = token {
            last = String::new();
            next.push(group.stream().into_iter());
        }
    }
}

#[test]
fn entity() {
    check("entity.rs", |input, errors| structured(input, ast::Category::Entity, errors));
}

#[test]
fn complex_type() {
    check("complex_type.rs", |input, errors| structured(input, ast::Category::Complex, errors));
}

#[test]
fn action() {
    check("action.rs", |input, errors| structured(input, ast::Category::Action, errors));
}

#[test]
fn enum_type() {
    check("enum_type.rs", enumeration);
}

#[test]
fn one_of() {
    check("one_of.rs", choice);
}

#[test]
fn untyped() {
    check("untyped.rs", choice);
}
