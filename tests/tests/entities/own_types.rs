//! A crate beside `comms` with types, a kind, rules, an operation, a union and a registry of its own, made with public items only.

use comms::prelude::*;
use comms::{
    AnyCommsOperation, CommsNotification, CommsNotifications, CommsOperation, PlayPromptOperation, ResourceData,
    SendDtmfTonesOperation,
};
use entity_core::json::{self, Token};
use entity_core::{
    ComplexType, DynamicProperties, Entity, EnumType, OneOf, Page, Prop, ReadError, Registered, Registry, Tracked,
};
use serde_json::{Value, json};
use std::fmt::Write;
use tests::faithful;

/// A colour, `"#ff8800"` on the wire: a kind of this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Colour(u32);

impl Primitive for Colour {
    const NAME: &'static str = "contoso.colour";

    fn decode(token: &Token<'_>) -> Option<Self> {
        let text = token.as_str()?;
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        u32::from_str_radix(digits, 16).ok().map(Colour)
    }

    fn encode(&self, out: &mut String) {
        let _ = write!(out, "\"#{:06x}\"", self.0);
    }
}

/// The style of captions.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.style")]
struct Style {
    /// The colour of the text.
    #[prop("colour", check = visible)]
    colour: Prop<Colour>,
    /// All colours in use.
    #[prop("palette", max_items = 2)]
    palette: Prop<Vec<Colour>>,
    /// The size in points.
    #[prop("size", range = 6..=72)]
    size: Prop<i32>,
    /// The readers of the captions.
    #[prop("audience", pattern = "^[a-z]+$", min_len = 2)]
    audience: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A rule of this crate.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "a rule takes a reference")]
fn visible(colour: &Colour) -> Result<(), String> {
    if colour.0 == 0 { Err("black on black".to_owned()) } else { Ok(()) }
}

/// The source of captions.
#[derive(Clone, Debug, PartialEq, EnumType)]
#[enum_type("contoso.captionSource")]
enum CaptionSource {
    Human,
    #[member("speechToText")]
    Machine,
    #[other]
    Other(String),
}

/// An operation that `comms` does not declare.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.captionOperation")]
struct CaptionOperation {
    #[base]
    operation: CommsOperation,
    /// The caption's language.
    #[prop("language", max_len = 35, required)]
    language: Prop<String>,
    /// The style of the captions; an empty one if absent.
    #[prop("style", default)]
    style: Prop<Style>,
    /// Their source.
    #[prop("source")]
    source: Prop<CaptionSource>,
}

impl LongRunning for CaptionOperation {}

/// A subtype of this crate's type.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.translationOperation")]
struct TranslationOperation {
    #[base]
    caption: CaptionOperation,
    /// The language that it is translated to.
    #[prop("target")]
    target: Prop<String>,
}

impl LongRunning for TranslationOperation {}

/// Every operation that this bot may receive.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = CommsOperation)]
enum BotOperation {
    Caption(CaptionOperation),
    Translation(TranslationOperation),
    #[other]
    Known(AnyCommsOperation),
}

static TYPES: Registry = Registry::including(
    &[&comms::TYPES],
    &[Registered::of::<CaptionOperation>(), Registered::of::<TranslationOperation>(), Registered::of::<Style>()],
);

const CAPTION: &str = r##"{"status": "Running", "language": "en", "style": {"colour": "#FF8800", "palette": ["#000001", 5], "weight": 1.50},
    "source": "SpeechToText", "id": "cap-1", "clientContext": "c", "@odata.type": "#contoso.captionOperation", "x": [1.0]}"##;

#[test]
fn an_own_operation_is_read_beside_the_shipped_ones() {
    let page = format!(
        r##"{{"value": [{CAPTION}, {{"@odata.type": "contoso.translationOperation", "target": "fr", "status": "failed"}},
            {{"@odata.type": "#microsoft.graph.playPromptOperation"}}, {{"@odata.type": "#contoso.ofTomorrow", "status": "completed"}}, {{}}]}}"##
    );
    let read: Page<BotOperation> = json::from_str(&page).expect("a page");
    assert_eq!(faithful(&json::to_string(&read)), faithful(&page));
    let [
        BotOperation::Caption(caption),
        BotOperation::Translation(translation),
        BotOperation::Known(AnyCommsOperation::PlayPrompt(_)),
        new,
        bare,
    ] = read.value()
    else {
        panic!("{read:?}")
    };
    assert_eq!((caption.language(), caption.id(), caption.client_context()), (Some("en"), Some("cap-1"), Some("c")));
    assert_eq!(caption.style().colour(), Some(&Colour(0xff_88_00)));
    assert_eq!(caption.source(), Some(&CaptionSource::Machine));
    assert_eq!(
        (translation.target(), translation.language(), translation.finality()),
        (Some("fr"), None, Finality::Final(Outcome::Failed))
    );
    assert!(matches!(new, BotOperation::Known(AnyCommsOperation::Other(_))), "{new:?}");
    assert_eq!(new.finality(), Finality::Final(Outcome::Succeeded));
    assert_eq!(bare, &BotOperation::default());
    assert_eq!(read.value()[1].finality(), Finality::Final(Outcome::Failed));
    assert_eq!(read.value()[0].finality(), Finality::Pending);
}

