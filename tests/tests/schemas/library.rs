//! Declared from a schema: `contoso.library`.

#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = "texts, names and types are the schema's"
)]

use entity_core::edm::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Flags, Linked, OneOf, Prop, Registered, Registry};

/// `contoso.library.entity`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.library.entity", abstract)]
pub struct Entity_ {
    /// `id`.
    #[prop("id", non_null)]
    id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// What can be lent.
///
/// It has a \<shelf\> & a \*place\*, and \[may\] be out for a very long time, longer than the line that this text has
/// to fit into when printed.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.library.medium", open)]
pub struct Medium {
    #[base]
    entity: Entity_,
    /// As on the cover: <https://example.org/covers_1>.
    #[prop("title", non_null, max_len = 200)]
    title: Prop<String>,
    /// `genre`.
    #[prop("genre")]
    genre: Prop<Genre>,
    /// `marks`.
    #[prop("marks")]
    marks: Prop<Flags<Marks>>,
    /// `history`.
    #[prop("history")]
    history: Prop<Vec<Flags<Marks>>>,
    /// `keeper`.
    #[prop("keeper", default)]
    keeper: Prop<Box<AnyPerson>>,
    /// `isbn`.
    #[prop("isbn")]
    isbn: Prop<String>,
    /// `volumes`.
    #[prop("volumes")]
    volumes: Prop<Linked<Vec<AnyMedium>>>,
    /// `successor`.
    #[prop("successor")]
    successor: Prop<Linked<AnyMedium>>,
    /// `place`.
    #[prop("place")]
    place: Prop<Linked<archive::Shelf>>,
}

/// Any `medium`: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Medium)]
#[non_exhaustive]
pub enum AnyMedium {
    /// `bookMedium`.
    Book(BookMedium),
    /// `tapeMedium`.
    Tape(TapeMedium),
    /// `archive.medium`.
    Medium(archive::Medium),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(Medium),
}

/// `contoso.library.bookMedium`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.library.bookMedium", open)]
pub struct BookMedium {
    #[base]
    medium: Medium,
    /// `pages`.
    #[prop("pages", non_null)]
    pages: Prop<i32>,
    /// `cover`.
    #[prop("cover", default)]
    cover: Prop<Box<Picture>>,
}

/// `contoso.library.soundMedium`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.library.soundMedium", abstract, open)]
pub struct SoundMedium {
    #[base]
    medium: Medium,
    /// `length`.
    #[prop("length")]
    length: Prop<Duration>,
}

/// `contoso.library.tapeMedium`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.library.tapeMedium", open)]
pub struct TapeMedium {
    #[base]
    sound_medium: SoundMedium,
}

/// `contoso.library.reader`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.library.reader")]
pub struct Reader {
    #[base]
    entity: Entity_,
    /// `address`.
    #[prop("address", non_null, default)]
    address: Prop<Box<AnyAddress>>,
    /// `friends`.
    #[prop("friends", non_null)]
    friends: Prop<Vec<AnyPerson>>,
    /// `nicknames`.
    #[prop("nicknames")]
    nicknames: Prop<Vec<Option<String>>>,
    /// `lent`.
    #[prop("lent")]
    lent: Prop<Linked<Vec<BookMedium>>>,
}

/// `contoso.library.person`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.library.person")]
pub struct Person {
    /// `name`.
    #[prop("name")]
    name: Prop<String>,
    /// `parent`.
    #[prop("parent", default)]
    parent: Prop<Box<AnyPerson>>,
    /// `deputy`.
    #[prop("deputy", default)]
    deputy: Prop<Box<Employee>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Any `person`: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Person)]
#[non_exhaustive]
pub enum AnyPerson {
    /// `employee`.
    Employee(Employee),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(Person),
}

/// `contoso.library.employee`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.library.employee", open)]
pub struct Employee {
    #[base]
    person: Person,
    /// `since`.
    #[prop("since")]
    since: Prop<Date>,
    /// `office`.
    #[prop("office", default)]
    office: Prop<Box<AnyAddress>>,
}

/// `contoso.library.address`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.library.address")]
pub struct Address {
    /// `street`.
    #[prop("street")]
    street: Prop<String>,
    /// `country`.
    #[prop("country", default)]
    country: Prop<Box<Country>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Any `address`: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Address)]
