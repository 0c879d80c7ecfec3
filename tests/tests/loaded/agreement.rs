//! A type gives the same answers whether it is declared or loaded.
//!
//! The declared types of `comms` agree with the service's schema, but for some rules and spellings: see `KNOWN`. All answers
//! about other properties are the same, on published bodies and on generated ones. `LOADED_CASES=100000` for a long run.

use super::graph;
use entity_core::{ActionType, AnyEntity, Entity, Property, Registered, StructuredType, csdl, json};
use serde_json::{Map, Value};
use std::sync::LazyLock;
use tests::choices::Choices;
use tests::corpus::bodies;
use tests::schema::schema;
use tests::{ALL, Json, faithful, generate};

/// Properties whose declaration differs from the schema: the findings of `comms drift` of severity `info`.
const KNOWN: [&str; 8] =
    ["callbackUri", "clientContext", "id", "mediaInfo", "participants", "resourceData", "status", "uri"];

/// The types that are declared and loaded.
fn both() -> Option<Vec<(&'static Registered, &'static Registered)>> {
    let graph = graph()?;
    let both = comms::TYPES.iter().filter(|known| comms::beta::TYPES.find(known.structured_type().name()).is_none());
    Some(both.filter_map(|known| Some((known, graph.find(known.structured_type().name())?))).collect())
}

/// The answers of a value, to be compared.
#[derive(Debug, PartialEq)]
struct Answers {
    type_name: &'static str,
    written: Json,
    properties: Map<String, Value>,
    deviations: Vec<String>,
    violations: Vec<String>,
}

impl Answers {
    fn of(value: &AnyEntity) -> Self {
        let is_known = |path: &str| path.split('/').any(|name| KNOWN.contains(&name) || is_secret(name));
        let is_parameter = |kind: &str| kind == "null" && value.structured_type().is_action();
        let deviations = value.deviations().into_iter().filter(|it| !is_known(it.path()) && !is_parameter(it.kind()));
        // A schema states no other rules, and none of a request's parameters.
        let is_stated = |rule: &str| matches!(rule, "max_len" | "non_null") && !value.structured_type().is_action();
        let violations = value.validate().err().into_iter().flatten();
        let violations = violations.filter(|it| is_stated(it.rule()) && !is_known(it.path()));
        let sorted = |mut all: Vec<String>| {
            all.sort();
            all
        };
        Self {
            type_name: value.structured_type().name(),
            written: faithful(&json::to_string(value)),
            properties: value.properties().into_iter().filter(|(name, _)| !is_typed_here(name)).collect(),
            deviations: sorted(deviations.map(|it| it.to_string()).collect()),
            violations: sorted(violations.map(|it| it.to_string()).collect()),
        }
    }
}

/// The names of the properties of `comms` that fit.
fn names(fits: fn(&Property) -> bool) -> Vec<&'static str> {
    let properties = comms::TYPES.iter().flat_map(|known| known.structured_type().declared());
    properties.filter(|property| fits(property)).map(Property::name).collect()
}

/// Returns whether a type of `comms` hides the property. Schemas do not say that a text is secret.
fn is_secret(name: &str) -> bool {
    static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| names(|property| property.value_type().is_secret()));
    NAMES.contains(&name)
}

/// Returns whether a type of `comms` declares a property that the schema does not have.
fn is_typed_here(name: &str) -> bool {
    static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| names(Property::is_dynamic));
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn agree(declared: &Registered, loaded: &Registered, text: &str) {
    match (declared.read(text.as_bytes()), loaded.read(text.as_bytes())) {
        (Ok(one), Ok(other)) => {
            assert_eq!(Answers::of(&one), Answers::of(&other), "{text}");
        }
        (one, other) => {
            let message = |read: Result<AnyEntity, json::Error>| read.err().map(|error| error.to_string());
            assert_eq!(message(one), message(other), "{text}");
        }
    }
}

#[test]
fn actions_are_the_same_as_data() {
    let Some(both) = both() else { return };
    let facts = |action: &ActionType| {
        // A declared page is a type of its own.
        let answer = action.answer().map(StructuredType::name).filter(|name| name.contains('.'));
        (action.name(), action.method(), action.on().name(), action.is_on_collection(), answer)
    };
    let actions: Vec<_> =
        both.iter().filter_map(|(declared, loaded)| Some((declared.action()?, loaded.action()?))).collect();
    for (declared, loaded) in &actions {
        let (declared, mut loaded) = (facts(declared), facts(loaded));
        if declared.4.is_none() {
            loaded.4 = None;
        }
        assert_eq!(declared, loaded);
    }
    let declared = both.iter().filter(|(declared, _)| declared.action().is_some()).count();
    assert!(declared > 20 && actions.len() == declared, "{} of {declared}", actions.len());
}

#[test]
fn declared_and_loaded_types_agree_on_published_bodies() {
    let (Some(both), Some(bodies)) = (both(), bodies("corpus/comms")) else { return };
    let mut judged = 0;
    for body in &bodies {
        for (declared, loaded) in &both {
            if declared.structured_type().name() == body.declared
                || declared.structured_type().name() == "microsoft.graph.entity"
            {
                agree(declared, loaded, &body.text);
                judged += 1;
            }
        }
    }
    println!("{judged} readings agree");
    assert!(judged > 300, "{judged}");
}

#[test]
fn declared_and_loaded_types_agree_on_generated_bodies() {
    if let Some(both) = both() {
        agree_on_generated_bodies(&both);
    }
}

#[test]
fn declared_types_agree_with_those_loaded_from_a_schema_of_them() {
    let schema = csdl::read(schema(comms::TYPES.iter().map(Registered::structured_type)).as_bytes()).expect("CSDL");
    let loaded = csdl::load(&schema).expect("tables");
    let pair = |known: &'static Registered| Some((known, loaded.find(known.structured_type().name())?));
    agree_on_generated_bodies(&comms::TYPES.iter().filter_map(pair).collect::<Vec<_>>());
}

/// Generates bodies of each type, some of them broken, and compares the answers of both types about them.
fn agree_on_generated_bodies(both: &[(&'static Registered, &'static Registered)]) {
    // The schema does not have the types of the tests, and properties do not hold types of beta.
    let others = ALL.iter().filter(|known| {
        let name = known.structured_type().name();
        comms::beta::TYPES.find(name).is_some() || comms::TYPES.find(name).is_none()
    });
    let others: Vec<_> = others.map(|known| known.structured_type().name()).collect();
    let cases: u64 = std::env::var("LOADED_CASES").map_or(2_000, |cases| cases.parse().expect("a number"));
    let mut judged = 0;
    for case in 0..cases {
        let bytes = bytes(case);
        let mut choices = Choices::new(&bytes);
        let (declared, loaded) = both[choices.below(both.len())];
        let mut text = generate::body(&mut choices, declared.structured_type());
        if others.iter().any(|name| text.contains(name)) {
            continue;
        }
        if choices.one_in(8) {
            let at = choices.below(text.len());
            text.truncate((0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default());
        }
        agree(declared, loaded, &text);
        judged += 1;
    }
    println!("{judged} of {cases} generated bodies agree, of {} types", both.len());
    assert!(judged * 2 > cases, "{judged}");
}

/// Random bytes, the same for each seed.
fn bytes(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let len = next() % 1500;
    (0..len).map(|_| next().to_le_bytes()[3]).collect()
}