#[test]
fn an_own_union_converts_and_derefs() {
    let own = BotOperation::from(CaptionOperation::default());
    assert_eq!(json::to_string(&own), r##"{"@odata.type":"#contoso.captionOperation"}"##);
    let shipped = BotOperation::from(AnyCommsOperation::from(PlayPromptOperation::default()));
    assert_eq!(json::to_string(&shipped), r##"{"@odata.type":"#microsoft.graph.playPromptOperation"}"##);
    assert_eq!(json::to_string(&BotOperation::default()), "{}");
    let mut own = own;
    own.set_client_context("mine").expect("short");
    let base: &CommsOperation = &own;
    assert_eq!(base.client_context(), Some("mine"));
    assert_eq!(own.structured_type().name(), "contoso.captionOperation");
    assert_eq!(shipped.structured_type().name(), "microsoft.graph.playPromptOperation");
    assert_eq!(
        own.structured_type().base().map(entity_core::StructuredType::name),
        Some("microsoft.graph.commsOperation")
    );
}

#[test]
fn an_own_union_has_the_finality_of_its_variant() {
    let body = r##"{"@odata.type": "#microsoft.graph.sendDtmfTonesOperation", "status": "completed", "completionReason": "mediaOperationCanceled"}"##;
    let held: BotOperation = json::from_str(body).expect("tones");
    let tones: SendDtmfTonesOperation = json::from_str(body).expect("tones");
    let all: [&dyn LongRunning; 3] = [&held, &tones, &Some(held.clone())];
    assert!(all.iter().all(|operation| operation.finality() == Finality::Final(Outcome::Failed)));
}

#[test]
fn own_rules_are_checked_by_setters_by_name_and_by_validate() {
    let mut caption = CaptionOperation::default();
    let violation = |found: Result<(), entity_core::Violation>| {
        found.map_err(|violation| (violation.path().to_owned(), violation.rule())).expect_err("refused")
    };
    assert_eq!(violation(caption.set_language(None)), ("/language".to_owned(), "required"));
    assert_eq!(violation(caption.set_language(Prop::Null)), ("/language".to_owned(), "required"));
    assert_eq!(violation(caption.set_language("x".repeat(36))), ("/language".to_owned(), "max_len"));
    assert_eq!(violation(caption.set_property("language", Value::Null)), ("/language".to_owned(), "required"));
    caption.set_language("en").expect("fine");
    let style = caption.style_mut();
    assert_eq!(violation(style.set_colour(Colour(0))), ("/colour".to_owned(), "check"));
    assert_eq!(violation(style.set_property("colour", json!("#000000"))), ("/colour".to_owned(), "check"));
    assert_eq!(violation(style.set_property("colour", json!("black"))).0, "/colour");
    assert_eq!(violation(style.set_palette(vec![Colour(1), Colour(2), Colour(3)])).1, "max_items");
    assert_eq!(violation(style.set_size(5)).1, "range");
    assert_eq!(violation(style.set_size(73)).1, "range");
    assert_eq!(violation(style.set_audience("x")).1, "min_len");
    assert_eq!(violation(style.set_audience("Guests")).1, "pattern");
    assert_eq!(style, &Style::default(), "as it was");
    style.set_size(6).and(style.set_size(72)).expect("both ends");
    style.set_audience("guests").expect("fine");
    style.set_colour(Colour(1)).expect("fine");
    assert!(caption.validate().is_ok());

    let body = json!({"style": {"colour": "#000000", "palette": ["#000001", "#000002", "#000003"], "size": 5, "audience": "X"}});
    let read: CaptionOperation = json::from_value(body).expect("readable");
    let found: Vec<_> = read
        .validate()
        .expect_err("broken")
        .into_iter()
        .map(|violation| format!("{} {}", violation.path(), violation.rule()))
        .collect();
    for expected in [
        "/language required",
        "/style/colour check",
        "/style/palette max_items",
        "/style/size range",
        "/style/audience min_len",
        "/style/audience pattern",
    ] {
        assert!(found.iter().any(|violation| violation == expected), "{expected} is not in {found:?}");
    }
    assert_eq!(found.len(), 6, "{found:?}");
    let messages: Vec<_> = read.validate().expect_err("broken").iter().map(ToString::to_string).collect();
    assert!(messages.iter().any(|message| message.contains("black on black")), "{messages:?}");
}

#[test]
fn an_own_kind_is_kept_if_it_is_spelled_otherwise_or_does_not_decode() {
    let caption: CaptionOperation = json::from_str(CAPTION).expect("a caption");
    assert_eq!(faithful(&json::to_string(&caption)), faithful(CAPTION));
    assert_eq!(caption.style().received("colour"), Some(r##""#FF8800""##), "it would be written in lower case");
    assert_eq!(caption.style().palette(), [Colour(1)]);
    let found: Vec<_> =
        caption.deviations().iter().map(|deviation| (deviation.path().to_owned(), deviation.kind())).collect();
    assert_eq!(
        found,
        [("/status", "member_case"), ("/style/palette/1", "omitted_item"), ("/source", "member_case")]
            .map(|(path, kind)| (path.to_owned(), kind))
    );
    assert_eq!(caption.style().property("colour"), Some(json!("#FF8800")));

    let mut tracked = Tracked::new(caption);
    tracked.style_mut().set_colour(Colour(0xff_88_00)).expect("fine");
    assert_eq!(tracked.patch(), None, "the same colour");
    tracked.style_mut().set_colour(Colour(1)).expect("fine");
    tracked.set_source(CaptionSource::Human);
    let patch: Value = serde_json::from_str(&tracked.patch().expect("a change")).expect("JSON");
    assert_eq!(patch, json!({"style": {"colour": "#000001"}, "source": "human"}));
}

#[test]
fn an_own_registry_includes_the_shipped_types() {
    let boxed = TYPES.read(CAPTION.as_bytes()).expect("a caption");
    assert_eq!(boxed.downcast_ref::<CaptionOperation>().and_then(CaptionOperation::language), Some("en"));
    assert_eq!(faithful(&json::to_string(&boxed)), faithful(CAPTION));
    assert!(
        matches!(comms::TYPES.read(CAPTION.as_bytes()), Err(ReadError::UnknownType(name)) if name == "contoso.captionOperation")
    );
    let tones = TYPES.read(br##"{"@odata.type": "#microsoft.graph.sendDtmfTonesOperation"}"##).expect("tones");
    assert!(
        tones.downcast_ref::<SendDtmfTonesOperation>().is_some() && tones.downcast_ref::<CommsOperation>().is_none()
    );
    let as_base = TYPES.read_as("microsoft.graph.commsOperation", CAPTION.as_bytes()).expect("derives from it");
    assert_eq!(as_base.structured_type().name(), "contoso.captionOperation");
    assert!(matches!(TYPES.read_as("contoso.style", CAPTION.as_bytes()), Err(ReadError::Unrelated { .. })));
    let style = TYPES.read_as("contoso.style", br#"{"size": 5}"#).expect("a style");
    assert_eq!(style.validate().expect_err("too small").iter().next().map(entity_core::Violation::rule), Some("range"));
    assert_eq!(TYPES.iter().count(), comms::TYPES.iter().count() + 3);
    for name in ["contoso.style", "#contoso.style", "Contoso.Style"] {
        assert_eq!(TYPES.find(name).map(|known| known.structured_type().name()), Some("contoso.style"), "{name}");
    }
    assert!(TYPES.find("contoso").is_none() && comms::TYPES.find("contoso.style").is_none());
    let mut boxed = boxed;
    assert_eq!(boxed.set_property("language", json!("x".repeat(36))).expect_err("too long").rule(), "max_len");
    boxed.set_property("language", json!("fr")).expect("fine");
    assert_eq!(boxed.downcast::<CaptionOperation>().expect("a caption").language(), Some("fr"));
}

#[test]
fn an_own_operation_in_a_notification_is_read_with_nothing_lost() {
    let numbers = r#""rate": 1.50, "ticket": 123456789012345678901234567890"#;
    let data = CAPTION.replace("\"x\": [1.0]", numbers);
    let body = format!(r#"{{"value": [{{"changeType": "updated", "resourceUrl": "/x", "resourceData": {data}}}]}}"#);
    let envelope: CommsNotifications = json::from_str(&body).expect("an envelope");
    assert_eq!(faithful(&json::to_string(&envelope)), faithful(&body));
    let notification = &envelope.value()[0];
    let Some(ResourceData::Operation(known)) = notification.resource_data() else { panic!("{envelope:?}") };
    assert!(matches!(known, AnyCommsOperation::Other(_)), "{known:?}");
    assert_eq!((known.client_context(), known.finality()), (Some("c"), Finality::Pending));
    let own = notification.operation_as::<BotOperation>().expect("readable").expect("an operation");
    assert_eq!(faithful(&json::to_string(&own)), faithful(&data));
    let BotOperation::Caption(caption) = own else { panic!("{own:?}") };
    assert_eq!((caption.language(), caption.style().colour()), (Some("en"), Some(&Colour(0xff_88_00))));
    assert_eq!(caption.dynamic().raw("ticket"), Some("123456789012345678901234567890"));
    let caption = notification.operation_as::<CaptionOperation>().expect("readable").expect("an operation");
    assert_eq!(caption.received("status"), Some("\"Running\""));
}

#[test]
fn resource_data_without_a_known_tag_is_an_operation_if_its_url_is() {
    let numbers = r#""language": "en", "rate": 1.50, "ticket": 123456789012345678901234567890"#;
    let read = |url: &str, data: &str| -> CommsNotification {
        json::from_str(&format!(r#"{{"resourceUrl": "{url}", "resourceData": {data}}}"#)).expect("a notification")
    };
    let operations = "/communications/calls/7/operations/8";
    for data in [format!("{{{numbers}}}"), format!(r#"{{"@odata.type": "contoso.caption", {numbers}}}"#)] {
        let notification = read(operations, &data);
        assert!(matches!(notification.resource_data(), Some(ResourceData::Untyped(_))));
        let caption = notification.operation_as::<CaptionOperation>().expect("readable").expect("an operation");
        assert_eq!((caption.language(), caption.dynamic().raw("rate")), (Some("en"), Some("1.50")));
        assert_eq!(faithful(&json::to_string(&caption)), faithful(&data));
        assert!(matches!(notification.operation_as(), Ok(Some(BotOperation::Known(AnyCommsOperation::Other(_))))));
        assert!(matches!(read("/communications/calls/7", &data).operation_as::<BotOperation>(), Ok(None)));
    }
    let onenote = r##"{"@odata.type": "#microsoft.graph.onenoteOperation", "status": "Running"}"##;
    let onenote = read("/me/onenote/operations/8", onenote).operation_as::<comms::OnenoteOperation>();
    assert!(onenote.is_ok_and(|operation| operation.is_some()));
    for other in [
        "null",
        "[]",
        r##"{"@odata.type": "#microsoft.graph.call"}"##,
        r##"[{"@odata.type": "#contoso.captionOperation"}]"##,
    ] {
        assert!(matches!(read(operations, other).operation_as::<BotOperation>(), Ok(None)), "{other}");
    }
    let twice = read("/x", r##"{"@odata.type": "#contoso.captionOperation", "language": "a", "LANGUAGE": "b"}"##);
    assert_eq!(twice.operation_as::<CaptionOperation>().expect_err("given twice").pointer(), "/LANGUAGE");
    assert!(twice.operation_as::<AnyCommsOperation>().is_ok());
}

#[test]
fn an_own_type_lists_its_properties_and_rules() {
    let table = TranslationOperation::default().structured_type();
    let names: Vec<_> = table.properties().map(entity_core::Property::name).collect();
    assert_eq!(names, ["id", "clientContext", "resultInfo", "status", "language", "style", "source", "target"]);
    assert!(table.derives_from(CommsOperation::default().structured_type()));
    assert!(!CommsOperation::default().structured_type().derives_from(table));
    let language = table.property("LANGUAGE").expect("in any case");
    assert_eq!(language.rules().iter().map(entity_core::Rule::word).collect::<Vec<_>>(), ["max_len", "required"]);
    assert_eq!(table.property("style").map(|style| style.value_type().name()), Some("contoso.style"));
}

#[test]
fn values_and_errors_can_be_shared_between_threads() {
    fn sent<T: Send + Sync + 'static>() {}
    fn error<E: std::error::Error + Send + Sync + 'static>() {}
    sent::<BotOperation>();
    sent::<CaptionOperation>();
    sent::<entity_core::AnyEntity>();
    sent::<Tracked<BotOperation>>();
    sent::<Page<BotOperation>>();
    error::<json::Error>();
    error::<entity_core::Violation>();
    error::<entity_core::Violations>();
    error::<entity_core::Deviation>();
    error::<ReadError>();
}