#[non_exhaustive]
pub enum AnyAddress {
    /// `archive.mod.address`.
    Address(archive::r#mod::Address),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(Address),
}

/// `contoso.library.country`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.library.country")]
pub struct Country {
    /// `capital`.
    #[prop("capital", default)]
    capital: Prop<Box<AnyAddress>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `contoso.library.picture`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.library.picture")]
pub struct Picture {
    /// `anyBinary`.
    #[prop("anyBinary")]
    any_binary: Prop<Binary>,
    /// `anyBoolean`.
    #[prop("anyBoolean")]
    any_boolean: Prop<bool>,
    /// `anyByte`.
    #[prop("anyByte")]
    any_byte: Prop<u8>,
    /// `anyDate`.
    #[prop("anyDate")]
    any_date: Prop<Date>,
    /// `anyDateTimeOffset`.
    #[prop("anyDateTimeOffset")]
    any_date_time_offset: Prop<DateTimeOffset>,
    /// `anyDecimal`.
    #[prop("anyDecimal")]
    any_decimal: Prop<Decimal>,
    /// `anyDouble`.
    #[prop("anyDouble")]
    any_double: Prop<f64>,
    /// `anyDuration`.
    #[prop("anyDuration")]
    any_duration: Prop<Duration>,
    /// `anyGeographyPoint`.
    #[prop("anyGeographyPoint")]
    any_geography_point: Prop<serde_json::Value>,
    /// `anyGuid`.
    #[prop("anyGuid")]
    any_guid: Prop<Guid>,
    /// `anyInt16`.
    #[prop("anyInt16")]
    any_int16: Prop<i16>,
    /// `anyInt32`.
    #[prop("anyInt32")]
    any_int32: Prop<i32>,
    /// `anyInt64`.
    #[prop("anyInt64")]
    any_int64: Prop<i64>,
    /// `anySByte`.
    #[prop("anySByte")]
    any_s_byte: Prop<i8>,
    /// `anySingle`.
    #[prop("anySingle")]
    any_single: Prop<f32>,
    /// `anyStream`.
    #[prop("anyStream")]
    any_stream: Prop<serde_json::Value>,
    /// `anyString`.
    #[prop("anyString")]
    any_string: Prop<String>,
    /// `anyTimeOfDay`.
    #[prop("anyTimeOfDay")]
    any_time_of_day: Prop<TimeOfDay>,
    /// `anyUntyped`.
    #[prop("anyUntyped")]
    any_untyped: Prop<serde_json::Value>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `contoso.library.duration`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.library.duration")]
pub struct Duration_ {
    /// `self`.
    #[prop("self")]
    self_: Prop<String>,
    /// `type`.
    #[prop("type")]
    r#type: Prop<String>,
    /// `final`.
    #[prop("final")]
    r#final: Prop<bool>,
    /// `HTTPServerID`.
    #[prop("HTTPServerID")]
    http_server_id: Prop<String>,
    /// `version_v2`.
    #[prop("version_v2")]
    version_v2: Prop<String>,
    /// `setType`.
    #[prop("setType")]
    set_type_: Prop<String>,
    /// `_`.
    #[prop("_")]
    __: Prop<String>,
    /// `aPropertyWithANameThatIsSoLongThatNoDeclarationOfItFitsIntoOneLineOfTheWidthThatDeclarationsHaveHere`.
    #[prop(
        "aPropertyWithANameThatIsSoLongThatNoDeclarationOfItFitsIntoOneLineOfTheWidthThatDeclarationsHaveHere",
        non_null
    )]
    a_property_with_a_name_that_is_so_long_that_no_declaration_of_it_fits_into_one_line_of_the_width_that_declarations_have_here:
        Prop<Vec<Flags<Marks>>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `contoso.library.taken`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.library.taken")]
pub struct Taken {
    /// `validate`.
    #[prop("validate")]
    validate_: Prop<String>,
    /// `deviations`.
    #[prop("deviations")]
    deviations_: Prop<String>,
    /// `property`.
    #[prop("property")]
    property_: Prop<String>,
    /// `properties`.
    #[prop("properties")]
    properties_: Prop<String>,
    /// `received`.
    #[prop("received")]
    received_: Prop<String>,
    /// `dynamic`.
    #[prop("dynamic")]
    dynamic_: Prop<String>,
    /// `structuredType`.
    #[prop("structuredType")]
    structured_type_: Prop<String>,
    /// `finality`.
    #[prop("finality")]
    finality_: Prop<String>,
    /// `asNode`.
    #[prop("asNode")]
    as_node_: Prop<String>,
    /// `table`.
    #[prop("table")]
    table: Prop<String>,
    /// `show`.
    #[prop("show")]
    show: Prop<String>,
    /// `slotMut`.
    #[prop("slotMut")]
    slot_mut: Prop<String>,
    /// `choose`.
    #[prop("choose")]
    choose: Prop<String>,
    /// `view`.
    #[prop("view")]
    view: Prop<String>,
    /// `fill`.
    #[prop("fill")]
    fill: Prop<String>,
    /// `begin`.
    #[prop("begin")]
    begin: Prop<String>,
    /// `decode`.
    #[prop("decode")]
    decode: Prop<String>,
    /// `encode`.
    #[prop("encode")]
    encode_: Prop<String>,
    /// `default`.
    #[prop("default")]
    default_: Prop<String>,
    /// `clone`.
    #[prop("clone")]
    clone_: Prop<String>,
    /// `cloneInto`.
    #[prop("cloneInto")]
    clone_into_: Prop<String>,
    /// `toOwned`.
    #[prop("toOwned")]
    to_owned_: Prop<String>,
    /// `cloneFrom`.
    #[prop("cloneFrom")]
    clone_from_: Prop<String>,
    /// `eq`.
    #[prop("eq")]
    eq_: Prop<String>,
    /// `ne`.
    #[prop("ne")]
    ne_: Prop<String>,
    /// `fmt`.
    #[prop("fmt")]
    fmt_: Prop<String>,
    /// `deref`.
    #[prop("deref")]
    deref_: Prop<String>,
    /// `from`.
    #[prop("from")]
    from_: Prop<String>,
    /// `into`.
    #[prop("into")]
    into_: Prop<String>,
    /// `tryFrom`.
    #[prop("tryFrom")]
    try_from_: Prop<String>,
    /// `tryInto`.
    #[prop("tryInto")]
    try_into_: Prop<String>,
    /// `asRef`.
    #[prop("asRef")]
    as_ref_: Prop<String>,
    /// `asMut`.
    #[prop("asMut")]
    as_mut_: Prop<String>,
    /// `borrow`.
    #[prop("borrow")]
    borrow_: Prop<String>,
    /// `toString`.
    #[prop("toString")]
    to_string_: Prop<String>,
    /// `typeId`.
    #[prop("typeId")]
    type_id_: Prop<String>,
    /// `serialize`.
    #[prop("serialize")]
    serialize_: Prop<String>,
    /// `deserialize`.
    #[prop("deserialize")]
    deserialize_: Prop<String>,
    /// `drop`.
    #[prop("drop")]
    drop_: Prop<String>,
    /// `hash`.
    #[prop("hash")]
    hash_: Prop<String>,
    /// `cmp`.
    #[prop("cmp")]
    cmp_: Prop<String>,
    /// `partialCmp`.
    #[prop("partialCmp")]
    partial_cmp_: Prop<String>,
    /// `setProperty`.
    #[prop("setProperty")]
    set_property__: Prop<i32>,
    /// `dynamicMut`.
    #[prop("dynamicMut")]
    dynamic_mut_: Prop<i32>,
    /// `borrowMut`.
    #[prop("borrowMut")]
    borrow_mut_: Prop<i32>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// What it is about.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("contoso.library.genre")]
#[non_exhaustive]
pub enum Genre {
    /// Made up.
    Novel,
    /// `Atlas`.
    #[member("Atlas")]
    Atlas,
    /// `other`.
    #[member("other")]
    Other_,
    /// `self`.
    #[member("self")]
    Self_,
    /// `tls1_2`.
    Tls1_2,
    /// `for_children`.
    #[member("for_children")]
    ForChildren,
    /// `_3d`.
    _3d,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// `contoso.library.marks`.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("contoso.library.marks")]
#[non_exhaustive]
pub enum Marks {
    /// `torn`.
    Torn,
    /// `stained`.
    Stained,
    /// `signed`.
    Signed,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// `contoso.library.silence`.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("contoso.library.silence")]
#[non_exhaustive]
pub enum Silence {
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The namespace `contoso.library.archive`.
pub mod archive {
    use entity_core::edm::TimeOfDay;
    use entity_core::{Entity, Linked, Prop};

