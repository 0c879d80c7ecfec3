//! The derives of `entity-core`, which re-exports them: depend on that crate, not on this one.
//!
//! A derive generates typed accessors, a property table and a fast check of rules. Code in `entity-core` walks the table to
//! read, write and validate. Each derive is a short pipeline with a module for each step:
//!
//! | step | does |
//! |---|---|
//! | `attr` | reads the attributes by the rows in `keys` |
//! | `ast` | makes a model of the struct or enum: each field or variant with its role |
//! | `check` | reports every mistake in the model, and removes the mistaken parts |
//! | `expand` | generates the code; after mistakes, as much as it can |
//!
//! One build shows all mistakes, each at its own tokens.
#![forbid(unsafe_code)]

mod ast;
mod attr;
mod check;
mod edm;
mod errors;
mod expand;
mod keys;
mod kind;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod tests;
mod text;

use errors::Errors;
use proc_macro2::TokenStream;
use syn::DeriveInput;

/// Makes a struct an entity type: accessors, a property table, `Serialize` and `Deserialize`, `Deref` to its base.
///
/// ```
/// use entity_core::{DynamicProperties, Entity, Prop, Violation};
///
/// /// The root of a hierarchy holds the members that its subtypes do not declare.
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.entity", abstract)]
/// pub struct Root {
///     /// Assigned by the service.
///     #[prop("id", read_only)]
///     id: Prop<String>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.call", open)]
/// pub struct Call {
///     #[base]
///     root: Root,
///     /// The call's subject.
///     #[prop("subject", max_len = 10)]
///     subject: Prop<String>,
///     #[prop("seats", range = 1..=8)]
///     seats: Prop<i32>,
/// }
///
/// let mut call = Call::default();
/// call.set_subject("stand-up")?;
/// assert_eq!(call.subject(), Some("stand-up"));
/// assert_eq!(call.set_seats(9).unwrap_err().rule(), "range");
/// assert_eq!(call.id(), None, "the base's accessors are there too");
/// # Ok::<(), Violation>(())
/// ```
///
/// # Above the struct
///
/// `#[entity("namespace.name", …)]`: the qualified name, then any of
///
/// | key | meaning |
/// |---|---|
#[doc = keys::structured_rows!()]
#[doc = keys::whole_rows!()]
#[doc = keys::general_rows!()]
///
/// # Above a field
///
/// Each field has one of these; fields stay private.
///
/// | attribute | on |
/// |---|---|
/// | `#[base]` | the field of the type that this one derives from |
/// | `#[dynamic]` | the `DynamicProperties` of a type without a base |
/// | `#[prop("wireName", …)]` | a property, of type `Prop<…>` |
///
/// # Keys of `#[prop]`
///
/// | key | on | meaning |
/// |---|---|---|
#[doc = keys::prop_rows!()]
///
/// A rule fits by what the kind is, not by its name: an alias of `String` is text, and so is a `Primitive` of your own with the name
/// `Edm.String`. A rule that does not fit is an error. The signatures of accessors follow the type as it is written: an alias is read by
/// reference.
///
/// ```
/// use entity_core::{prelude::*, DynamicProperties, Prop, Secret};
///
/// const MOST: u8 = 3;
///
/// fn even(value: &i64) -> Result<(), String> {
///     if value % 2 == 0 { Ok(()) } else { Err(format!("{value} is odd")) }
/// }
///
/// #[derive(Clone, Debug, Default, PartialEq, entity_core::Entity)]
/// #[entity("contoso.everything")]
/// pub struct Everything {
///     #[prop("pin", min_len = 4, max_len = 8, pattern = "^[0-9]*$")]
///     pin: Prop<Secret>,
///     #[prop("level", range = 1..=MOST)]
///     level: Prop<u8>,
///     #[prop("tags", min_items = 1, max_items = 2, non_null)]
///     tags: Prop<Vec<String>>,
///     #[prop("ticket", check = even, required)]
///     ticket: Prop<i64>,
///     #[prop("next", default, dynamic)]
///     next: Prop<Box<Everything>>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// let mut everything = Everything::default();
/// assert!(everything.set_pin(Secret::from("12a4")).is_err());
/// assert!(everything.set_level(MOST + 1).is_err());
/// assert!(everything.set_tags(Prop::Null).is_err());
/// assert_eq!(everything.set_ticket(7).unwrap_err().to_string(), "/ticket: 7 is odd (check)");
/// assert_eq!(everything.next().next().level(), None);
/// assert_eq!(everything.validate().unwrap_err().to_string(), "/ticket: is required, but absent (required)");
/// ```
///
/// # Accessors
///
/// For a property `x`, with the field's docs, its `#[deprecated]`, wire name and rules:
///
/// | kind | `x()` | `x_mut()` |
/// |---|---|---|
/// | `String` | `Option<&str>` | |
/// | numbers, `bool`, dates, `Guid`, `Decimal` | `Option<T>` | |
/// | `Secret`, `Binary` | `Option<&T>` | |
/// | `Vec<T>` | `&[T]`, empty if absent | `&mut Vec<T>` |
/// | `Box<T>`, `Linked<T>` | as `T` | as `T` |
/// | all else | `Option<&T>` | `Option<&mut T>` |
/// | with `default` | `&T` | `&mut T` |
///
/// A getter returns `None` (or empty) also if the received text does not decode. `received` returns the text, and
/// `deviations` reports it.
///
/// `set_x` takes any `IntoProp`: a value, an `Option` (`None` makes it absent) or a `Prop`, and for a `OneOf` the type of any
/// variant. With a rule it returns a `Result`, so adding the first rule to a property breaks its callers. A refused value
/// changes nothing. `x_mut` does not check the rules; `validate` does. A name that would hide a method of the framework's
/// traits is an error: name the field with a `_` behind it.
#[proc_macro_derive(Entity, attributes(entity, complex_type, action, base, dynamic, prop))]
pub fn entity(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    run(input, &attr::ENTITY, |input, errors| structured(input, ast::Category::Entity, errors))
}

