//! Navigation properties behind a link: each acts as the same property with a `Box` or a `Vec`.

use entity_core::{DynamicProperties, Entity, Linked, OneOf, Prop, Registered, Registry, Tracked, json};
use serde_json::json;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

/// The same types with links and without.
macro_rules! rooms {
    ($module:ident $one:ty, $many:ty, $nullable:ty) => {
        mod $module {
            use super::*;

            #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Entity)]
            #[entity("contoso.room")]
            pub(super) struct Room {
                #[prop("id", read_only)]
                id: Prop<String>,
                #[prop("name", max_len = 5)]
                name: Prop<String>,
                #[prop("next", non_null, check = is_named)]
                next: Prop<$one>,
                #[prop("home", default)]
                home: Prop<$one>,
                #[prop("rooms", max_items = 2)]
                rooms: Prop<$many>,
                #[prop("spares")]
                spares: Prop<$nullable>,
                #[dynamic]
                dynamic: DynamicProperties,
            }

            #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Entity)]
            #[entity("contoso.hall")]
            pub(super) struct Hall {
                #[base]
                room: Room,
                #[prop("seats")]
                seats: Prop<i32>,
            }

            #[derive(Clone, Debug, PartialEq, Eq, Hash, OneOf)]
            #[one_of(base = Room)]
            pub(super) enum AnyRoom {
                Hall(Hall),
                #[other]
                Other(Room),
            }

            fn is_named(room: &AnyRoom) -> Result<(), String> {
                if room.name() == Some("none") { Err("has no name".to_owned()) } else { Ok(()) }
            }

            /// All that is seen of a body, read and changed.
            pub(super) fn seen(text: &str) -> Vec<String> {
                let Ok(mut room) = json::from_str::<Room>(text) else { return vec!["refused".to_owned()] };
                let mut seen = vec![json::to_string(&room), format!("{room:?}"), format!("{:?}", room.properties())];
                seen.extend(room.deviations().iter().map(ToString::to_string));
                seen.extend(room.validate().err().map(|broken| broken.to_string()));
                seen.extend(["next", "rooms", "spares"].map(|name| format!("{:?}", room.received(name))));
                let by_serde: Room = serde_json::from_str(text).expect("the same");
                assert!(by_serde == room && serde_json::to_value(&room).is_ok());
                let before = room.clone();
                room.next_mut().into_iter().for_each(|next| next.set_name("new").expect("short"));
                room.rooms_mut().push(Hall::default().into());
                room.home_mut().set_name("home").expect("short");
                room.spares_mut().push(None);
                let mut tracked = Tracked::new(before.clone());
                *tracked = room.clone();
                assert_ne!(before, room);
                seen.extend([json::to_string(&room), format!("{:?}", tracked.patch()), format!("{:?}", tracked.patches())]);
                for (name, value) in [("next", json!({"name": "none"})), ("rooms", json!([{}, {}, {}])), ("spares", json!([null, {"seats": 5}]))] {
                    seen.push(format!("{:?}", room.set_property(name, value)));
                }
                seen.push(json::to_string(&room));
                seen
            }
        }
    };
}

rooms! { boxed Box<AnyRoom>, Vec<AnyRoom>, Vec<Option<AnyRoom>> }
rooms! { linked Linked<AnyRoom>, Linked<Vec<AnyRoom>>, Linked<Vec<Option<AnyRoom>>> }