    /// `contoso.library.archive.shelf`.
    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("contoso.library.archive.shelf")]
    pub struct Shelf {
        #[base]
        entity: super::Entity_,
        /// `from`.
        #[prop("from")]
        from_: Prop<TimeOfDay>,
        /// `properties`.
        #[prop("properties", default)]
        properties_: Prop<Box<r#mod::Address>>,
        /// `oddities`.
        #[prop("oddities", default)]
        oddities: Prop<Box<super::Duration_>>,
        /// `words`.
        #[prop("words", default)]
        words: Prop<Box<super::Taken>>,
        /// `contents`.
        #[prop("contents")]
        contents: Prop<Linked<Vec<super::AnyMedium>>>,
    }

    /// `contoso.library.archive.medium`.
    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("contoso.library.archive.medium", open)]
    pub struct Medium {
        #[base]
        medium: super::Medium,
    }

    /// The namespace `contoso.library.archive.mod`.
    pub mod r#mod {
        use entity_core::{ComplexType, Prop};

        /// `contoso.library.archive.mod.address`.
        #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
        #[complex_type("contoso.library.archive.mod.address")]
        pub struct Address {
            #[base]
            address: super::super::Address,
            /// `room`.
            #[prop("room")]
            room: Prop<i16>,
            /// `silence`.
            #[prop("silence")]
            silence: Prop<super::super::Silence>,
        }
    }
}

/// All structured types declared here, by qualified name.
pub const TYPES: Registry = Registry::new(&[
    Registered::of::<Entity_>(),
    Registered::of::<Medium>(),
    Registered::of::<BookMedium>(),
    Registered::of::<SoundMedium>(),
    Registered::of::<TapeMedium>(),
    Registered::of::<Reader>(),
    Registered::of::<Person>(),
    Registered::of::<Employee>(),
    Registered::of::<Address>(),
    Registered::of::<Country>(),
    Registered::of::<Picture>(),
    Registered::of::<Duration_>(),
    Registered::of::<Taken>(),
    Registered::of::<archive::Shelf>(),
    Registered::of::<archive::Medium>(),
    Registered::of::<archive::r#mod::Address>(),
]);