/// Makes a struct a complex type. Its attribute is `#[complex_type]`; the rest is as with [`Entity`](macro@Entity).
///
/// ```
/// use entity_core::{ComplexType, DynamicProperties, Prop, json};
///
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.resultInfo")]
/// pub struct ResultInfo {
///     #[prop("code")]
///     code: Prop<i32>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// let info: ResultInfo = json::from_str(r#"{"code": 200, "hint": "all well"}"#)?;
/// assert_eq!(info.code(), Some(200));
/// assert_eq!(info.dynamic().get("hint"), Some("all well".to_owned()));
/// # Ok::<(), json::Error>(())
/// ```
#[proc_macro_derive(ComplexType, attributes(complex_type, entity, action, base, dynamic, prop))]
pub fn complex_type(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    run(input, &attr::COMPLEX_TYPE, |input, errors| structured(input, ast::Category::Complex, errors))
}

/// Makes an enum an enumeration type, open to members that this version does not know.
///
/// # Above the enum
///
/// `#[enum_type("namespace.name", …)]`: the qualified name, then
///
/// | key | meaning |
/// |---|---|
#[doc = keys::general_rows!()]
///
/// # Above a variant
///
/// | attribute | on | meaning |
/// |---|---|---|
/// | `#[member("wireName")]` | a variant | its wire name; without it, the variant's name with its first letter in lower case |
/// | `#[other]` | one variant | holds the name of any other member, in a type that `String` converts into |
///
/// For `Default`, derive std's, and put `#[default]` on a variant without fields.
///
/// ```
/// use entity_core::EnumType;
///
/// #[derive(Clone, Debug, Default, PartialEq, EnumType)]
/// #[enum_type("contoso.phase")]
/// pub enum Phase {
///     #[default]
///     NotStarted,
///     #[member("inCall")]
///     Connected,
///     #[other]
///     Other(String),
/// }
///
/// assert_eq!(Phase::NotStarted.member(), "notStarted");
/// assert_eq!(Phase::from_member("INCALL"), Phase::Connected);
/// assert_eq!(Phase::from_member("ringing"), Phase::Other("ringing".into()));
/// ```
#[proc_macro_derive(EnumType, attributes(enum_type, one_of, member, other))]
pub fn enum_type(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    run(input, &attr::ENUM_TYPE, enumeration)
}

