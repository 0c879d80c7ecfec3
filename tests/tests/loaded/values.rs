//! Values of loaded types: read, checked, changed, compared and written like those of declared types.

use super::{document, load};
use entity_core::csdl::{Definition, Property};
use entity_core::prelude::*;
use entity_core::{
    AnyEntity, Deviation, Registered, Registry, Request, StructuredType, StructuredValue, Target, Tracked, csdl, json,
};
use serde::de::DeserializeSeed;
use serde_json::{Value, json};

const TYPES: &str = r#"
    <EnumType Name="phase"><Member Name="open"/><Member Name="closed"/></EnumType>
    <EnumType Name="medium" IsFlags="true"><Member Name="audio"/><Member Name="video"/></EnumType>
    <TypeDefinition Name="code" UnderlyingType="Edm.String" MaxLength="4"/>
    <ComplexType Name="place" Abstract="true"><Property Name="city" Type="Edm.String"/></ComplexType>
    <ComplexType Name="room" BaseType="contoso.place" OpenType="true"><Property Name="floor" Type="Edm.Int32" Nullable="false"/></ComplexType>
    <EntityType Name="case">
        <Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String" Nullable="false"/>
        <Property Name="title" Type="Edm.String" MaxLength="9"/>
        <Property Name="code" Type="contoso.code"/>
        <Property Name="codes" Type="Collection(contoso.code)"/>
        <Property Name="phase" Type="contoso.phase"/>
        <Property Name="phases" Type="Collection(contoso.phase)" Nullable="true"/>
        <Property Name="media" Type="contoso.medium"/>
        <Property Name="place" Type="contoso.place"/>
        <Property Name="places" Type="Collection(contoso.place)"/>
        <Property Name="isOpen" Type="Edm.Boolean"/>
        <Property Name="count" Type="Edm.Int32"/>
        <Property Name="total" Type="Edm.Int64"/>
        <Property Name="small" Type="Edm.Int16"/>
        <Property Name="share" Type="Edm.Double"/>
        <Property Name="price" Type="Edm.Decimal"/>
        <Property Name="due" Type="Edm.DateTimeOffset"/>
        <Property Name="key" Type="Edm.Guid"/>
        <Property Name="data" Type="Edm.Binary" MaxLength="3"/>
        <Property Name="more" Type="Edm.Untyped"/>
        <NavigationProperty Name="parent" Type="contoso.case"/>
    </EntityType>
    <EntityType Name="urgentCase" BaseType="contoso.case"><Property Name="level" Type="Edm.Byte"/></EntityType>
    <Action Name="close" IsBound="true">
        <Parameter Name="case" Type="contoso.case"/>
        <Parameter Name="reason" Type="Edm.String" Nullable="false"/>
    </Action>"#;

fn types() -> &'static Registry {
    load(TYPES)
}

