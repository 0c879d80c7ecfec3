//! Who is shown a node's properties: the writer, or who asks for slots. A node knows the kind of each, so that the writer need
//! not ask.

use crate::json::writer::Members;
use crate::model::dynamic::DynamicProperties;
use crate::model::node::Node;
use crate::model::prop::Prop;
use crate::model::property::Property;
use crate::model::slot::{AnyProp, Slot, State};

const NOTHING: &DynamicProperties = &DynamicProperties::new();
/// As many properties as most types have, and what those do not declare: for so many, looking at a node allocates nothing.
const FEW: usize = 17;

/// Is shown what a node's type does not declare, then each property that it does, in the table's order.
#[doc(hidden)]
#[allow(missing_debug_implementations, reason = "there may be secrets in it")]
pub struct Viewer<'v, 'n>(Who<'v, 'n>);

enum Who<'v, 'n> {
    Members(Members<'v, 'n>),
    Slots(&'v mut Slots<'n>),
    /// The one behind so many others, which are counted down.
    One(usize, Slot<'n>),
}

/// What a node holds: what its type does not declare, then the properties.
struct Slots<'n> {
    seen: usize,
    few: [Slot<'n>; FEW],
    others: Vec<Slot<'n>>,
}

impl<'n> Slots<'n> {
    const NONE: Self = Self { seen: 0, few: [Slot::Dynamic(NOTHING); FEW], others: Vec::new() };

    fn push(&mut self, slot: Slot<'n>) {
        match self.few.get_mut(self.seen) {
            Some(place) => *place = slot,
            None => self.others.push(slot),
        }
        self.seen += 1;
    }

    fn property(&self, index: usize) -> Slot<'n> {
        let slot = self.few.get(index + 1).or_else(|| self.others.get(index + 1 - FEW));
        slot.copied().unwrap_or(Slot::Dynamic(NOTHING))
    }
}

impl<'n> Viewer<'_, 'n> {
    /// What the type does not declare. Whether the others are to be shown.
    pub fn dynamic(&mut self, dynamic: &'n DynamicProperties) -> bool {
        let asks_for_more = !matches!(self.0, Who::One(0, _));
        match &mut self.0 {
            Who::Members(members) => members.dynamic(dynamic),
            _ => self.slot(Slot::Dynamic(dynamic)),
        }
        asks_for_more
    }

    fn slot(&mut self, slot: Slot<'n>) {
        match &mut self.0 {
            Who::Members(_) => {}
            Who::Slots(slots) => slots.push(slot),
            Who::One(skip, found) => {
                if *skip == 0 {
                    *found = slot;
                }
                *skip = skip.wrapping_sub(1);
            }
        }
    }
}

/// The next property, of each kind that has a slot of its own.
macro_rules! kinds {
    ($($kind:ident $slot:ident $prop:ty => $written:ident)*) => {
        impl<'n> Viewer<'_, 'n> {$(
            pub fn $kind(&mut self, prop: &'n $prop) {
                match &mut self.0 {
                    Who::Members(members) => members.$written(prop),
                    _ => self.slot(Slot::$slot(prop)),
                }
            }
        )*}
    };
}

kinds! {
    string String Prop<String> => string
    bool Bool Prop<bool> => leaf
    i32 I32 Prop<i32> => leaf
    i64 I64 Prop<i64> => leaf
    f64 F64 Prop<f64> => leaf
    prop Prop dyn AnyProp => prop
}

impl dyn Node {
    /// Writes what it holds.
    #[inline]
    pub(crate) fn write(&self, members: Members<'_, '_>) {
        let mut viewer = Viewer(Who::Members(members));
        self.show(&mut viewer);
        if let Who::Members(members) = &mut viewer.0 {
            members.end();
        }
    }

    /// Each property with its slot. The node is looked at once, when the first is asked for.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (&'static Property, Slot<'_>)> {
        let mut slots = Slots::NONE;
        self.table().all.iter().enumerate().map(move |(index, property)| {
            if index == 0 {
                self.show(&mut Viewer(Who::Slots(&mut slots)));
            }
            (property, slots.property(index))
        })
    }

    /// Each property with its state.
    pub(crate) fn states(&self) -> impl Iterator<Item = (&'static Property, State<'_>)> {
        self.slots().map(|(property, slot)| (property, slot.state()))
    }

    /// The property at that place in the table. It is found among all of them: who needs many asks for [`Self::slots`].
    pub(crate) fn slot(&self, index: usize) -> Slot<'_> {
        self.one(index.saturating_add(1))
    }

    /// What the type does not declare.
    pub(crate) fn dynamic_properties(&self) -> &DynamicProperties {
        if let Slot::Dynamic(dynamic) = self.one(0) { dynamic } else { NOTHING }
    }

    /// What is shown behind so many others.
    fn one(&self, skip: usize) -> Slot<'_> {
        let mut viewer = Viewer(Who::One(skip, Slot::Dynamic(NOTHING)));
        self.show(&mut viewer);
        if let Who::One(_, found) = viewer.0 { found } else { Slot::Dynamic(NOTHING) }
    }
}