/// Makes an enum a choice among types. `@odata.type` decides the variant.
///
/// # Above the enum
///
/// `#[one_of(base = Type)]` or `#[one_of(untyped)]`, then any of
///
/// | key | meaning |
/// |---|---|
#[doc = keys::one_of_rows!()]
#[doc = keys::general_rows!()]
///
/// # Above a variant
///
/// One variant is `#[other]`. It holds every value whose type is not in another variant: with a base, the base itself or
/// another `OneOf` of the same base; without one, untyped JSON.
///
/// # With a common base
///
/// A variant holds a type that derives from the base, or a `Box` of it for a large one.
///
/// The enum derefs to its base, and reads, writes and validates as the value inside. It converts `From` the type in each
/// variant. Its `Default` is the `#[other]` variant, empty.
///
/// ```
/// use entity_core::{DynamicProperties, Entity, OneOf, Prop, json};
///
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.operation")]
/// pub struct Operation {
///     #[prop("status")]
///     status: Prop<String>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.recording")]
/// pub struct Recording {
///     #[base]
///     operation: Operation,
///     #[prop("seconds")]
///     seconds: Prop<i32>,
/// }
///
/// #[derive(Clone, Debug, PartialEq, OneOf)]
/// #[one_of(base = Operation)]
/// pub enum AnyOperation {
///     Recording(Recording),
///     #[other]
///     Other(Operation),
/// }
///
/// let any: AnyOperation = json::from_str(r##"{"@odata.type": "#contoso.recording", "status": "done", "seconds": 5}"##)?;
/// assert_eq!(any.status(), Some("done"));
/// assert!(matches!(&any, AnyOperation::Recording(recording) if recording.seconds() == Some(5)));
/// # Ok::<(), json::Error>(())
/// ```
///
/// # Without a common base
///
/// An untyped `OneOf` is the type of a property whose values have no base in common. A variant holds a type `T`, a `Box<T>`, a
/// `Vec<T>` for an array, or a `OneOf`, which takes the tags of all its types. The tag is that of the object, or of the array's
/// first item. The function of `unknown` is asked about an object whose tag names no type of a variant. `#[other]` holds
/// `serde_json::Value`; the text that a `Value` does not reproduce stays with the property.
///
/// The enum converts `From` the type in each variant, and boxes it if the variant does. It has no `Deref`, `dynamic` or
/// `structured_type`. Its `Default` is the `#[other]` variant with null.
///
/// ```
/// use entity_core::{ComplexType, DynamicProperties, OneOf, Prop, json};
///
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.tone")]
/// pub struct Tone {
///     #[prop("name")]
///     name: Prop<String>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// #[derive(Clone, Debug, PartialEq, OneOf)]
/// #[one_of(untyped)]
/// pub enum Data {
///     Tone(Tone),
///     Tones(Vec<Tone>),
///     #[other]
///     Other(serde_json::Value),
/// }
///
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.notification")]
/// pub struct Notification {
///     #[prop("data")]
///     data: Prop<Data>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// let one: Notification = json::from_str(r##"{"data": {"@odata.type": "#contoso.tone", "name": "pound"}}"##)?;
/// assert!(matches!(one.data(), Some(Data::Tone(tone)) if tone.name() == Some("pound")));
/// let many: Notification = json::from_str(r##"{"data": [{"@odata.type": "#contoso.tone", "name": "pound"}]}"##)?;
/// assert!(matches!(many.data(), Some(Data::Tones(tones)) if tones.len() == 1));
/// let other: Notification = json::from_str(r#"{"data": {"id": 5}}"#)?;
/// assert_eq!(other.data(), Some(&Data::Other(serde_json::json!({"id": 5}))));
/// # Ok::<(), json::Error>(())
/// ```
#[proc_macro_derive(OneOf, attributes(one_of, enum_type, other))]
pub fn one_of(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    run(input, &attr::ONE_OF, choice)
}

