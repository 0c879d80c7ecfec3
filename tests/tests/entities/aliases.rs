//! Older names of properties, and who may set a property.

use entity_core::{ComplexType, DynamicProperties, Entity, OneOf, Prop, Tracked, json};
use serde_json::{Value, json};
use tests::read;

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("post.parcel")]
struct Parcel {
    #[prop("weightInGrams", alias = "weight", alias = "grams", range = 1..=9000)]
    weight: Prop<i32>,
    #[prop("labels", alias = "tags", each(max_len = 3))]
    labels: Prop<Vec<String>>,
    #[prop("origin", alias = "from", default)]
    origin: Prop<Place>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("post.place")]
struct Place {
    #[prop("town", alias = "city")]
    town: Prop<String>,
    #[prop("Zip", alias = "code")]
    zip: Prop<String>,
    #[prop("zip")]
    zip_: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("post.express")]
struct Express {
    #[base]
    parcel: Parcel,
    #[prop("hours", alias = "time")]
    hours: Prop<i32>,
    #[prop("Grams")]
    tons: Prop<i32>,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Parcel)]
enum AnyParcel {
    Express(Express),
    #[other]
    Other(Parcel),
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("post.van")]
struct Van {
    #[prop("load", alias = "cargo")]
    load: Prop<Vec<AnyParcel>>,
    #[prop("first", alias = "next")]
    first: Prop<AnyParcel>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `path kind` of each deviation.
fn odd(value: &impl Entity) -> Vec<String> {
    value.deviations().iter().map(|deviation| format!("{} {}", deviation.path(), deviation.kind())).collect()
}

#[test]
fn an_older_name_is_read_as_the_property_and_kept() {
    for (body, odd_paths) in [
        (
            r#"{"weight":7,"tags":["a"],"from":{"city":"Bern"},"more":1}"#,
            vec!["/weightInGrams alias", "/labels alias", "/origin alias", "/origin/town alias"],
        ),
        (r#"{"more":1,"grams":7,"labels":["a"],"origin":{"town":"Bern"}}"#, vec!["/weightInGrams alias"]),
        (
            r#"{"GRAMS":7,"Tags":["a"],"origin":{"City":"Bern"},"more":1}"#,
            vec!["/weightInGrams alias", "/labels alias", "/origin/town alias"],
        ),
        (r#"{"WEIGHTINGRAMS":7,"labels":["a"],"origin":{"town":"Bern"},"more":1}"#, vec!["/weightInGrams name_case"]),
    ] {
        let parcel: Parcel = read(body);
        assert_eq!(
            (parcel.weight(), parcel.labels(), parcel.origin().town()),
            (Some(7), &["a".to_owned()][..], Some("Bern")),
            "{body}"
        );
        assert_eq!(parcel.dynamic().get("more"), Some(1), "{body}");
        assert_eq!(odd(&parcel), odd_paths, "{body}");
        assert_eq!(tests::faithful(&json::to_string(&parcel)), tests::faithful(body));
        let through_serde: Parcel = serde_json::from_str(body).expect("JSON");
        assert_eq!((through_serde.weight(), through_serde == parcel), (Some(7), true), "{body}");
    }
}

#[test]
fn both_names_at_once_are_the_property_twice() {
    for body in [
        r#"{"weight": 1, "weightInGrams": 1}"#,
        r#"{"grams": 1, "weight": 1}"#,
        r#"{"weight": 1, "WEIGHT": 1}"#,
        r#"{"origin": {"town": "a", "city": "a"}}"#,
    ] {
        assert!(json::from_str::<Parcel>(body).is_err(), "{body}");
    }
    let mut parcel: Parcel = read(r#"{"weight": 1}"#);
    parcel.dynamic_mut().insert("grams", json!(5));
    assert_eq!(
        parcel.validate().expect_err("the property's name").to_string(),
        "/grams: a dynamic property has the name of a declared one (dynamic)"
    );
}

#[test]
fn rules_and_reflection_take_it_too() {
    let parcel: Parcel = read(r#"{"weight": 0, "tags": ["much too long"]}"#);
    let paths: Vec<_> =
        parcel.validate().expect_err("two").iter().map(|violation| violation.path().to_owned()).collect();
    assert_eq!(paths, ["/weightInGrams", "/labels/0"]);
    assert_eq!((parcel.property("grams"), parcel.received("weight")), (Some(json!(0)), Some("0")));
    let mut parcel = Parcel::default();
    assert_eq!(parcel.set_property("weight", json!(0)).expect_err("too light").path(), "/weightInGrams");
    parcel.set_property("grams", json!(5)).expect("within");
    assert_eq!(json::to_string(&parcel), r#"{"weightInGrams":5}"#);
    let aliases: Vec<_> = Express::default()
        .structured_type()
        .aliases()
        .map(|(alias, property)| format!("{alias} {}", property.name()))
        .collect();
    assert_eq!(aliases, ["time hours", "weight weightInGrams", "grams weightInGrams", "tags labels", "from origin"]);
}

#[test]
fn an_exact_name_comes_before_an_alias_in_another_case() {
    let express: Express = read(r#"{"Grams": 2, "grams": 7, "TIME": 3}"#);
    assert_eq!((express.tons(), express.weight(), express.hours()), (Some(2), Some(7), Some(3)));
    let place: Place = read(r#"{"Zip": "a", "zip": 2}"#);
    assert_eq!((place.zip(), place.zip_()), (Some("a"), Some(2)));
    let unclear: Place = read(r#"{"ZIP": 5, "Code": "x"}"#);
    assert_eq!((unclear.zip(), unclear.dynamic().get("ZIP")), (Some("x"), Some(5)));
}

#[test]
fn a_late_tag_may_declare_it() {
    let parcel: AnyParcel = read(r##"{"time": 5, "Grams": 2, "weight": 7, "@odata.type": "#post.express"}"##);
    let AnyParcel::Express(express) = &parcel else { panic!("{parcel:?}") };
    assert_eq!((express.hours(), express.tons(), express.weight()), (Some(5), Some(2), Some(7)));
    let other: AnyParcel = read(r#"{"time": 5, "weight": 7}"#);
    assert_eq!((other.weight(), other.dynamic().get("time")), (Some(7), Some(5)));
}

#[test]
fn a_patch_has_the_name_that_the_service_sent() {
    let read: Van =
        read(r#"{"cargo": [{"weight": 5}], "next": {"weight": 5, "from": {"city": "Bern", "code": "3000"}}}"#);
    let mut van = Tracked::new(read);
    van.first_mut().expect("one").set_weight(6).expect("within");
    van.first_mut().expect("one").origin_mut().set_town("Thun");
    assert_eq!(van.patch().as_deref(), Some(r#"{"next":{"weight":6,"from":{"city":"Thun"}}}"#));
    van.first_mut().expect("one").set_origin(None);
    assert_eq!(van.patch().as_deref(), Some(r#"{"next":{"weight":6,"from":null}}"#));
    van.load_mut().push(AnyParcel::Other(Parcel::default()));
    let patch: Value = serde_json::from_str(&van.patch().expect("changes")).expect("JSON");
    assert_eq!(patch["cargo"], json!([{"weight": 5}, {}]));
    // Of a value of another type, the names are the old ones too.
    let mut express = Express::default();
    express.set_hours(3);
    van.set_first(express);
    let patch: Value = serde_json::from_str(&van.patch().expect("changes")).expect("JSON");
    assert_eq!(patch["next"], json!({"@odata.type": "#post.express", "weight": null, "from": null, "hours": 3}));
}

/// A crate that is the service: it sets what clients may not.
mod bank {
    use entity_core::{ComplexType, DynamicProperties, Entity, Prop};

    #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    #[complex_type("bank.owner")]
    pub(super) struct Owner {
        #[dynamic]
        dynamic: DynamicProperties,
    }

    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("bank.account")]
    pub(super) struct Account {
        #[prop("id", read_only, set = pub(crate), max_len = 3)]
        id: Prop<String>,
        #[prop("owner", read_only, set = pub(super), default)]
        owner: Prop<Owner>,
        #[prop("notes", set = pub(in crate::aliases))]
        notes: Prop<Vec<String>>,
        #[prop("balance", set = pub(self))]
        balance: Prop<i64>,
        #[dynamic]
        dynamic: DynamicProperties,
    }

    impl Account {
        pub(super) fn book(&mut self, amount: i64) {
            self.set_balance(self.balance().unwrap_or(0) + amount);
        }
    }
}

#[test]
fn a_property_may_be_set_by_some() {
    let mut account = bank::Account::default();
    account.set_id("7").expect("short");
    assert_eq!(account.set_id("7777").expect_err("long").rule(), "max_len");
    *account.owner_mut() = bank::Owner::default();
    account.notes_mut().push("opened".to_owned());
    account.book(5);
    assert_eq!((account.id(), account.notes().len(), account.balance()), (Some("7"), 1, Some(5)));
    assert_eq!(
        account.set_property("id", json!("8")).expect_err("read only").rule(),
        "read_only",
        "by name, for clients"
    );
    assert!(account.structured_type().property("id").is_some_and(entity_core::Property::is_read_only));
}
