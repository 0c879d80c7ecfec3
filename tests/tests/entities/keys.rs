//! Entities as keys: equal ones have equal hashes.

use entity_core::edm::{Binary, Date, Decimal, Guid};
use entity_core::{ComplexType, DynamicProperties, EnumType, Flags, OneOf, Prop, json};
use std::hash::{BuildHasher, RandomState};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EnumType)]
#[enum_type("contoso.meal")]
enum Meal {
    Lunch,
    Dinner,
    #[other]
    Other(String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, ComplexType)]
#[complex_type("contoso.ticket")]
struct Ticket {
    #[prop("seat")]
    seat: Prop<i64>,
    #[prop("price")]
    price: Prop<Decimal>,
    #[prop("day")]
    day: Prop<Date>,
    #[prop("id")]
    id: Prop<Guid>,
    #[prop("code")]
    code: Prop<Binary>,
    #[prop("meals")]
    meals: Prop<Flags<Meal>>,
    #[prop("next")]
    next: Prop<Box<AnyTicket>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, OneOf)]
#[one_of(base = Ticket)]
enum AnyTicket {
    #[other]
    Other(Ticket),
}

#[track_caller]
fn equal(one: &str, other: &str) {
    let [one, other] = [one, other].map(|text| json::from_str::<AnyTicket>(text).expect("JSON"));
    let state = RandomState::new();
    assert_eq!(one, other);
    assert_eq!(state.hash_one(&one), state.hash_one(&other));
}

#[test]
fn equal_values_in_other_spellings_have_equal_hashes() {
    equal(r#"{"price": 10.50}"#, r#"{"PRICE": "10.5"}"#);
    equal(r#"{"meals": "lunch,dinner"}"#, r#"{"meals": "Dinner, lunch,dinner"}"#);
    equal(r#"{"code": "AQI="}"#, r#"{"code": "AQI"}"#);
    equal(r#"{"seat": null}"#, r#"{"SEAT": null}"#);
    equal(r#"{"seat": []}"#, r#"{"Seat": []}"#);
    equal(r#"{"next": {"next": {"seat": 7}}}"#, r#"{"next": {"next": {"seat": "7"}}}"#);
}

#[test]
fn equal_dynamic_members_have_equal_hashes() {
    equal(r#"{"a": 0.0, "b": -0.0}"#, r#"{"b": 0.0, "a": -0.0}"#);
    equal(r#"{"a": [1e2, "\u0041", {"b": 1, "c": null}]}"#, r#"{ "a" : [100.0,"A",{"c":null,"b":1}] }"#);
    equal(r#"{"a": {"b": 1, "b": 2}}"#, r#"{"a": {"b": 2}}"#);
    equal(r##"{"@odata.type": "#contoso.ticket", "a": true}"##, r#"{"a": true}"#);
    equal(r##"{"@odata.type": "#contoso.pass"}"##, r#"{"@type": "contoso.pass"}"#);
}

#[test]
fn flags_are_sets() {
    let flags = |members: &[Meal]| members.iter().cloned().collect::<Flags<_>>();
    assert_eq!(flags(&[Meal::Lunch, Meal::Dinner]), flags(&[Meal::Dinner, Meal::Lunch]));
    assert_ne!(flags(&[Meal::Lunch]), flags(&[Meal::Lunch, Meal::Dinner]));
    assert_ne!(flags(&[Meal::Lunch, Meal::Dinner]), flags(&[Meal::Lunch]));
}