/// Makes a struct a request to an action or a function. Its fields are the parameters; `entity_core::Action` has the method,
/// the path, the body and the answer.
///
/// ```
/// use entity_core::{Action, DynamicProperties, Entity, Page, Prop, Request, Target, prelude::*};
///
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.call")]
/// pub struct Call {
///     #[prop("id")]
///     id: Prop<String>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// /// Rings again: `POST …/calls/7/ring`.
/// #[derive(Clone, Debug, Default, PartialEq, Action)]
/// #[action("ring", on = Call, returns = Option<Call>)]
/// pub struct Ring {
///     /// The time to ring, in seconds.
///     #[prop("timeout", range = 1..=120, required)]
///     timeout: Prop<i32>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// /// Calls like this one: `GET …/calls/7/similar(subject='stand-up')`.
/// #[derive(Clone, Debug, Default, PartialEq, Action)]
/// #[action("similar", on = Call, returns = Page<Call>, function)]
/// pub struct Similar {
///     #[prop("subject")]
///     subject: Prop<String>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// let mut ring = Ring::default();
/// assert_eq!(ring.validate().unwrap_err().to_string(), "/timeout: is required, but absent (required)");
/// ring.set_timeout(30)?;
/// let call = Target::<Call>::at("/calls/7");
/// assert_eq!(ring.request(&call), Request::post("/calls/7/ring", Some(r#"{"timeout":30}"#.to_owned())));
/// assert_eq!(Ring::answer(200, &[], br#"{"id": "7"}"#)?.and_then(|call| call.id().map(str::to_owned)), Some("7".to_owned()));
/// assert_eq!(Ring::answer(202, &[], b"")?, None);
///
/// let mut similar = Similar::default();
/// similar.set_subject("who's in?");
/// assert_eq!(similar.request(&call), Request::get("/calls/7/similar(subject='who''s%20in%3F')"));
/// assert_eq!(ring.structured_type().name(), "contoso.call/ring");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Above the struct
///
/// `#[action("name", on = Type, …)]`: the name without its namespace, then
///
/// | key | meaning |
/// |---|---|
#[doc = keys::action_rows!()]
#[doc = keys::whole_rows!()]
#[doc = keys::general_rows!()]
///
/// The fields are as with [`Entity`](macro@Entity), without a `#[base]` and `read_only`. The request is a complex type
/// named `contoso.call/ring`: it reads, writes and validates like any other, and can be in a registry.
#[proc_macro_derive(Action, attributes(action, entity, complex_type, base, dynamic, prop))]
pub fn action(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    run(input, &attr::ACTION, |input, errors| structured(input, ast::Category::Action, errors))
}

/// For entity-core: Edm's own types, which the derives know too.
#[doc(hidden)]
#[proc_macro]
pub fn __edm_rows(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    edm::rows().into()
}

fn structured(input: &DeriveInput, category: ast::Category, errors: &mut Errors) -> TokenStream {
    let mut model = ast::Structured::parse(input, category, errors);
    check::structured(&mut model, errors);
    expand::structured(&model, errors)
}

fn enumeration(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    let mut model = ast::Enumeration::parse(input, errors);
    check::enumeration(&mut model, errors);
    expand::enum_type(&model, errors)
}

fn choice(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    let mut model = ast::OneOf::parse(input, errors);
    check::one_of(&mut model, errors);
    if model.is_untyped() { expand::untyped(&model, errors) } else { expand::one_of(&model, errors) }
}

/// Runs a derive's steps on its input.
fn run(
    input: proc_macro::TokenStream,
    grammar: &attr::Grammar,
    steps: impl FnOnce(&DeriveInput, &mut Errors) -> TokenStream,
) -> proc_macro::TokenStream {
    let mut errors = Errors::default();
    let code = match ast::parse(input.into()) {
        Ok(input) if attr::is_anothers(&input, grammar, &mut errors) => errors.compile_errors(),
        Ok(input) => Some(steps(&input, &mut errors)),
        Err(error) => {
            errors.push(error);
            errors.compile_errors()
        }
    };
    code.unwrap_or_default().into()
}
