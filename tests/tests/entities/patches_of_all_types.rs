//! Patches of every declared type, reached by name: applied to the old body as a JSON merge patch they give the new one.

use entity_core::kinds::{Access, Incoming, Kind, ValueType, View, ViewMut};
use entity_core::{
    AnyEntity, ComplexType, DynamicProperties, Prop, Registered, Registry, Rule, StructuredType, Tracked, json,
};
use serde_json::{Map, Value, json};
use tests::patches::{body, patched, without_null};

/// A value of any type that a registry knows: a kind of this test's own, so that all types go through `Tracked`.
struct Whatever(AnyEntity);

static ALL: Registry = Registry::including(&[&comms::TYPES, &tests::TYPES], &[]);

impl Clone for Whatever {
    fn clone(&self) -> Self {
        let known = ALL.find(self.0.structured_type().name()).expect("a known type");
        Self(known.read(json::to_string(&self.0).as_bytes()).expect("what was written"))
    }
}

impl Kind for Whatever {
    type Access = Self;
}

impl Access<Self> for Whatever {
    const VALUE: ValueType = ValueType::Open;

    fn view(value: &Self) -> View<'_> {
        View::Node(&value.0)
    }

    fn empty(incoming: Incoming<'_>) -> Option<Self> {
        let Incoming::Object { tag: Some(tag), .. } = incoming else { return None };
        ALL.find(tag).map(|known| Self(known.empty()))
    }

    fn view_mut(value: &mut Self) -> Option<ViewMut<'_>> {
        Some(ViewMut::Node(&mut value.0))
    }
}

#[derive(Clone, Default, ComplexType)]
#[complex_type("tests.holder")]
struct Holder {
    #[prop("held")]
    held: Prop<Whatever>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Chance that is the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    fn value(&mut self, kind: ValueType, depth: usize) -> Value {
        match kind {
            ValueType::Primitive(primitive) => self.primitive(primitive.name()),
            ValueType::Enum(table) => json!(self.one_of(table.members())),
            ValueType::Flags(table) => json!([self.one_of(table.members()), "more"].join(",")),
            ValueType::Structured(table) => self.object(table().0, depth),
            ValueType::OneOf(base) => {
                let types: Vec<_> =
                    ALL.iter().map(Registered::structured_type).filter(|table| table.derives_from(base().0)).collect();
                let table = self.one_of(&types);
                let mut object = self.object(table, depth);
                if table.name() != base().name() {
                    object["@odata.type"] = json!(format!("#{}", table.name()));
                }
                object
            }
            ValueType::Collection(item) => (0..self.below(3)).map(|_| self.value(*item, depth)).collect(),
            ValueType::NullableCollection(item) => (0..self.below(3))
                .map(|_| if self.below(3) == 0 { Value::Null } else { self.value(*item, depth) })
                .collect(),
            _ => self.one_of(&[
                json!({"a": 1, "b": {"c": 2}}),
                json!({"a": 1}),
                json!({"b": {"d": [1]}}),
                json!([1, {"a": 2}]),
            ]),
        }
    }

    fn primitive(&mut self, name: &str) -> Value {
        let number = self.below(3);
        match name {
            "Edm.Boolean" => json!(number == 0),
            "Edm.Byte" | "Edm.SByte" | "Edm.Int16" | "Edm.Int32" | "Edm.Int64" => json!(number),
            "Edm.Single" | "Edm.Double" => self.one_of(&[json!(0.5), json!(-1.5), json!("INF")]),
            "Edm.Decimal" => self.one_of(&[json!(0.5), json!(7), json!(1.25)]),
            "Edm.DateTimeOffset" => json!(format!("2024-05-06T07:08:0{number}Z")),
            "Edm.Date" => json!(format!("2024-05-0{}", number + 1)),
            "Edm.TimeOfDay" => json!(format!("07:08:0{number}")),
            "Edm.Duration" => json!(format!("PT{}M", number + 1)),
            "Edm.Guid" => json!(format!("0fe0623f-d628-42ed-b4bd-8ac290072cc{number}")),
            "Edm.Binary" => self.one_of(&[json!("AQID"), json!(""), json!("/w==")]),
            "Edm.Untyped" => self.one_of(&[
                json!({"a": 1, "b": {"c": 2}}),
                json!({"a": 1}),
                json!({"b": {"d": 1}}),
                json!([1]),
                json!("text"),
            ]),
            _ => json!(self.one_of(&["", "a", "b\"\u{e9}"])),
        }
    }

