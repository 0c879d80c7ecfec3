//! What setters take.

use entity_core::{DynamicProperties, Entity, IntoProp, OneOf, Prop, json};
use std::borrow::Cow;

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.letter")]
struct Letter {
    #[prop("title", max_len = 5)]
    title: Prop<String>,
    #[prop("answer")]
    answer: Prop<Box<Letter>>,
    #[prop("draft", non_null)]
    draft: Prop<Box<Letter>>,
    #[prop("about")]
    about: Prop<Box<AnyLetter>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.postcard")]
struct Postcard {
    #[base]
    letter: Letter,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Letter)]
enum AnyLetter {
    Postcard(Box<Postcard>),
    #[other]
    Other(AnyOther),
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Letter)]
enum AnyOther {
    #[other]
    Other(Letter),
}

/// A setter's argument, handed on.
fn titled(title: impl IntoProp<String>) -> Letter {
    let mut letter = Letter::default();
    letter.set_title(title.into_prop()).expect("short");
    letter
}

#[test]
fn a_string_is_set_from_every_text() {
    let owned = String::from("hello");
    let all =
        [titled("hello"), titled(&owned), titled(Cow::Borrowed("hello")), titled(Some(owned.clone())), titled(owned)];
    assert!(all.iter().all(|letter| letter.title() == Some("hello")));
    assert!(titled(None).title.is_absent() && titled(Prop::Null).title.is_null());
}

#[test]
fn a_boxed_property_is_set_to_the_value() {
    let mut letter = Letter::default();
    letter.set_answer(titled("a"));
    assert_eq!(letter.answer().and_then(Letter::title), Some("a"));
    letter.set_answer(Box::new(titled("b")));
    assert_eq!(letter.answer().and_then(Letter::title), Some("b"));
    letter.set_answer(None);
    assert_eq!(json::to_string(&letter), "{}");
    assert!(letter.set_draft(Prop::Null).is_err() && letter.set_draft(titled("c")).is_ok());
    assert_eq!(json::to_string(&letter), r#"{"draft":{"title":"c"}}"#);
}

#[test]
fn a_one_of_is_set_to_the_type_of_a_variant() {
    let mut letter = Letter::default();
    letter.set_about(Postcard::default());
    letter.set_about(Box::new(Postcard::default()));
    assert!(matches!(letter.about(), Some(AnyLetter::Postcard(_))));
    letter.set_about(AnyOther::from(titled("a")));
    assert!(matches!(letter.about(), Some(AnyLetter::Other(_))));
    letter.set_about(None);
    assert!(letter.about().is_none());
}