#[test]
fn a_link_acts_as_the_value_in_a_box() {
    let bodies = [
        "{}",
        r#"{"next":null,"rooms":null,"spares":null,"home":null}"#,
        r#"{"next":{},"rooms":[],"spares":[],"home":{}}"#,
        r##"{"next":{"seats":4,"@odata.type":"#contoso.hall","next":{"name":"inner"}},"home":{"@odata.type":"#contoso.hall"}}"##,
        r##"{"rooms":[{"@odata.type":"#contoso.hall","seats":"7"},{"name":"b","more":1.50}],"spares":[null,{"id":"1"}]}"##,
        r#"{"rooms":[1,{"name":"kept"},null],"spares":["x",null,{}]}"#,
        r#"{"next":5,"rooms":{},"spares":true,"home":[]}"#,
        r#"{"NEXT":{"name":"odd"},"Rooms":[{"rooms":[{}]}],"SPARES":[null]}"#,
        r#"{"next":{"name":"none"},"rooms":[{},{},{"name":"too long"}]}"#,
        r#"{"next":{"next":{"next":{"name":"too long"}}}}"#,
        r#"{"next":{"id":"1","id":"2"}}"#,
    ];
    for body in bodies {
        assert_eq!(linked::seen(body), boxed::seen(body), "{body}");
    }
}

#[test]
fn setters_take_the_value_itself() {
    use linked::{AnyRoom, Hall, Room};
    let mut room = Room::default();
    room.set_next(Hall::default()).expect("a variant's type");
    room.set_next(Room::default()).expect("a variant's type");
    room.set_next(AnyRoom::default()).expect("the type");
    room.set_next(Box::new(AnyRoom::default())).expect("a box of it");
    room.set_rooms(vec![AnyRoom::default()]).expect("a collection");
    assert_eq!((room.next().is_some(), room.rooms().len()), (true, 1));
    assert_eq!(room.set_next(Prop::Null).unwrap_err().rule(), "non_null");
    let none = AnyRoom::from(json::from_str::<Room>(r#"{"name":"none"}"#).expect("a room"));
    assert_eq!(room.set_next(none).unwrap_err().to_string(), "/next: has no name (check)");
    assert_eq!(room.set_rooms(vec![AnyRoom::default(); 3]).unwrap_err().rule(), "max_items");
    room.set_rooms(Prop::Null).expect("null");
    room.set_next(None).expect("absent");
    assert_eq!(json::to_string(&room), r#"{"rooms":null}"#);
}

#[test]
fn equal_links_have_equal_hashes() {
    let state = RandomState::new();
    let read = |text: &str| json::from_str::<linked::Room>(text).expect("a room");
    let rooms = ["{}", r#"{"next":{}}"#, r#"{"rooms":[{}]}"#, r#"{"spares":[null]}"#, r#"{"spares":[{}]}"#].map(read);
    assert!(rooms.iter().all(|room| state.hash_one(room) == state.hash_one(room.clone())));
    assert_eq!(HashSet::from(rooms.clone()).len(), rooms.len());
    assert_eq!(state.hash_one(read(r#"{"next":{"name":"a"}}"#)), state.hash_one(read(r#"{"next": {"NAME": "a"}}"#)));
}

/// A type without a single std derive: a link demands none that is not used.
#[derive(Entity)]
#[entity("contoso.bare")]
struct Bare {
    #[prop("self")]
    this: Prop<Linked<Bare>>,
    #[prop("all")]
    all: Prop<Linked<Vec<Bare>>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

static BARE: Registry = Registry::new(&[Registered::of::<Bare>()]);

#[test]
fn a_link_to_a_type_without_std_traits_is_read_and_written() {
    let text = r#"{"self":{"self":{}},"all":[{},{"all":[]}]}"#;
    let mut bare: Bare = json::from_str(text).expect("a value");
    assert_eq!(json::to_string(&bare), text);
    assert!(bare.this().is_some_and(|it| it.this().is_some()) && bare.all().len() == 2);
    bare.set_property("self", json!({"all": [{}]})).expect("a value");
    assert_eq!(bare.this_mut().map(|it| it.all_mut().len()), Some(1));
    assert_eq!(json::to_string(&BARE.read_as("contoso.bare", text.as_bytes()).expect("a value")), text);
}

#[test]
fn a_link_is_made_and_opened_by_hand() {
    let mut link = Linked::new(linked::Hall::default());
    link.set_seats(4);
    assert_eq!((link.seats(), link.clone() == link), (Some(4), true));
    assert_eq!(format!("{link:?}"), format!("{:?}", *link));
}
