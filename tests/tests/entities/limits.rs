//! Rules fit what a kind is, whatever it is called, and each rule that compiles is asked: by setters, `set_property` and `validate`.

use entity_core::edm::{Binary, Date, DateTimeOffset, Decimal, Duration, TimeOfDay};
use entity_core::json::Token;
use entity_core::{ComplexType, DynamicProperties, EnumType, Form, Prop, Secret, prelude::*};
use serde_json::json;
use tests::read;

type Title = String;
type Loud = u8;
type Titles = Vec<Title>;
type Half = Option<Title>;
type Kept = Box<Title>;

/// An enumeration, which has no length.
#[derive(Clone, Debug, PartialEq, EnumType)]
#[enum_type("radio.band")]
enum Band {
    Am,
    #[other]
    Other(String),
}

/// A text that is kept in capitals, with a name of Edm's.
#[derive(Clone, Debug, PartialEq)]
struct Sign(String);

impl Primitive for Sign {
    const NAME: &'static str = "Edm.String";

    fn decode(token: &Token<'_>) -> Option<Self> {
        token.as_str().map(|text| Self(text.to_uppercase()))
    }

    fn encode(&self, out: &mut String) {
        out.push_str(&json!(self.0).to_string());
    }
}

/// Euros, in cents: a number with a name of its own.
#[derive(Clone, Debug, PartialEq)]
struct Euros(i64);

impl Primitive for Euros {
    const NAME: &'static str = "radio.euros";
    const FORM: Form = Form::Bare;

    fn decode(token: &Token<'_>) -> Option<Self> {
        let (euros, cents) = token.raw().split_once('.')?;
        format!("{euros}{cents}").parse().ok().map(Self)
    }

    fn encode(&self, out: &mut String) {
        out.push_str(&format!("{}.{:02}", self.0 / 100, self.0 % 100));
    }
}

/// A place on a map, which is an object in JSON, and a kind without a form of its own.
#[derive(Clone, Debug, PartialEq)]
struct Place(f64);

impl Primitive for Place {
    const NAME: &'static str = "radio.place";

    fn decode(token: &Token<'_>) -> Option<Self> {
        token.raw().starts_with('{').then_some(Self(0.5))
    }

