//! What each derive writes, as files to read: the type it stands on, a line, the code. A change of the code shows as a change
//! of them. After one that is meant: `UPDATE_SNAPSHOTS=1 cargo test -p entity-derive snapshots`, then read what changed.

use super::*;
use std::path::Path;

/// What stands between a type and its code.
const LINE: &str = "\n// ---- writes ----\n\n";

#[track_caller]
fn check(name: &str, steps: impl FnOnce(&DeriveInput, &mut Errors) -> TokenStream) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/snapshots").join(name);
    let file = std::fs::read_to_string(&path).expect("a snapshot").replace("\r\n", "\n");
    let (input, kept) = file.split_once(LINE).unwrap_or((&file, ""));
    let mut errors = Errors::default();
    let code = steps(&ast::parse(input.parse().expect("tokens")).expect("a type"), &mut errors);
    assert_eq!(errors.messages(), [""; 0]);
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
