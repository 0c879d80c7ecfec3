//! Names that differ in case alone are different names. Another case of a name means it only if no second name is like it.

use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, OneOf, Prop, Tracked, json};
use serde_json::json;
use tests::faithful;

/// Both names in one type, as services with generated navigation properties have them.
#[allow(clippy::struct_field_names, reason = "names that differ in case alone")]
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.review")]
struct Review {
    #[prop("reviewid")]
    reviewid: Prop<i32>,
    #[prop("ReviewId")]
    review: Prop<Box<Review>>,
    #[prop("Stars")]
    stars: Prop<i32>,
    #[prop("unit")]
    unit: Prop<Unit>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The second name in a subtype.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.longReview")]
struct LongReview {
    #[base]
    base: Review,
    #[prop("stars")]
    half_stars: Prop<String>,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Review)]
enum AnyReview {
    Long(LongReview),
    #[other]
    Other(Review),
}

#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("contoso.unit")]
enum Unit {
    #[member("mW")]
    Milliwatt,
    #[member("MW")]
    Megawatt,
    Volt,
    #[other]
    Other(String),
}

fn assert_kept(value: &impl json::Write, body: &str) {
    assert_eq!(faithful(&json::to_string(value)), faithful(body));
}

#[test]
fn the_exact_name_is_read_set_and_patched() {
    let body = r#"{"ReviewId": {"reviewid": 2}, "reviewid": 1}"#;
    let review: Review = json::from_str(body).expect("both names");
    assert_eq!((review.reviewid(), review.review().and_then(Review::reviewid)), (Some(1), Some(2)));
    assert_kept(&review, body);
    assert!(review.deviations().is_empty());

    let mut review = Review::default();
    review.set_property("ReviewId", json!({"reviewid": 4})).expect("the navigation property");
    review.set_property("reviewid", json!(3)).expect("the number");
    assert_eq!(review.property("reviewid"), Some(json!(3)));
    assert_eq!(review.property("ReviewId"), Some(json!({"reviewid": 4})));
}

#[test]
fn another_case_of_two_names_is_neither() {
    let body = r#"{"REVIEWID": 1, "STARS": 5, "unit": "mw"}"#;
    let review: Review = json::from_str(body).expect("an object");
    assert_eq!((review.reviewid(), review.review()), (None, None));
    assert_eq!(review.dynamic().get::<i32>("REVIEWID"), Some(1), "kept as undeclared");
    assert_eq!(review.stars(), Some(5), "one name alone can be meant");
    assert_eq!(review.unit(), Some(&Unit::Other("mw".into())));
    assert_kept(&review, body);
    assert_eq!(Review::default().structured_type().property("reviewID").map(entity_core::Property::name), None);
}

#[test]
fn members_of_an_enumeration_differ_in_case_too() {
    assert_eq!(Unit::from_member("mW"), Unit::Milliwatt);
    assert_eq!(Unit::from_member("MW"), Unit::Megawatt);
    assert_eq!(Unit::from_member("VOLT"), Unit::Volt);
}

#[test]
fn a_name_before_a_late_tag_is_that_of_the_type_that_the_tag_names() {
    let tag = r##""@odata.type": "#contoso.longReview""##;
    for body in [
        format!(r#"{{"stars": "4.5", {tag}}}"#),
        format!(r#"{{"stars": "4.5", "Stars": 4, {tag}}}"#),
        format!(r#"{{"Stars": 4, "stars": "4.5", {tag}, "x": 1}}"#),
        format!(r#"{{{tag}, "stars": "4.5", "Stars": 4}}"#),
    ] {
        let AnyReview::Long(review) = json::from_str(&body).unwrap_or_else(|error| panic!("{body}: {error}")) else {
            panic!("{body}")
        };
        assert_eq!(review.half_stars(), Some("4.5"), "{body}");
        assert_eq!(review.stars().is_some(), body.contains("Stars"), "{body}");
        assert_kept(&review, &body);
    }
    let late: AnyReview = json::from_str(r#"{"STARS": 4, "UNIT": "volt"}"#).expect("no tag at all");
    assert_eq!((late.stars(), late.unit()), (Some(4), Some(&Unit::Volt)));
    let twice = json::from_str::<AnyReview>(r#"{"STARS": 4, "Stars": 5}"#).expect_err("one property twice");
    assert_eq!(twice.pointer(), "/STARS");
}

/// A complex type, its subtype with the second name, and a type that holds either.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.mark")]
struct Mark {
    #[prop("Value")]
    value: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.textMark")]
struct TextMark {
    #[base]
    base: Mark,
    #[prop("value")]
    text: Prop<String>,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Mark)]
enum AnyMark {
    Text(TextMark),
    #[other]
    Other(Mark),
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.marked")]
struct Marked {
    #[prop("mark")]
    mark: Prop<AnyMark>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[test]
fn a_value_whose_type_changes_is_patched_under_its_own_name() {
    for (old, nulled) in [(r#"{"mark": {"Value": 4}}"#, "Value"), (r#"{"mark": {"VALUE": 4}}"#, "VALUE")] {
        let mut marked = Tracked::new(json::from_str::<Marked>(old).expect("an object"));
        let mut text = TextMark::default();
        text.set_text("four");
        marked.set_mark(text);
        let patch: serde_json::Value = serde_json::from_str(&marked.patch().expect("a change")).expect("JSON");
        assert_eq!(patch["mark"]["value"], "four", "{patch}");
        assert!(patch["mark"].get(nulled).is_none_or(serde_json::Value::is_null), "{patch}");
    }
}
