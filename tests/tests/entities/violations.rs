//! Violations as data: numbers and texts of a broken rule, equality and hashes, JSON, and reports that programs add to.

use entity_core::{ComplexType, DynamicProperties, Measure, Prop, Secret, Violation, Violations};
use serde_json::json;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;
use tests::read;

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("inn.guest")]
struct Guest {
    #[prop("name", max_len = 4, required)]
    name: Prop<String>,
    #[prop("beds", range = 1..=3)]
    beds: Prop<i32>,
    #[prop("weight", range = 0.5..)]
    weight: Prop<f64>,
    #[prop("tags", min_items = 2, each(min_len = 2))]
    tags: Prop<Vec<String>>,
    #[prop("code", pattern = "^[A-Z]{2}$", check(inn = of_inn))]
    code: Prop<String>,
    #[prop("key", min_len = 8, pattern = "[0-9]", check(strong = strong))]
    key: Prop<Secret>,
    #[prop("keys", max_items = 1, each(max_len = 4, pattern = "^x"))]
    keys: Prop<Vec<Secret>>,
    #[prop("room", read_only)]
    room: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn of_inn(text: &str) -> Result<(), String> {
    if text.starts_with('I') { Ok(()) } else { Err("is of another inn".to_owned()) }
}

fn strong(_: &Secret) -> Result<(), String> {
    Err("is weak".to_owned())
}

fn report(json: &str) -> Violations {
    read::<Guest>(json).validate().expect_err("broken")
}

fn shown(violation: &Violation) -> [String; 4] {
    [violation.limit(), violation.measure(), violation.least(), violation.most()].map(|measure| measure.to_string())
}

#[test]
fn a_violation_has_the_numbers_that_its_rule_compares() {
    let all = report(r#"{"name": "Gundula", "beds": 4, "weight": 0.25, "tags": ["a"], "code": "xy"}"#);
    let found: BTreeMap<_, _> =
        all.iter().map(|violation| (format!("{} {}", violation.path(), violation.rule()), shown(violation))).collect();
    let expected = [
        ("/beds range", ["", "4", "1", "3"]),
        ("/code inn", ["", "", "", ""]),
        ("/code pattern", ["^[A-Z]{2}$", "", "", ""]),
        ("/name max_len", ["4", "7", "", ""]),
        ("/tags min_items", ["2", "1", "", ""]),
        ("/tags/0 min_len", ["2", "1", "", ""]),
        ("/weight range", ["", "0.25", "0.5", ""]),
    ];
    let expected: BTreeMap<_, _> =
        expected.into_iter().map(|(at, all)| (at.to_owned(), all.map(str::to_owned))).collect();
    assert_eq!(found, expected);
    let required = report("{}");
    assert_eq!(required.to_string(), "/name: is required, but absent (required)");
    assert_eq!(report(r#"{"name": null}"#).to_string(), "/name: is required, but null (required)");
    assert!(Measure::default().is_empty() && !all.iter().next().expect("one").limit().is_empty());
}

#[test]
fn it_is_json_in_order() {
    let all: Violations = report(r#"{"name": "Gundula", "beds": 4, "weight": 0.25, "tags": ["ab"]}"#)
        .into_iter()
        .chain([Violation::new("/name", "taken", "is taken")])
        .collect();
    let expected = json!([
        {"path": "/name", "rule": "max_len", "message": "7 characters, at most 4 are allowed", "limit": 4, "measure": 7},
        {"path": "/beds", "rule": "range", "message": "4 is not within 1 to 3", "measure": 4, "least": 1, "most": 3},
        {"path": "/weight", "rule": "range", "message": "0.25 is not at least 0.5", "measure": 0.25, "least": 0.5},
        {"path": "/tags", "rule": "min_items", "message": "1 items, at least 2 are needed", "limit": 2, "measure": 1},
        {"path": "/name", "rule": "taken", "message": "is taken"},
    ]);
    assert_eq!(serde_json::to_value(&all).expect("JSON"), expected);
    assert_eq!(serde_json::to_string(&Violations::default()).expect("JSON"), "[]");
    assert_eq!(serde_json::to_string(&all.iter().next().map(Violation::least)).expect("JSON"), "null");
}

#[test]
fn equal_violations_are_one_in_a_set() {
    let json = r#"{"name": "Gundula", "beds": 4, "code": "XY"}"#;
    let (all, again, other) = (report(json), report(json), report(r#"{"name": "Gundul", "beds": 4, "code": "XY"}"#));
    assert_eq!(all, again);
    assert_ne!(all, other, "another measure");
    let seen: HashSet<Violation> = all.clone().into_iter().chain(again).chain(other).collect();
    assert_eq!(seen.len(), 4);
    assert_eq!(HashSet::from([all.clone(), all.clone()]).len(), 1);
    assert_eq!(Violation::new("/a", "b", "c"), Violation::new(String::from("/a"), "b", String::from("c")));
    assert_ne!(Violation::new("/a", "b", "c"), Violation::new("/a", "b", "d"));
}

#[test]
fn a_setters_error_joins_a_report() {
    fn guest(name: &str) -> Result<Guest, Violations> {
        let mut guest = Guest::default();
        guest.set_name(name)?;
        guest.validate()?;
        Ok(guest)
    }
    assert!(guest("Ida").is_ok());
    assert_eq!(guest("Gundula").expect_err("long").to_string(), "/name: 7 characters, at most 4 are allowed (max_len)");
    let mut all = Violations::default();
    assert!(all.is_empty());
    let mut guest = Guest::default();
    all.extend(guest.set_beds(9).err());
    all.extend(guest.set_property("room", json!("7")).err());
    all.extend(guest.set_property("name", json!(7)).err());
    let rules: Vec<_> = (&all).into_iter().map(Violation::rule).collect();
    assert_eq!((rules, all.len()), (vec!["range", "read_only", "type"], 3));
    assert_eq!(
        all.to_string(),
        "/beds: 9 is not within 1 to 3 (range); /room: is set by the service alone (read_only); /name: is not of type Edm.String (type)"
    );
}

#[test]
fn a_secret_is_in_none_of_it() {
    let all = report(r#"{"name": "Ida", "key": "hunter", "keys": ["hunter", "hunter-two"], "KEYS@a": 1}"#);
    assert_eq!(all.len(), 8, "{all}");
    let texts: [&dyn Display; 2] = [&all, &serde_json::to_value(&all).expect("JSON")];
    for text in texts {
        assert!(!text.to_string().contains("hunter"), "{text}");
    }
    assert!(!format!("{all:?}").contains("hunter"), "{all:?}");
    let measures: Vec<_> = all.iter().map(|violation| violation.measure().to_string()).collect();
    assert_eq!(measures, ["6", "", "", "2", "6", "", "10", ""], "lengths alone");
}
