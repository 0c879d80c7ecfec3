//! Declared from a schema: `Acme.Trips`.

#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = "texts, names and types are the schema's"
)]

use entity_core::edm::{DateTimeOffset, Duration};
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Flags, Linked, OneOf, Prop, Registered, Registry};

/// `Acme.Trips.Gender`.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("Acme.Trips.Gender")]
#[non_exhaustive]
pub enum Gender {
    /// `Male`.
    #[member("Male")]
    Male,
    /// `Female`.
    #[member("Female")]
    Female,
    /// `Unknown`.
    #[member("Unknown")]
    Unknown,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// `Acme.Trips.Access`.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("Acme.Trips.Access")]
#[non_exhaustive]
pub enum Access {
    /// `Read`.
    #[member("Read")]
    Read,
    /// `Write`.
    #[member("Write")]
    Write,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// `Acme.Trips.Location`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("Acme.Trips.Location", open)]
pub struct Location {
    /// `Address`.
    #[prop("Address", non_null)]
    address: Prop<String>,
    /// `City`.
    #[prop("City", default)]
    city: Prop<City>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Any `Location`: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Location)]
#[non_exhaustive]
pub enum AnyLocation {
    /// `EventLocation`.
    Event(EventLocation),
    /// `AirportLocation`.
    Airport(AirportLocation),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(Location),
}

/// `Acme.Trips.EventLocation`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("Acme.Trips.EventLocation", open)]
pub struct EventLocation {
    #[base]
    location: Location,
    /// `BuildingInfo`.
    #[prop("BuildingInfo")]
    building_info: Prop<String>,
}

/// `Acme.Trips.AirportLocation`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("Acme.Trips.AirportLocation", open)]
pub struct AirportLocation {
    #[base]
    location: Location,
    /// `Loc`.
    #[prop("Loc", non_null)]
    loc: Prop<serde_json::Value>,
}

/// `Acme.Trips.City`.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("Acme.Trips.City")]
pub struct City {
    /// `Name`.
    #[prop("Name")]
    name: Prop<String>,
    /// `Region`.
    #[prop("Region")]
    region: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `Acme.Trips.Person`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.Trips.Person", open)]
pub struct Person {
    /// `UserName`.
    #[prop("UserName", non_null)]
    user_name: Prop<String>,
    /// `Emails`.
    #[prop("Emails")]
    emails: Prop<Vec<String>>,
    /// `Home`.
    #[prop("Home", default)]
    home: Prop<Box<AnyLocation>>,
    /// `Addresses`.
    #[prop("Addresses")]
    addresses: Prop<Vec<AnyLocation>>,
    /// `Gender`.
    #[prop("Gender")]
    gender: Prop<Gender>,
    /// `Access`.
    #[prop("Access")]
    access: Prop<Flags<Access>>,
    /// `Friends`.
    #[prop("Friends")]
    friends: Prop<Linked<Vec<AnyPerson>>>,
    /// `BestFriend`.
    #[prop("BestFriend")]
    best_friend: Prop<Linked<AnyPerson>>,
    /// `Trips`.
    #[prop("Trips")]
    trips: Prop<Linked<Vec<Trip>>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Any `Person`: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Person)]
#[non_exhaustive]
pub enum AnyPerson {
    /// `Employee`.
    Employee(Employee),
    /// `Manager`.
    Manager(Manager),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(Person),
}

/// `Acme.Trips.Employee`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.Trips.Employee", open)]
pub struct Employee {
    #[base]
    person: Person,
    /// `Cost`.
    #[prop("Cost", non_null)]
    cost: Prop<i64>,
}

/// `Acme.Trips.Manager`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.Trips.Manager", open)]
pub struct Manager {
    #[base]
    employee: Employee,
}

/// `Acme.Trips.Trip`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.Trips.Trip")]
pub struct Trip {
    /// `TripId`.
    #[prop("TripId", non_null)]
    trip_id: Prop<i32>,
    /// `Budget`.
    #[prop("Budget", non_null)]
    budget: Prop<f32>,
    /// `StartsAt`.
    #[prop("StartsAt", non_null)]
    starts_at: Prop<DateTimeOffset>,
    /// `PlanItems`.
    #[prop("PlanItems")]
    plan_items: Prop<Linked<Vec<AnyPlanItem>>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `Acme.Trips.PlanItem`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.Trips.PlanItem")]
pub struct PlanItem {
    /// `Id`.
    #[prop("Id", non_null)]
    id: Prop<i32>,
    /// `Duration`.
    #[prop("Duration")]
    duration: Prop<Duration>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Any `PlanItem`: the subtype that `@odata.type` names, else the base, with nothing lost.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = PlanItem)]
#[non_exhaustive]
pub enum AnyPlanItem {
    /// `Flight`.
    Flight(Flight),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(PlanItem),
}

/// `Acme.Trips.Flight`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("Acme.Trips.Flight")]
pub struct Flight {
    #[base]
    plan_item: PlanItem,
    /// `Number`.
    #[prop("Number")]
    number: Prop<String>,
}

/// All structured types declared here, by qualified name.
pub const TYPES: Registry = Registry::new(&[
    Registered::of::<Location>(),
    Registered::of::<EventLocation>(),
    Registered::of::<AirportLocation>(),
    Registered::of::<City>(),
    Registered::of::<Person>(),
    Registered::of::<Employee>(),
    Registered::of::<Manager>(),
    Registered::of::<Trip>(),
    Registered::of::<PlanItem>(),
    Registered::of::<Flight>(),
]);