    fn encode(&self, out: &mut String) {
        out.push_str(r#"{"at":0.5}"#);
    }
}

mod most {
    pub(super) const TITLE: u32 = 4;
    pub(super) const TITLES: i64 = TITLE as i64 / 2;
    pub(super) const QUIET: u8 = 1;
    pub(super) const FROM: &str = "2024-01-01";
    pub(super) const NO_PATTERN: &str = "(";
    pub(super) const LEAST: f64 = 87.5;
}

macro_rules! kind {
    ($kind:ident) => {
        Vec<$kind>
    };
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("radio.programme")]
struct Programme {
    #[prop("title", max_len = most::TITLE, min_len = most::QUIET + 1)]
    title: Prop<Title>,
    #[prop("kept", max_len = 2 + 2)]
    kept: Prop<Kept>,
    #[prop("volume", range = most::QUIET..=11)]
    volume: Prop<Loud>,
    #[prop("titles", max_items = most::TITLES, each(max_len = most::TITLE, pattern = "^[A-Z]"))]
    titles: Prop<Titles>,
    #[prop("halves", each(min_len = 2, non_null))]
    halves: Prop<Vec<Half>>,
    #[prop("bands", max_items = 1)]
    bands: Prop<kind!(Band)>,
    #[prop("sign", max_len = 3, pattern = "^[A-Z]*$")]
    sign: Prop<Sign>,
    #[prop("signs", each(min_len = 2, check(loud = loud)))]
    signs: Prop<kind!(Sign)>,
    #[prop("fee", range = "0.50"..="99.99")]
    fee: Prop<Euros>,
    #[prop("place", max_len = 100)]
    place: Prop<Place>,
    #[prop("word", pattern = most::NO_PATTERN)]
    word: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn loud(sign: &Sign) -> Result<(), String> {
    if sign.0.ends_with('!') { Ok(()) } else { Err("is quiet".to_owned()) }
}

/// `path rule` of each broken rule.
fn broken(value: &impl Entity) -> Vec<String> {
    let violations = value.validate().err().into_iter().flatten();
    violations.map(|violation| format!("{} {}", violation.path(), violation.rule())).collect()
}

/// Reads a programme with one member and returns the rules that it breaks.
fn broken_by(name: &str, value: &serde_json::Value) -> Vec<String> {
    let programme: Programme = read(&json!({ name: value }).to_string());
    let mut set = Programme::default();
    let refused = set
        .set_property(name, value.clone())
        .err()
        .map(|violation| format!("{} {}", violation.path(), violation.rule()));
    let found = broken(&programme);
    assert_eq!(refused.as_ref(), found.first(), "set_property as validate: {name} {value}");
    found
}

#[test]
fn a_rule_fits_an_alias_a_box_and_a_macro() {
    let mut programme = Programme::default();
    assert_eq!(
        programme.set_title("Mozart".to_owned()).expect_err("six").to_string(),
        "/title: 6 characters, at most 4 are allowed (max_len)"
    );
    assert_eq!(programme.set_title("M".to_owned()).expect_err("one").rule(), "min_len");
    assert_eq!(programme.set_kept(Box::new("Mozart".to_owned())).expect_err("six").rule(), "max_len");
    assert_eq!(
        programme.set_volume(12_u8).expect_err("too loud").to_string(),
        "/volume: 12 is not within 1 to 11 (range)"
    );
    assert_eq!(programme.set_volume(0_u8).expect_err("too quiet").measure().to_string(), "0");
    programme.set_volume(11_u8).expect("within");
    assert_eq!(programme.set_bands(vec![Band::Am, Band::Other("fm".to_owned())]).expect_err("two").rule(), "max_items");
    assert_eq!(broken_by("titles", &json!(["A", "B", "C"])), ["/titles max_items"]);
}

#[test]
fn a_rule_fits_a_kind_of_ones_own() {
    assert_eq!(broken_by("sign", &json!("abcd")), ["/sign max_len"]);
    assert_eq!(broken_by("sign", &json!("a1")), ["/sign pattern"]);
    assert_eq!(broken_by("sign", &json!("abc")), [""; 0], "as it is written, in capitals");
    let fee = Programme::default().set_fee(Euros(10_000)).expect_err("too much");
    assert_eq!(fee.to_string(), "/fee: 100.00 is not within 0.50 to 99.99 (range)");
    for (cents, kept) in [(49, false), (50, true), (9_999, true), (-1, false)] {
        assert_eq!(Programme::default().set_fee(Euros(cents)).is_ok(), kept, "{cents}");
    }
    let place = Programme::default().set_place(Place(0.5)).expect_err("a rule that cannot be asked is broken");
    assert_eq!(place.to_string(), "/place: is not a text, so it has no length (max_len)");
}

#[test]
fn each_item_has_its_place() {
    assert_eq!(broken_by("titles", &json!(["Bach", "Brahms"])), ["/titles/1 max_len"]);
    assert_eq!(broken_by("titles", &json!(["bachs", "Bach"])), ["/titles/0 max_len", "/titles/0 pattern"]);
    assert_eq!(broken_by("halves", &json!(["ab", null, "c"])), ["/halves/1 non_null", "/halves/2 min_len"]);
    assert_eq!(broken_by("signs", &json!(["go!", "go", "!"])), ["/signs/1 loud", "/signs/2 min_len"]);
    // Items that do not decode keep their places.
    let read: Programme = read(r#"{"titles": [7, "Brahms"], "signs": [null, "x"]}"#);
    assert_eq!(broken(&read), ["/titles/1 max_len", "/signs/1 min_len", "/signs/1 loud"]);
    let mut programme = Programme::default();
    assert_eq!(
        programme.set_titles(vec!["Bach".to_owned(), "Brahms".to_owned()]).expect_err("the second").path(),
        "/titles/1"
    );
    let mut read = read;
    read.titles_mut().expect("some").push("b".to_owned());
    assert_eq!(
        broken(&read),
        ["/titles max_items", "/titles/1 max_len", "/titles/2 pattern", "/signs/1 min_len", "/signs/1 loud"]
    );
}

#[test]
fn a_constant_that_is_no_pattern_is_broken_by_every_value() {
    let violation = Programme::default().set_word("any").expect_err("broken");
    assert_eq!(violation.to_string(), "/word: the pattern ( is not a regular expression (pattern)");
    assert!(Programme::default().set_word(None).is_ok(), "no value");
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("radio.slot")]
struct Slot {
    #[prop("price", range = 0..="1000000.5")]
    price: Prop<Decimal>,
    #[prop("share", range = 0.25..)]
    share: Prop<Decimal>,
    #[prop("day", range = most::FROM..="2024-12-31")]
    day: Prop<Date>,
    #[prop("opens", range = "06:00"..="23:00:00")]
    opens: Prop<TimeOfDay>,
    #[prop("at", range = ..="2024-06-30T12:00:00+02:00")]
    at: Prop<DateTimeOffset>,
    #[prop("lasts", range = "PT1M"..="P1DT12H")]
    lasts: Prop<Duration>,
    #[prop("megahertz", range = most::LEAST..=108)]
    megahertz: Prop<f64>,
    #[prop("gain", range = ..=0.1)]
    gain: Prop<f32>,
    #[prop("listeners", range = 0..)]
    listeners: Prop<i64>,
    #[prop("days", each(range = "2024-01-01"..))]
    days: Prop<Vec<Date>>,
    #[prop("jingle", max_len = 3, min_len = 2)]
    jingle: Prop<Binary>,
    #[prop("jingles", each(max_len = 1))]
    jingles: Prop<Vec<Binary>>,
    #[prop("pin", max_len = 4, pattern = "^[0-9]+$")]
    pin: Prop<Secret>,
    #[prop("pins", each(max_len = 4))]
    pins: Prop<Vec<Secret>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The members, each with whether it keeps its rule.
const MEMBERS: &[(&str, &str, bool)] = &[
    ("price", "0", true),
    ("price", "-0.0000000000000000000000000001", false),
    ("price", "1000000.50", true),
    ("price", "1000000.500001", false),
    ("price", "1e30", true),
    ("share", "0.25", true),
    ("share", "0.2499", false),
    ("day", "\"2024-01-01\"", true),
    ("day", "\"2023-12-31\"", false),
    ("day", "\"2025-01-01\"", false),
    ("day", "\"-0001-01-01\"", false),
    ("opens", "\"06:00:00\"", true),
    ("opens", "\"05:59:59.999999999\"", false),
    ("opens", "\"23:00:00.5\"", false),
    ("at", "\"2024-06-30T10:00:00Z\"", true),
    ("at", "\"2024-06-30T12:00:00.001+02:00\"", false),
    ("at", "\"1900-01-01T00:00:00Z\"", true),
    ("lasts", "\"PT60S\"", true),
    ("lasts", "\"PT59.999S\"", false),
    ("lasts", "\"PT36H\"", true),
    ("lasts", "\"P1DT12H0.000000001S\"", false),
    ("lasts", "\"-PT5M\"", false),
    ("megahertz", "87.5", true),
    ("megahertz", "87.4", false),
    ("megahertz", "108.0", true),
    ("megahertz", "\"NaN\"", false),
    ("megahertz", "\"INF\"", false),
    ("gain", "0.1", true),
    ("gain", "\"-INF\"", true),
    ("gain", "0.11", false),
    ("listeners", "-1", false),
    ("listeners", "9223372036854775807", true),
    ("days", "[\"2024-02-29\", \"2024-01-01\"]", true),
    ("days", "[\"2024-02-29\", \"2023-01-01\"]", false),
    ("jingle", "\"AQID\"", true),
    ("jingle", "\"AQI=\"", true),
    ("jingle", "\"AQI\"", true),
    ("jingle", "\"AQ==\"", false),
    ("jingle", "\"AQIDBA\"", false),
    ("jingles", "[\"AQ==\", \"\"]", true),
    ("jingles", "[\"AQ==\", \"AQI=\"]", false),
    ("pin", "\"1234\"", true),
    ("pin", "\"12345\"", false),
    ("pins", "[\"1\", \"12345\"]", false),
];

#[test]
fn ordered_kinds_have_ranges_and_binary_data_a_length() {
    for (name, text, kept) in MEMBERS {
        // A decimal that a `Decimal` cannot hold has no value to ask.
        let slot: Slot = read(&format!("{{\"{name}\": {text}}}"));
        assert_eq!(broken(&slot).is_empty(), *kept, "{name}: {text}: {:?}", slot.validate());
        let set = Slot::default().set_property(name, serde_json::from_str(text).expect("JSON"));
        assert!(set.is_ok() == *kept || *text == "1e30", "{name}: {text}: {set:?}");
    }
}

#[test]
fn a_message_has_the_ends_that_there_are() {
    let said = |name: &str, text: &str| {
        Slot::default().set_property(name, serde_json::from_str(text).expect("JSON")).expect_err("broken").to_string()
    };
    assert_eq!(said("listeners", "-1"), "/listeners: -1 is not at least 0 (range)");
    assert_eq!(said("gain", "7"), "/gain: 7 is not at most 0.1 (range)");
    assert_eq!(said("day", "\"2025-01-01\""), "/day: 2025-01-01 is not within 2024-01-01 to 2024-12-31 (range)");
    assert_eq!(said("jingle", "\"AQ==\""), "/jingle: 1 bytes, at least 2 are needed (min_len)");
    assert_eq!(said("jingles", "[\"\",\"AQID\"]"), "/jingles/1: 3 bytes, at most 1 are allowed (max_len)");
}

#[test]
fn rules_are_data() {
    let table = Slot::default().structured_type();
    let rules = |name: &str| format!("{:?}", table.property(name).expect("declared").rules());
    assert_eq!(rules("price"), "[range = 0..=\"1000000.5\"]");
    assert_eq!(rules("listeners"), "[range = 0..]");
    assert_eq!(rules("at"), "[range = ..=\"2024-06-30T12:00:00+02:00\"]");
    assert_eq!(rules("days"), "[each(range = \"2024-01-01\"..)]");
}
