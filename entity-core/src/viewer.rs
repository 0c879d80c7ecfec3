//! Who is shown a node's properties: the writer, or who asks for some of them as slots. Each kind of property has a method, so
//! that nothing is told apart twice: the node knows what it shows, and shows it in the order of the table.

use crate::dynamic::DynamicProperties;
use crate::json::write::Members;
use crate::node::{AnyProp, Node, Slot};
use crate::prop::Prop;

/// How many slots are asked for at a time.
const FEW: usize = 16;
const NOTHING: &DynamicProperties = &DynamicProperties::new();

/// Is shown a node's properties: first those that its type does not declare, then those that it does, in the table's order.
#[doc(hidden)]
#[allow(missing_debug_implementations, reason = "there may be secrets in it")]
pub struct Viewer<'v, 'n>(Who<'v, 'n>);

enum Who<'v, 'n> {
    Members(Members<'v, 'n>),
    Slots { skip: usize, found: std::slice::IterMut<'v, Slot<'n>> },
}

impl<'v, 'n> Viewer<'v, 'n> {
    /// Writes them.
    #[inline]
    pub(crate) const fn members(members: Members<'v, 'n>) -> Self {
        Self(Who::Members(members))
    }

    /// What is written then.
    #[inline]
    pub(crate) fn end(&mut self) {
        if let Who::Members(members) = &mut self.0 {
            members.end();
        }
    }

    /// What the type does not declare. Whether the others are to be shown.
    pub fn dynamic(&mut self, dynamic: &'n DynamicProperties) -> bool {
        match &mut self.0 {
            Who::Members(members) => members.dynamic(dynamic),
            Who::Slots { .. } => self.slot(Slot::Dynamic(dynamic)),
        }
        !matches!(&self.0, Who::Slots { found, .. } if found.len() == 0)
    }

    fn slot(&mut self, slot: Slot<'n>) {
        if let Who::Slots { skip, found } = &mut self.0 {
            if *skip > 0 {
                *skip -= 1;
            } else if let Some(found) = found.next() {
                *found = slot;
            }
        }
    }
}

/// The next property, of each kind that has a slot of its own.
macro_rules! kinds {
    ($($method:ident $slot:ident $prop:ty)*) => {
        impl<'n> Viewer<'_, 'n> {$(
            pub fn $method(&mut self, prop: &'n $prop) {
                match &mut self.0 {
                    Who::Members(members) => members.$method(prop),
                    Who::Slots { .. } => self.slot(Slot::$slot(prop)),
                }
            }
        )*}
    };
}

kinds! {
    string String Prop<String>
    bool Bool Prop<bool>
    i32 I32 Prop<i32>
    i64 I64 Prop<i64>
    f64 F64 Prop<f64>
    prop Prop dyn AnyProp
}

impl dyn Node {
    /// As many slots as there is room for: that of what the type does not declare, then of each property, behind so many.
    fn look<'n>(&'n self, skip: usize, found: &mut [Slot<'n>]) {
        self.show(&mut Viewer(Who::Slots { skip, found: found.iter_mut() }));
    }

    /// What the type does not declare.
    pub(crate) fn dynamic_properties(&self) -> &DynamicProperties {
        let mut found = [Slot::Dynamic(NOTHING)];
        self.look(0, &mut found);
        if let [Slot::Dynamic(dynamic)] = found { dynamic } else { NOTHING }
    }

    /// The property at that place in the table. It is found by being shown those before it: whoever needs many asks for [`Self::slots`].
    pub(crate) fn slot(&self, index: usize) -> Slot<'_> {
        let mut found = [Slot::Dynamic(NOTHING)];
        self.look(index + 1, &mut found);
        found[0]
    }

    /// Each property with its slot.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (&'static crate::Property, Slot<'_>)> {
        let mut few = [Slot::Dynamic(NOTHING); FEW];
        self.table().all.iter().enumerate().map(move |(index, property)| {
            if index % FEW == 0 {
                self.look(index + 1, &mut few);
            }
            (property, few[index % FEW])
        })
    }

    /// Each property with its state.
    pub(crate) fn states(&self) -> impl Iterator<Item = (&'static crate::Property, crate::node::State<'_>)> {
        self.slots().map(|(property, slot)| (property, slot.state()))
    }
}
