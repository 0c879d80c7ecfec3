//! Patches under OData's rules: tags, annotations, control information, collections, related entities, and what they may contain.

use entity_core::edm::{Binary, Date, DateTimeOffset, Decimal, Guid};
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Flags, OneOf, Prop, Tracked, json};
use serde_json::{Value, json};
use tests::read;

/// A way of packing.
#[derive(Clone, Debug, PartialEq, EnumType)]
#[enum_type("shop.packing")]
enum Packing {
    Box,
    Foil,
    #[other]
    Other(String),
}

/// A place to send to, of several types.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("shop.place", open)]
struct Place {
    #[prop("city", max_len = 5)]
    city: Prop<String>,
    #[prop("phones", max_items = 2)]
    phones: Prop<Vec<String>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("shop.locker")]
struct Locker {
    #[base]
    place: Place,
    #[prop("door", required, range = 1..=99)]
    door: Prop<i32>,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Place)]
enum AnyPlace {
    Locker(Locker),
    #[other]
    Other(Place),
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("shop.line")]
struct Line {
    #[prop("sku", required)]
    sku: Prop<String>,
    #[prop("price")]
    price: Prop<Decimal>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("shop.delivery")]
struct Delivery {
    #[prop("to", default)]
    to: Prop<AnyPlace>,
    #[prop("on")]
    on: Prop<Date>,
    #[prop("driver")]
    driver: Prop<Box<Person>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("shop.person")]
struct Person {
    #[prop("id", read_only)]
    id: Prop<String>,
    #[prop("name", max_len = 4)]
    name: Prop<String>,
    #[prop("friends")]
    friends: Prop<Vec<Person>>,
    #[prop("home", default)]
    home: Prop<Place>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("shop.order", open)]