fn case(text: &str) -> AnyEntity {
    types().read_as("contoso.case", text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The value as one of a loaded type.
fn loaded(text: &str) -> StructuredValue {
    case(text).downcast().expect("a value of a loaded type")
}

fn kinds(deviations: &[Deviation]) -> Vec<(&str, &str)> {
    deviations.iter().map(|it| (it.path(), it.kind())).collect()
}

#[test]
fn tables_have_the_bases_the_facts_and_the_facets_of_the_schema() {
    let table = |name: &str| types().find(name).expect("a type").structured_type();
    let urgent = table("contoso.urgentCase");
    assert_eq!(urgent.base().map(StructuredType::name), Some("contoso.case"));
    assert_eq!(urgent.declared().map(entity_core::Property::name).collect::<Vec<_>>(), ["level"]);
    assert_eq!(urgent.properties().len(), 21);
    assert!(
        table("contoso.place").is_abstract() && !table("contoso.place").is_open() && table("contoso.room").is_open()
    );
    let rules = |name: &str| format!("{:?}", table("contoso.case").property(name).expect("a property").rules());
    assert_eq!(rules("id"), "[non_null]");
    assert_eq!(rules("title"), "[max_len = 9]");
    assert_eq!(rules("code"), "[max_len = 4]");
    assert_eq!(rules("codes"), "[each(max_len = 4)]");
    assert!(table("contoso.case/close").is_action());
    assert_eq!(
        table("contoso.case/close").properties().map(entity_core::Property::name).collect::<Vec<_>>(),
        ["reason"]
    );
    assert!(types().find("CONTOSO.CASE").is_some(), "in any case, if there is no exact name");
}

#[test]
fn nothing_that_was_received_is_lost() {
    for text in [
        r#"{"id":"1","title":"a","phase":"closed","media":"audio,video","isOpen":true,"count":5,"total":-7,"share":0.5}"#,
        r#"{"Phase":"OPEN","media":"video, Audio","isOpen":"true","count":"5","total":1e2,"small":1.0,"share":1,"price":10.50}"#,
        r#"{"due":"2024-05-06T07:08:09.1234567+02:00","key":"0FE0623F-D628-42ED-B4BD-8AC290072CC5","data":"AQID","more":{"a":[1.0]}}"#,
        r#"{"title":5,"phase":[],"media":1,"place":"x","places":{},"isOpen":"maybe","count":1.5,"due":"soon","key":1,"data":"?"}"#,
        r#"{"phases":["open",null,"Closed","gone",5],"codes":["a",null,"b"],"places":[{"city":"Zug"},null,7]}"#,
        r##"{"place":{"city":"Zug","floor":3,"@odata.type":"#contoso.room","view":[1.50]},"parent":{"parent":{"level":1,"@odata.type":"#contoso.urgentCase"}}}"##,
        r#"{"id":null,"title":null,"phase":null,"place":null,"places":null,"count":null,"due":null,"more":null,"unknown":{"n":1.0}}"#,
        "{}",
    ] {
        let value = case(text);
        assert_eq!(tests::faithful(&json::to_string(&value)), tests::faithful(text));
        let again = case(&json::to_string(&value));
        assert_eq!(again.properties(), value.properties(), "{text}");
    }
}

#[test]
fn deviations_and_violations_are_those_of_the_schema() {
    let value = case(
        r#"{"Title":"a long title","phase":"Open","media":"audio,smell","count":"5","codes":["abcde",null],"place":5,"id":null,"data":"AQIDBA=="}"#,
    );
    assert_eq!(
        kinds(&value.deviations()),
        [
            ("/id", "null"),
            ("/title", "name_case"),
            ("/codes/1", "omitted_item"),
            ("/phase", "member_case"),
            ("/media", "unknown_member"),
            ("/place", "undecodable"),
            ("/count", "quoted"),
        ]
    );
    let violations: Vec<_> = value.validate().unwrap_err().into_iter().map(|it| it.to_string()).collect();
    assert_eq!(
        violations,
        [
            "/id: null is not allowed (non_null)",
            "/title: 12 characters, at most 9 are allowed (max_len)",
            "/codes/0: 5 characters, at most 4 are allowed (max_len)",
            "/data: 4 bytes, at most 3 are allowed (max_len)",
        ]
    );
}

#[test]
fn the_tag_decides_the_type_wherever_it_stands() {
    for text in [
        r##"{"@odata.type":"#contoso.urgentCase","title":"a","level":3}"##,
        r##"{"title":"a","level":3,"@odata.type":"#contoso.urgentCase"}"##,
        r##"{"LEVEL":3,"title":"a","@odata.type":"#contoso.urgentCase"}"##,
    ] {
        let value = case(text);
        assert_eq!(value.structured_type().name(), "contoso.urgentCase", "{text}");
        assert_eq!((value.property("level"), value.property("title")), (Some(json!(3)), Some(json!("a"))), "{text}");
        let outer = case(&format!(r#"{{"parent":{text}}}"#));
        let mut places = Vec::new();
        outer
            .as_node()
            .expect("a value")
            .walk(&mut |path, node| places.push((path.to_owned(), node.structured_type().name())));
        assert_eq!(places[1], ("/parent".to_owned(), "contoso.urgentCase"), "{text}");
    }
    let other = case(r##"{"place":{"@odata.type":"#contoso.case","city":"Zug"}}"##);
    assert_eq!(kinds(&other.deviations()), [("/place", "other_type")]);
    assert!(types().read_as("contoso.case", br##"{"@odata.type":"#contoso.room"}"##).is_err(), "of another family");
}

#[test]
fn a_refused_change_changes_nothing() {
    let mut value = loaded(r#"{"id":"1","title":"a","phase":"Open","place":{"city":"Zug"}}"#);
    let before = value.clone();
    let mut refuse = |name: &str, new: Value| value.set_property(name, new).unwrap_err().rule();
    assert_eq!(refuse("title", json!("a long title")), "max_len");
    assert_eq!(refuse("id", Value::Null), "non_null");
    assert_eq!(refuse("phase", json!(5)), "type");
    assert_eq!(refuse("place", json!([])), "type");
    assert_eq!(refuse("due", json!("soon")), "type");
    assert_eq!(value, before);
    assert_eq!(value.received("phase"), Some(r#""Open""#));
    value.set_property("phase", json!("closed")).expect("a member");
    value.set_property("more", json!({"a": 1})).expect("untyped");
    value.set_property("unknown", json!(1.5)).expect("a dynamic property");
    assert_ne!(value, before);
    assert_eq!(
        json::to_string(&value),
        r#"{"id":"1","title":"a","phase":"closed","place":{"city":"Zug"},"more":{"a":1},"unknown":1.5}"#
    );
    let mut entity = load(r#"<EntityType Name="entity"><Property Name="id" Type="Edm.String"/></EntityType>"#)
        .find("contoso.entity")
        .expect("a type")
        .empty();
    entity.set_property("id", json!("1")).expect("only Graph's id is read-only");
}

#[test]
fn a_patch_has_what_changed() {
    let text = r##"{"id":"1","media":"audio,video","price":10.50,"place":{"@odata.type":"#contoso.room","city":"Zug","floor":1},"parent":{"id":"2","title":"b"}}"##;
    let mut value = Tracked::new(loaded(text));
    value.set_property("media", json!("video,audio")).expect("flags");
    value.set_property("price", json!("10.5")).expect("a decimal");
    assert_eq!(value.patch(), None, "equal by value");
    value.set_property("place", json!({"@odata.type": "#contoso.room", "city": "Zug", "floor": 2})).expect("a room");
    value.set_property("parent", json!({"id": "2", "title": "c"})).expect("a case");
    assert_eq!(value.patch().as_deref(), Some(r##"{"place":{"@odata.type":"#contoso.room","floor":2}}"##));
    let patches = value.patches();
    assert_eq!(patches[1], ("parent".to_owned(), r#"{"title":"c"}"#.to_owned()));
    value.accept();
    assert_eq!(value.patch(), None);
}

#[test]
fn nested_values_are_changed_in_place() {
    let text = r##"{"place":{"city":"Zug","floor":3,"@odata.type":"#contoso.room"},"places":[{"city":"Bern"},7,{"city":"Chur"}],"count":"5"}"##;
    let mut value = Tracked::new(loaded(text));
    value.value_mut("place").expect("a place").set_property("floor", 4.into()).unwrap();
    assert_eq!(value.patch().as_deref(), Some(r##"{"place":{"@odata.type":"#contoso.room","floor":4}}"##));
    for place in value.values_mut("places") {
        place.set_property("city", "Genf".into()).unwrap();
    }
    let places = json!([{"city": "Genf"}, 7, {"city": "Genf"}]);
    assert_eq!(value.property("places"), Some(places), "the item that is none keeps its place");
    assert_eq!(value.received("count"), Some(r#""5""#));
}

#[test]
fn what_is_no_structured_value_cannot_be_changed_in_place() {
    let text = r#"{"place":"x","places":{},"title":"a","codes":["a"],"count":"5"}"#;
    let mut value = loaded(text);
    for name in ["place", "places", "title", "codes", "count", "parent", "nothing"] {
        assert!(value.value_mut(name).is_none(), "{name}");
        assert_eq!(value.values_mut(name).count(), 0, "{name}");
    }
    assert_eq!(
        tests::faithful(&json::to_string(&value)),
        tests::faithful(text),
        "nothing that was received is dropped"
    );
}

#[test]
fn actions_of_a_schema_make_requests() {
    let types = load(
        r#"<ComplexType Name="part"><Property Name="name" Type="Edm.String"/></ComplexType>
        <EntityType Name="call"/>
        <Action Name="close" IsBound="true"><Parameter Name="call" Type="contoso.call"/>
            <Parameter Name="reason" Type="Edm.String" MaxLength="3"/><Parameter Name="parts" Type="Collection(contoso.part)"/></Action>
        <Action Name="wake" IsBound="true"><Parameter Name="calls" Type="Collection(contoso.call)"/></Action>
        <Function Name="parts" IsBound="true"><Parameter Name="call" Type="contoso.call"/>
            <Parameter Name="name" Type="Edm.String"/><ReturnType Type="Collection(contoso.part)"/></Function>"#,
    );
    let call = Target::<StructuredValue>::at("/calls/7");
    let request = |name: &str, parameters: &str| {
        let registered = types.find(name).expect("an action");
        let parameters = registered.read(parameters.as_bytes()).expect("parameters");
        registered.action().expect("an action").request(&call, &parameters)
    };
    let close = r#"{"reason":"end","parts":[{"name":"a"}]}"#;
    assert_eq!(request("contoso.call/close", close), Request::post("/calls/7/close", Some(close.to_owned())));
    assert_eq!(request("contoso.call/wake", "{}"), Request::post("/calls/7/wake", None));
    let function = request("contoso.call/parts", r#"{"name": "o'neil"}"#);
    assert_eq!(function, Request::get("/calls/7/parts(name='o''neil')"));

    let action = |name: &str| types.find(name).and_then(Registered::action).expect("an action");
    assert!(action("contoso.call/wake").is_on_collection() && !action("contoso.call/close").is_on_collection());
    assert_eq!(action("contoso.call/parts").answer().map(StructuredType::name), Some("contoso.part"));
    assert!(action("contoso.call/close").answer().is_none());
    assert!(types.find("contoso.call").expect("a type").action().is_none());
}

#[test]
fn schemas_whose_actions_differ_are_two() {
    let with = |attributes: &str, returns: &str| {
        load(&format!(
            r#"<EntityType Name="pair"/><{attributes} Name="join" IsBound="true"><Parameter Name="pair" Type="contoso.pair"/>{returns}</{attributes}>"#
        ))
    };
    let returns = r#"<ReturnType Type="contoso.pair"/>"#;
    let action = with("Action", returns);
    assert!(std::ptr::eq(action, with("Action", returns)));
    assert!(!std::ptr::eq(action, with("Function", returns)) && !std::ptr::eq(action, with("Action", "")));
}

#[test]
fn values_are_equal_if_their_decoded_properties_are() {
    let equal = |one: &str, other: &str| loaded(one) == loaded(other);
    assert!(equal(r#"{"count":5,"phase":"open"}"#, r#"{"phase":"OPEN","count":"5"}"#));
    assert!(equal(r#"{"media":"audio,video","price":1.50}"#, r#"{"price":1.5,"media":"video, audio"}"#));
    assert!(equal(
        r##"{"@odata.type":"#contoso.case","due":"2024-05-06T09:08:09+02:00"}"##,
        r#"{"due":"2024-05-06T07:08:09Z"}"#
    ));
    assert!(!equal(r#"{"count":5}"#, r#"{"count":null}"#));
    assert!(!equal(r#"{"count":5}"#, "{}"));
    assert!(!equal("{}", r#"{"place":{}}"#));
    assert!(!equal("{}", r##"{"@odata.type":"#contoso.urgentCase"}"##));
    assert_eq!(format!("{:?}", loaded(r#"{"title":"a secret"}"#)), "StructuredValue(contoso.case)");
}

#[test]
fn values_pass_through_formats_of_serde() {
    let text = r##"{"@odata.type":"#contoso.urgentCase","title":"a","phase":"closed","places":[{"@odata.type":"#contoso.room","floor":2}],"level":3,"unknown":[true]}"##;
    let type_ = types().find("contoso.urgentCase").expect("a type");
    let value = type_.read(text.as_bytes()).expect("readable");
    let through_json = type_.deserialize(&mut serde_json::Deserializer::from_str(text)).expect("readable");
    assert_eq!(json::to_string(&through_json), text);
    let packed = rmp_serde::to_vec(&value).expect("writable");
    let unpacked = type_.deserialize(&mut rmp_serde::Deserializer::new(packed.as_slice())).expect("readable");
    assert_eq!(json::to_string(&unpacked), text);
    assert_eq!(serde_json::to_string(&loaded(text)).expect("writable"), text);
}

#[test]
fn a_collection_is_read_item_by_item() {
    let text = r##"{"@odata.count":2,"value":[{"title":"a"},{"@odata.type":"#contoso.urgentCase","level":"3"}]}"##;
    let page = types().read_as("Collection(contoso.case)", text.as_bytes()).expect("readable");
    assert_eq!(kinds(&page.deviations()), [("/value/1/level", "quoted")]);
    assert_eq!(tests::faithful(&json::to_string(&page)), tests::faithful(text));
}

#[test]
fn equal_schemas_are_loaded_once() {
    assert!(std::ptr::eq(types(), types()));
    let changed = [
        ("MaxLength=\"9\"", "MaxLength=\"8\""),
        ("Name=\"audio\"", "Name=\"sound\""),
        ("Abstract=\"true\"", ""),
        ("Type=\"Edm.Byte\"", "Type=\"Edm.SByte\""),
        (" Nullable=\"true\"", ""),
        ("Name=\"reason\"", "Name=\"why\""),
    ];
    for (old, new) in changed {
        let other = load(&TYPES.replacen(old, new, 1));
        assert!(!std::ptr::eq(types(), other), "{old}");
    }
}

#[test]
fn a_schema_that_would_take_too_much_memory_is_refused() {
    // The types after the first derive from it. Each repeats its properties.
    let load = |properties: usize, types: usize, name: fn(usize) -> String| {
        let derived = (1..types).map(|at| format!(r#"<ComplexType Name="t{at}" BaseType="contoso.t0"/>"#));
        let first = r#"<ComplexType Name="t0"><Property Name="p" Type="Edm.Int32"/></ComplexType>"#.to_owned();
        let document = document(&derived.fold(first, |all, type_| all + &type_));
        let mut schema = csdl::read(document.as_bytes()).expect("CSDL");
        let Definition::Structured(first) = &mut schema.namespaces[0].types[0].definition else { panic!("structured") };
        let row = first.properties[0].clone();
        first.properties = (0..properties).map(|at| Property { name: name(at), ..row.clone() }).collect();
        csdl::load(&schema)
    };
    let short = |at| format!("p{at}");
    let refused = |properties, types| load(properties, types, short).map(|_| ()).unwrap_err().to_string();
    let largest = load(65_534, 1, short).unwrap().read_as("contoso.t0", br#"{"p65533": 7, "p0": 1}"#).unwrap();
    assert_eq!(largest.property("p65533"), Some(7.into()));
    assert_eq!(refused(20_000, 200), "the tables of all loaded schemas would take more than 256 MiB");
    assert_eq!(refused(65_535, 1), "`contoso.t0` has more than 65534 properties");
    let alike = load(5_000, 1, |at| format!("attribut{at:06}extended")).map(|_| ()).unwrap_err();
    assert!(alike.to_string().starts_with("`contoso.t0` has more than 4096 properties whose names"), "{alike}");
}

#[test]
fn a_definition_under_the_name_of_a_primitive_type_changes_no_property() {
    let text = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
        <Schema Namespace="Edm" xmlns="http://docs.oasis-open.org/odata/ns/edm"><TypeDefinition Name="String" UnderlyingType="Edm.Int32"/></Schema>
        <Schema Namespace="c" xmlns="http://docs.oasis-open.org/odata/ns/edm"><TypeDefinition Name="a" UnderlyingType="Edm.String"/>
        <ComplexType Name="t"><Property Name="p" Type="c.a"/></ComplexType></Schema></edmx:DataServices></edmx:Edmx>"#;
    let load = || csdl::load(&csdl::read(text.as_bytes()).expect("CSDL")).expect("loads");
    assert!(std::ptr::eq(load(), load()), "an equal schema has one registry");
    let value = load().read_as("c.t", br#"{"p": 1}"#).unwrap();
    assert_eq!(value.deviations()[0].kind(), "undecodable");
}

#[test]
fn a_read_only_property_has_no_rule_as_in_declarations() {
    let text = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
        <Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <EntityType Name="entity"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
        </Schema></edmx:DataServices></edmx:Edmx>"#;
    let types = csdl::load(&csdl::read(text.as_bytes()).expect("CSDL")).expect("loads");
    let value = types.read_as("microsoft.graph.entity", br#"{"id": null}"#).unwrap();
    assert!(value.validate().is_ok());
}