    fn object(&mut self, table: &'static StructuredType, depth: usize) -> Value {
        let mut members = Map::new();
        for property in table.properties() {
            let kind = property.value_type();
            if depth > 0 && self.below(3) > 0 {
                let null = self.below(8) == 0
                    && !property.rules().iter().any(|rule| matches!(rule, Rule::NonNull | Rule::Required));
                members
                    .insert(property.name().to_owned(), if null { Value::Null } else { self.value(kind, depth - 1) });
            }
        }
        if self.below(3) == 0 {
            members.insert("dynamicMember".to_owned(), self.value(ValueType::Open, 0));
        }
        Value::Object(members)
    }

    /// Sets some properties, by their names. Whether all could be set.
    fn change(&mut self, value: &mut AnyEntity) -> usize {
        let table = value.structured_type();
        let names: Vec<_> = table.properties().filter(|property| !property.is_read_only()).collect();
        let mut changed = 0;
        for _ in 0..=self.below(3) {
            let new = if self.below(6) == 0 || names.is_empty() {
                value.set_property("dynamicMember", self.value(ValueType::Open, 0))
            } else {
                let property = self.one_of(&names);
                let new = if self.below(6) == 0 { Value::Null } else { self.value(property.value_type(), 2) };
                value.set_property(property.name(), new)
            };
            changed += usize::from(new.is_ok());
        }
        changed
    }
}

/// Without members that are empty: one that was absent and is empty now is no change.
fn without_empty(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| (name, without_empty(value)));
            members
                .filter(|(_, value)| {
                    !matches!(value, Value::Object(members) if members.is_empty())
                        && !matches!(value, Value::Array(items) if items.is_empty())
                })
                .collect()
        }
        other => other,
    }
}

/// Whether the patch says nothing but what differs.
fn is_small(patch: &Value, old: &Value, new: &Value) -> bool {
    let (Value::Object(patch), Value::Object(old), Value::Object(new)) = (patch, old, new) else { return old != new };
    let same_type = old.get("@odata.type") == new.get("@odata.type");
    patch.iter().all(|(name, change)| match (old.get(name), new.get(name)) {
        (Some(old), Some(new)) if same_type => is_small(change, old, new),
        (None, None) => false,
        _ => true,
    })
}

/// The same body as a service may send it: names in another case, the tag spelled otherwise.
fn dressed(chance: &mut Chance, value: Value) -> Value {
    match value {
        Value::Object(members) => {
            members.into_iter().map(|(name, value)| (dressed_name(chance, name), dressed(chance, value))).collect()
        }
        Value::Array(items) => items.into_iter().map(|item| dressed(chance, item)).collect(),
        other => other,
    }
}

fn dressed_name(chance: &mut Chance, name: String) -> String {
    match (chance.below(6), name.as_str()) {
        (0, "@odata.type") => "@type".to_owned(),
        (0, _) if !name.starts_with('@') => name.to_uppercase(),
        _ => name,
    }
}

/// All names in one case, and one spelling of the tag, so that two bodies can be compared.
fn folded(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name.to_lowercase().replace("@type", "@odata.type"), folded(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(folded).collect(),
        other => other,
    }
}

/// Changes a body of that type and checks the patch; whether anything was changed.
fn changed_and_patched(chance: &mut Chance, table: &'static StructuredType, dress: bool) -> bool {
    let mut held = chance.object(table, 3);
    held["@odata.type"] = json!(format!("#{}", table.name()));
    if dress {
        held = dressed(chance, held);
    }
    let old = format!("{:#}", json!({ "held": held }));
    let mut tracked = Tracked::new(json::from_str::<Holder>(&old).unwrap_or_else(|error| panic!("{old}: {error}")));
    assert_eq!(tracked.patch(), None, "unchanged: {old}");
    chance.change(&mut tracked.held_mut().expect("held").0);
    let patch = tracked
        .patch()
        .map_or(json!({}), |patch| serde_json::from_str(&patch).unwrap_or_else(|error| panic!("{patch}: {error}")));
    let new = without_empty(body(&*tracked));
    let before = without_empty(without_null(serde_json::from_str(&old).expect("JSON")));
    let merged = without_empty(body(&patched::<Holder>(&old, &patch)));
    assert_eq!(folded(merged), folded(new.clone()), "\nold {old}\npatch {patch}");
    let received: Value = serde_json::from_str(&old).expect("JSON");
    let sent: Value = serde_json::from_str(&json::to_string(&*tracked)).expect("JSON");
    assert!(
        dress || is_small(&patch, &received, &sent),
        "says more than what changed:\n{old}\npatch {patch}\nnew {sent}"
    );
    tracked.accept();
    assert_eq!(tracked.patch(), None, "accepted");
    before != new
}

#[test]
fn a_patch_makes_the_new_body_of_the_old_for_every_declared_type() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for known in ALL.iter() {
        let changed =
            (0..16).filter(|round| changed_and_patched(&mut chance, known.structured_type(), round % 2 == 1)).count();
        assert!(changed > 3, "hardly anything was changed: {changed} of 16, {known:?}");
    }
}