struct Order {
    #[prop("number", required)]
    number: Prop<i64>,
    #[prop("sizes", max_items = 3)]
    sizes: Prop<Vec<i32>>,
    #[prop("slots")]
    slots: Prop<Vec<Option<i32>>>,
    #[prop("lines")]
    lines: Prop<Vec<Line>>,
    #[prop("prices")]
    prices: Prop<Vec<Decimal>>,
    #[prop("packing")]
    packing: Prop<Flags<Packing>>,
    #[prop("packings")]
    packings: Prop<Vec<Flags<Packing>>>,
    #[prop("photo")]
    photo: Prop<Binary>,
    #[prop("key")]
    key: Prop<Guid>,
    #[prop("at")]
    at: Prop<DateTimeOffset>,
    #[prop("note")]
    note: Prop<Value>,
    #[prop("delivery", default)]
    delivery: Prop<Delivery>,
    #[prop("places")]
    places: Prop<Vec<AnyPlace>>,
    #[prop("buyer", default)]
    buyer: Prop<Box<Person>>,
    #[prop("helpers")]
    helpers: Prop<Vec<Person>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn order(text: &str) -> Tracked<Order> {
    Tracked::new(read(text))
}

/// The patch of a change; null if there is none.
fn patch(text: &str, change: impl FnOnce(&mut Order)) -> Value {
    let mut order = order(text);
    assert_eq!(order.patch(), None, "unchanged: {text}");
    change(&mut order);
    let patch =
        order.patch().map_or(Value::Null, |patch| patch.parse().unwrap_or_else(|error| panic!("{patch}: {error}")));
    order.accept();
    assert_eq!(order.patch(), None, "accepted");
    patch
}

fn locker(door: i32) -> Locker {
    let mut locker = Locker::default();
    locker.set_door(door).expect("in range");
    locker
}

const LOCKER: &str = r##"{"delivery": {"to": {"@odata.type": "#shop.locker", "city": "Bern", "door": 5, "floor": 1}, "on": "2030-01-02"}}"##;

#[test]
fn a_nested_subtype_has_its_tag_at_any_depth() {
    let door = |value: &mut Order| {
        let AnyPlace::Locker(locker) = value.delivery_mut().to_mut() else { panic!("not a locker") };
        locker.set_door(6).expect("in range");
    };
    assert_eq!(patch(LOCKER, door), json!({"delivery": {"to": {"@odata.type": "#shop.locker", "door": 6}}}));
    let short = LOCKER.replace("@odata.type", "@type").replace("#shop", "shop");
    assert_eq!(patch(&short, door), json!({"delivery": {"to": {"@type": "shop.locker", "door": 6}}}), "as received");
    let unknown = LOCKER.replace("shop.locker", "shop.boat");
    let city = |value: &mut Order| value.delivery_mut().to_mut().set_city("Biel").expect("short");
    assert_eq!(patch(&unknown, city), json!({"delivery": {"to": {"@odata.type": "#shop.boat", "city": "Biel"}}}));
    let base = r#"{"delivery": {"to": {"city": "Bern"}}}"#;
    assert_eq!(patch(base, city), json!({"delivery": {"to": {"city": "Biel"}}}), "the declared type needs none");
    let dynamic = r##"{"extra": {"@odata.type": "#shop.box", "a": 1, "b": {"c": 1}}}"##;
    let change = |value: &mut Order| value.dynamic_mut().insert("extra", json!({"a": 1, "b": {"c": 2}}));
    assert_eq!(patch(dynamic, change), json!({"extra": {"@odata.type": "#shop.box", "b": {"c": 2}}}));
    let items = r##"{"places": [{"@odata.type": "#shop.locker", "door": 1}, {"city": "Bern"}]}"##;
    assert_eq!(
        patch(items, |value| value.places_mut()[1].set_city("Biel").expect("short")),
        json!({"places": [{"@odata.type": "#shop.locker", "door": 1}, {"city": "Biel"}]})
    );
}

#[test]
fn a_tag_taken_out_of_a_value_is_not_a_change() {
    let unknown = LOCKER.replace("shop.locker", "shop.boat");
    assert_eq!(
        patch(&unknown, |value| drop(value.delivery_mut().to_mut().dynamic_mut().remove("@odata.type"))),
        Value::Null
    );
    let dynamic = r##"{"extra": {"@odata.type": "#shop.box", "a": 1}}"##;
    assert_eq!(patch(dynamic, |value| value.dynamic_mut().insert("extra", json!({"a": 1}))), Value::Null);
}

#[test]
fn a_value_of_another_type_is_whole_and_nulls_what_its_type_declares() {
    let to_base = patch(LOCKER, |value| value.delivery_mut().set_to(AnyPlace::from(Place::default())));
    assert_eq!(to_base, json!({"delivery": {"to": {"@odata.type": "#shop.place", "city": null}}}));
    let mut place = Place::default();
    place.set_city("Biel").expect("short");
    place.set_phones(Vec::new()).expect("few");
    let to_base = patch(LOCKER, |value| value.delivery_mut().set_to(AnyPlace::from(place)));
    assert_eq!(to_base, json!({"delivery": {"to": {"@odata.type": "#shop.place", "city": "Biel", "phones": []}}}));
    let base = r#"{"delivery": {"to": {"CITY": "Bern", "phones": null, "floor": 1}}}"#;
    let to_locker = patch(base, |value| value.delivery_mut().set_to(AnyPlace::from(locker(7))));
    assert_eq!(to_locker, json!({"delivery": {"to": {"@odata.type": "#shop.locker", "door": 7, "CITY": null}}}));
}

#[test]
fn what_was_set_to_empty_is_sent() {
    for text in ["{}", r#"{"sizes": null, "slots": null, "delivery": null, "note": null}"#] {
        assert_eq!(patch(text, |value| value.set_sizes(Vec::new()).expect("few")), json!({"sizes": []}));
        assert_eq!(patch(text, |value| value.set_slots(Vec::new())), json!({"slots": []}));
        assert_eq!(patch(text, |value| value.set_delivery(Delivery::default())), json!({"delivery": {}}));
        assert_eq!(patch(text, |value| value.set_property("lines", json!([])).expect("fits")), json!({"lines": []}));
        assert_eq!(patch(text, |value| value.set_packing(Flags::default())), json!({"packing": ""}));
        assert_eq!(
            patch(text, |value| value.delivery_mut().to_mut().set_phones(Vec::new()).expect("few")),
            json!({"delivery": {"to": {"phones": []}}})
        );
        let looked = patch(text, |value| {
            value.sizes_mut();
            value.delivery_mut().to_mut().phones_mut();
            value.slots_mut().push(None);
            value.slots_mut().clear();
        });
        assert_eq!(looked, Value::Null, "inserted by `_mut`, and still empty");
    }
}

#[test]
fn a_collection_that_was_sent_and_is_emptied_is_sent_empty() {
    let mut order = order("{}");
    order.sizes_mut().push(1);
    order.delivery_mut().to_mut().phones_mut().push("1".to_owned());
    order.accept();
    order.sizes_mut().clear();
    order.delivery_mut().to_mut().phones_mut().clear();
    assert_eq!(order.patch().as_deref(), Some(r#"{"sizes":[],"delivery":{"to":{"phones":[]}}}"#));
    assert_eq!(json::to_string(&order), r#"{"sizes":[],"delivery":{"to":{"phones":[]}}}"#);
}

#[test]
fn an_inserted_value_counts_once_it_is_not_empty() {
    let mut order = Order::default();
    order.sizes_mut();
    order.delivery_mut().to_mut();
    assert_eq!(json::to_string(&order), "{}");
    assert_eq!((order.property("sizes"), order.property("delivery")), (None, None));
    assert_eq!(order.validate().expect_err("no number").len(), 1);
    order.sizes_mut().push(1);
    order.delivery_mut().to_mut().set_city("Bern").expect("short");
    assert_eq!(json::to_string(&order), r#"{"sizes":[1],"delivery":{"to":{"city":"Bern"}}}"#);
    let mut null: Order = read(r#"{"sizes": null, "lines": "x"}"#);
    null.sizes_mut();
    null.lines_mut();
    assert_eq!(json::to_string(&null), r#"{"sizes":null,"lines":"x"}"#, "as it was");
    assert_eq!(null.deviations().len(), 1);
    assert_eq!(format!("{:?}", null.sizes_mut()), "[]");
    let debug = format!("{order:?}");
    assert!(debug.contains("sizes: [1]"), "{debug}");
    assert_eq!(order.clone(), order);
}

#[test]
fn items_that_do_not_decode_stay_when_a_collection_changes() {
    let text = r#"{"sizes": [1, "XL", 3], "slots": [null, "L", 2], "lines": [{"sku": "a", "extra": 1.50}, "gone", null, {"sku": "b"}]}"#;
    assert_eq!(patch(text, |value| value.sizes_mut().push(4)), json!({"sizes": [1, "XL", 3, 4]}));
    assert_eq!(patch(text, |value| value.sizes_mut().clear()), json!({"sizes": ["XL"]}));
    assert_eq!(patch(text, |value| value.sizes_mut().insert(0, 0)), json!({"sizes": [0, "XL", 1, 3]}));
    assert_eq!(patch(text, |value| value.slots_mut().push(None)), json!({"slots": [null, "L", 2, null]}));
    assert_eq!(
        patch(text, |value| value.lines_mut()[1].set_sku("c").expect("present")),
        json!({"lines": [{"sku": "a", "extra": 1.50}, "gone", null, {"sku": "c"}]})
    );
    assert_eq!(patch(text, |value| _ = value.sizes_mut()), Value::Null);
    assert_eq!(
        patch(text, |value| value.set_sizes(vec![1, 3]).expect("few")),
        json!({"sizes": [1, 3]}),
        "a setter drops them"
    );
    assert_eq!(
        patch(text, |value| {
            value.sizes_mut().push(4);
            value.sizes_mut().pop();
        }),
        Value::Null
    );
}

#[test]
fn a_changed_collection_is_read_back_with_its_deviations() {
    let mut order: Order = read(r#"{"number": 1, "sizes": ["1", "XL"], "lines": [7, {"sku": "a", "PRICE": 1}]}"#);
    order.sizes_mut().push(4);
    order.lines_mut().push(Line::default());
    let text = json::to_string(&order);
    assert_eq!(text, r#"{"number":1,"sizes":[1,"XL",4],"lines":[7,{"sku":"a","PRICE":1},{}]}"#);
    let again: Order = read(&text);
    assert_eq!(again, order);
    assert_eq!(again.deviations(), order.deviations());
    let kinds: Vec<_> = order.deviations().iter().map(ToString::to_string).collect();
    assert_eq!(kinds.len(), 3, "{kinds:?}");
    assert!(kinds[0].starts_with("/sizes/1: ") && kinds[1].starts_with("/lines/0: "), "{kinds:?}");
    assert_eq!(order.property("sizes"), Some(json!([1, "XL", 4])));
    assert_eq!(order.received("sizes"), None, "it is not written as received");
    let paths = |order: &Order| -> Vec<_> {
        order.validate().expect_err("an item lacks its sku").iter().map(|broken| broken.path().to_owned()).collect()
    };
    assert_eq!(paths(&order), ["/lines/2/sku"]);
    order.sizes_mut().push(5);
    assert_eq!(paths(&order), ["/sizes", "/lines/2/sku"], "the item that does not decode is one of four");
    order.set_property("sizes", json!(["x"])).expect_err("not a number");
    assert_eq!(order.property("sizes"), Some(json!([1, "XL", 4, 5])), "restored");
}

#[test]
fn an_equal_value_in_another_spelling_is_not_a_change() {
    let text = r#"{"number": "5", "prices": [1.50, 100000000000000000000.10], "packing": "foil, box", "packings": ["box,foil"], "photo": "-_8",
        "key": "0E1B3C4D-0000-4000-8000-0123456789AB", "at": "2030-01-01T01:00:00.000+01:00", "note": {"a": [1, 2.50]}, "extra": [1, {"b": -0}]}"#;
    let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
    let change = patch(text, |value| {
        value.set_number(5).expect("present");
        value.set_prices(vec![decimal("1.5"), decimal("100000000000000000000.1")]);
        value.set_packing(Flags::from_iter([Packing::Box, Packing::Foil]));
        value.set_packings(vec![Flags::from_iter([Packing::Foil, Packing::Box])]);
        value.set_photo(Binary::from(vec![0xfb, 0xff]));
        value.set_key("0e1b3c4d-0000-4000-8000-0123456789ab".parse::<Guid>().expect("a Guid"));
        value.set_at("2030-01-01T00:00:00Z".parse::<DateTimeOffset>().expect("a moment"));
        value.set_note(json!({"a": [1.0, 2.5]}));
        value.dynamic_mut().insert("extra", json!([1.0, {"b": 0}]));
    });
    assert_eq!(change, Value::Null);
    assert_eq!(
        patch(text, |value| value.set_packing(Flags::from_iter([Packing::Box]))),
        json!({"packing": "box"}),
        "another set"
    );
    assert_eq!(
        patch(text, |value| value.set_prices(vec![decimal("1.5"), decimal("100000000000000000000.11")]))["prices"][0],
        json!(1.5),
        "another value, beyond a double"
    );
}

#[test]
fn control_information_is_never_sent() {
    let text = r#"{"@odata.context": "$metadata#orders", "@etag": "1", "number": 1, "buyer@odata.navigationLink": "b", "lines@odata.count": 1,
        "lines": [{"sku": "a", "@odata.etag": "2", "@shop.mark": true}], "delivery": {"@odata.id": "d", "on@odata.context": "x"}, "extra": {"@odata.editLink": "e", "a": [{"@id": "i", "@etag": "3"}]}}"#;
    let stripped = patch(text, |value| {
        for name in ["@odata.context", "@etag", "buyer@odata.navigationLink", "lines@odata.count"] {
            value.dynamic_mut().remove(name).expect("there");
        }
        value.lines_mut()[0].dynamic_mut().remove("@odata.etag");
        value.delivery_mut().dynamic_mut().remove("@odata.id");
        value.dynamic_mut().insert("extra", json!({"a": [{"@id": "i"}]}));
    });
    assert_eq!(stripped, Value::Null);
    let added = patch(text, |value| {
        value.dynamic_mut().insert("@odata.etag", "9");
        value.delivery_mut().dynamic_mut().insert("@odata.metadataEtag", "9");
    });
    assert_eq!(added, Value::Null);
    assert_eq!(
        patch(text, |value| value.lines_mut().push(read(r#"{"sku": "b", "@odata.etag": "4"}"#))),
        json!({"lines": [{"sku": "a", "@shop.mark": true}, {"sku": "b"}]})
    );
    assert_eq!(
        patch(text, |value| value
            .dynamic_mut()
            .insert("extra", json!({"@etag": "5", "a": [{"@id": "j", "@etag": "6"}, 1]}))),
        json!({"extra": {"a": [{"@id": "j"}, 1]}})
    );
    let linked = patch("{}", |value| value.dynamic_mut().insert("buyer@odata.bind", "people/7"));
    assert_eq!(linked, json!({"buyer@odata.bind": "people/7"}), "a link is set by control information");
    assert_eq!(
        patch(r#"{"buyer@odata.bind": "people/7"}"#, |value| drop(value.dynamic_mut().remove("buyer@odata.bind"))),
        Value::Null
    );
}

#[test]
fn an_annotation_goes_with_its_property() {
    let text = r##"{"number": 1, "number@shop.mark": "n", "extra": "5", "extra@odata.type": "#Int64", "other": 1, "other@odata.type": "#Int16",
        "delivery": {"on": "2030-01-02", "on@shop.mark": 1, "@shop.mark": 2}}"##;
    assert_eq!(
        patch(text, |value| value.dynamic_mut().insert("extra", "6")),
        json!({"extra": "6", "extra@odata.type": "#Int64"})
    );
    assert_eq!(
        patch(text, |value| value.dynamic_mut().insert("extra@odata.type", "#Decimal")),
        json!({"extra": "5", "extra@odata.type": "#Decimal"}),
        "its type changed, and with it the value"
    );
    assert_eq!(patch(text, |value| drop(value.dynamic_mut().remove("extra"))), json!({"extra": null}));
    assert_eq!(
        patch(text, |value| value.set_number(2).expect("present")),
        json!({"number": 2, "number@shop.mark": "n"})
    );
    assert_eq!(
        patch(text, |value| value.delivery_mut().set_on("2030-01-03".parse::<Date>().expect("a date"))),
        json!({"delivery": {"on": "2030-01-03", "on@shop.mark": 1}})
    );
    assert_eq!(
        patch(text, |value| value.delivery_mut().dynamic_mut().insert("@shop.mark", 3)),
        json!({"delivery": {"@shop.mark": 3}})
    );
}

#[test]
fn an_entity_behind_a_navigation_property_has_a_request_of_its_own() {
    let text = r#"{"number": 1, "buyer": {"id": "9", "name": "Bo", "home": {"city": "Bern"}, "friends": [{"id": "10", "name": "Cy"}]},
        "helpers": [{"@odata.id": "https://shop.example/people('a b')", "name": "Di"}, {"id": "x/y", "name": "Ed"}, {"name": "Flo"}],
        "delivery": {"driver": {"id": "11", "name": "Gus"}}}"#;
    let mut order = order(text);
    order.set_number(2).expect("present");
    order.buyer_mut().set_name("Bea").expect("short");
    order.buyer_mut().home_mut().set_city("Biel").expect("short");
    order.buyer_mut().friends_mut()[0].set_name("Cat").expect("short");
    for helper in order.helpers_mut() {
        helper.set_name("Hal").expect("short");
    }
    order.delivery_mut().driver_mut().expect("there").set_name(None).expect("absent is fine");
    let patches = order.patches();
    let patches: Vec<_> = patches.iter().map(|(path, body)| (path.as_str(), body.as_str())).collect();
    assert_eq!(
        patches,
        [
            ("", r#"{"number":2}"#),
            ("delivery/driver", r#"{"name":null}"#),
            ("buyer", r#"{"name":"Bea","home":{"city":"Biel"}}"#),
            ("helpers('a b')", r#"{"name":"Hal"}"#),
            ("helpers/x%2Fy", r#"{"name":"Hal"}"#),
            ("buyer/friends/10", r#"{"name":"Cat"}"#),
        ],
        "one without a key has no URL"
    );
    assert_eq!(order.patch().as_deref(), Some(r#"{"number":2}"#));
    order.accept();
    assert_eq!(order.patches(), []);
}

#[test]
fn a_changed_link_is_not_a_change_of_an_entity() {
    let text =
        r#"{"number": 1, "buyer": {"id": "9", "name": "Bo"}, "helpers": [{"id": "1"}, {"id": "2", "name": "Ed"}]}"#;
    let mut order = order(text);
    order.set_buyer(Box::new(read::<Person>(r#"{"id": "8", "name": "Al"}"#)));
    order.helpers_mut().remove(0);
    order.helpers_mut().push(read(r#"{"id": "3", "name": "New"}"#));
    assert_eq!(order.patches(), [], "the entities did not change");
    order.helpers_mut()[0].set_name("Eda").expect("short");
    assert_eq!(
        order.patches(),
        [("helpers/2".to_owned(), r#"{"name":"Eda"}"#.to_owned())],
        "wherever it is in the collection"
    );
    // The related entity was not read: what is changed in it is all that is known of it.
    let mut order = Tracked::new(Order::default());
    order.buyer_mut().set_name("Ann").expect("short");
    assert_eq!(order.patches(), [("buyer".to_owned(), r#"{"name":"Ann"}"#.to_owned())]);
    order.set_delivery(read::<Delivery>(r#"{"on": "2030-01-02", "driver": {"name": "Gus"}}"#));
    assert_eq!(order.patch().as_deref(), Some(r#"{"delivery":{"on":"2030-01-02"}}"#), "entities are never inline");
}

/// The paths of the broken rules.
fn broken(order: &Tracked<Order>) -> Vec<String> {
    let found = order.validate_patch().err().into_iter().flatten();
    found.map(|violation| format!("{} {}", violation.path(), violation.rule())).collect()
}

#[test]
fn a_patch_is_judged_by_the_rules_of_what_it_contains() {
    // The old body breaks many rules, and lacks what is required.
    let text = r##"{"sizes": [1, 2, 3, 4], "lines": [{}], "delivery": {"to": {"@odata.type": "#shop.locker", "city": "Winterthur", "phones": ["1", "2", "3"]}},
        "buyer": {"id": "1", "name": "Bartholomew", "home": {"city": "Winterthur"}}, "helpers": [{"id": "2", "name": "Bartholomew"}]}"##;
    let mut order = order(text);
    assert!(order.validate().is_err());
    assert_eq!(broken(&order), [""; 0], "nothing is sent");
    order.delivery_mut().set_on("2030-01-03".parse::<Date>().expect("a date"));
    order.delivery_mut().to_mut().dynamic_mut().insert("floor", 3);
    order.buyer_mut().home_mut().set_phones(vec!["1".to_owned()]).expect("few");
    order.dynamic_mut().insert("extra", 1);
    assert_eq!(broken(&order), [""; 0], "the rest is not sent");
    order.accept();
    order.sizes_mut().push(5);
    order.lines_mut().push(read(r#"{"sku": "a"}"#));
    order.delivery_mut().to_mut().phones_mut().push("4".to_owned());
    order.buyer_mut().home_mut().phones_mut().extend(["2".to_owned(), "3".to_owned()]);
    order.helpers_mut()[0].home_mut().phones_mut().extend(["1", "2", "3"].map(str::to_owned));
    order.dynamic_mut().insert("number", 7);
    assert_eq!(
        broken(&order),
        [
            "/sizes max_items",
            "/lines/0/sku required",
            "/delivery/to/phones max_items",
            "/number dynamic",
            "/buyer/home/phones max_items",
            "/helpers/0/home/phones max_items"
        ],
        "a collection is sent whole"
    );
}

#[test]
fn a_value_sent_whole_is_judged_whole() {
    let mut sent = order(r#"{"number": 1, "delivery": {"to": {"city": "Winterthur"}}}"#);
    sent.delivery_mut().set_to(AnyPlace::from(Locker::default()));
    assert_eq!(broken(&sent), ["/delivery/to/door required"], "of another type, so anew");
    sent.delivery_mut().set_to(AnyPlace::from(locker(1)));
    assert_eq!(broken(&sent), [""; 0]);
    let mut absent = order(r#"{"number": 1}"#);
    absent.set_property("number", Value::Null).expect_err("required");
    *absent = Order::default();
    assert_eq!(broken(&absent), ["/number required"], "made absent");
    let mut inserted = Tracked::new(Order::default());
    inserted.places_mut().push(AnyPlace::from(Locker::default()));
    assert_eq!(broken(&inserted), ["/places/0/door required"]);
}
