//! A type with a property of every kind, and the types that it needs, declared like a user's.

use entity_core::edm::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use entity_core::{ComplexType, DynamicProperties, EnumType, Flags, OneOf, Prop, Registered, Registry, Secret};
use serde_json::Value;

/// Has a property of every kind, named after the kind.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.everything", open)]
pub struct Everything {
    /// Text.
    #[prop("string")]
    string: Prop<String>,
    /// A secret.
    #[prop("secret")]
    secret: Prop<Secret>,
    /// True or false.
    #[prop("boolean")]
    boolean: Prop<bool>,
    /// 0 to 255.
    #[prop("byte")]
    byte: Prop<u8>,
    /// -128 to 127.
    #[prop("sbyte")]
    sbyte: Prop<i8>,
    /// 16 bits.
    #[prop("int16")]
    int16: Prop<i16>,
    /// 32 bits.
    #[prop("int32")]
    int32: Prop<i32>,
    /// 64 bits.
    #[prop("int64")]
    int64: Prop<i64>,
    /// A small float.
    #[prop("single")]
    single: Prop<f32>,
    /// A float.
    #[prop("double")]
    double: Prop<f64>,
    /// A decimal number.
    #[prop("decimal")]
    decimal: Prop<Decimal>,
    /// A moment.
    #[prop("dateTimeOffset")]
    date_time_offset: Prop<DateTimeOffset>,
    /// A day.
    #[prop("date")]
    date: Prop<Date>,
    /// A time of day.
    #[prop("timeOfDay")]
    time_of_day: Prop<TimeOfDay>,
    /// A span of time.
    #[prop("duration")]
    duration: Prop<Duration>,
    /// An id.
    #[prop("guid")]
    guid: Prop<Guid>,
    /// Bytes.
    #[prop("binary")]
    binary: Prop<Binary>,
    /// Any JSON.
    #[prop("untyped")]
    untyped: Prop<Value>,
    /// One member of an enumeration.
    #[prop("phase")]
    phase: Prop<Phase>,
    /// Members of a flags enumeration.
    #[prop("modalities")]
    modalities: Prop<Flags<Modality>>,
    /// A complex value; an empty one if absent.
    #[prop("spot", default)]
    spot: Prop<Spot>,
    /// One of many types; an empty base if absent.
    #[prop("shape", default)]
    shape: Prop<AnyShape>,
    /// The type itself.
    #[prop("inner")]
    inner: Prop<Box<Everything>>,
    /// Any JSON, in a list.
    #[prop("untypedItems")]
    untyped_items: Prop<Vec<Value>>,
    /// Texts.
    #[prop("strings")]
    strings: Prop<Vec<String>>,
    /// Whole numbers, or null.
    #[prop("nullable")]
    nullable: Prop<Vec<Option<i32>>>,
    /// Whole numbers.
    #[prop("numbers")]
    numbers: Prop<Vec<i64>>,
    /// Members of an enumeration.
    #[prop("phases")]
    phases: Prop<Vec<Phase>>,
    /// Complex values.
    #[prop("spots")]
    spots: Prop<Vec<Spot>>,
    /// Values of many types.
    #[prop("shapes")]
    shapes: Prop<Vec<AnyShape>>,
    /// Undeclared members.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A plain enumeration.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("tests.phase")]
pub enum Phase {
    /// Not started.
    NotStarted,
    /// Running.
    Running,
    /// An unknown member.
    #[other]
    Other(String),
}

/// A flags enumeration.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("tests.modality")]
pub enum Modality {
    /// Sound.
    Audio,
    /// Pictures.
    Video,
    /// An unknown member.
    #[other]
    Other(String),
}

/// A place.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.spot")]
pub struct Spot {
    /// To the right.
    #[prop("x")]
    x: Prop<i32>,
    /// Never null.
    #[prop("label", non_null)]
    label: Prop<String>,
    /// Undeclared members.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The base of shapes.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.shape", open)]
pub struct Shape {
    /// Its name.
    #[prop("name")]
    name: Prop<String>,
    /// Undeclared members.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A shape that is round.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.circle", open)]
pub struct Circle {
    #[base]
    shape: Shape,
    /// The radius.
    #[prop("radius")]
    radius: Prop<f64>,
}

/// A shape that contains another one.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("tests.frame", open)]
pub struct Frame {
    #[base]
    shape: Shape,
    /// The framed shape.
    #[prop("content")]
    content: Prop<Box<AnyShape>>,
    /// The width of the border.
    #[prop("border")]
    border: Prop<i32>,
}

/// Any shape.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Shape)]
pub enum AnyShape {
    /// A circle.
    Circle(Circle),
    /// A frame.
    Frame(Frame),
    /// Any other.
    #[other]
    Other(Shape),
}

/// The types declared here.
pub static TYPES: Registry = Registry::new(&[
    Registered::of::<Everything>(),
    Registered::of::<Spot>(),
    Registered::of::<Shape>(),
    Registered::of::<Circle>(),
    Registered::of::<Frame>(),
]);
