//! A node's properties as slots: all of them, or one.

use crate::model::dynamic::DynamicProperties;
use crate::model::node::Node;
use crate::model::prop::Prop;
use crate::model::property::Property;
use crate::model::rule::Rule;
use crate::model::slot::{AnyProp, Slot, SlotMut, State, Viewer};
use crate::model::table::StructuredType;
use std::any::Any;

const NOTHING: &DynamicProperties = &DynamicProperties::new();
/// Enough slots for most types. For these, looking at a node allocates nothing.
const FEW: usize = 17;

/// All that a node shows: its dynamic properties, then the declared ones.
struct All<'n> {
    seen: usize,
    few: [Slot<'n>; FEW],
    others: Vec<Slot<'n>>,
}

impl<'n> All<'n> {
    const NONE: Self = Self { seen: 0, few: [Slot::Dynamic(NOTHING); FEW], others: Vec::new() };

    fn see(&mut self, slot: Slot<'n>) {
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

/// The slot shown after `skip` others.
struct One<'n> {
    skip: usize,
    found: Slot<'n>,
}

impl<'n> One<'n> {
    fn see(&mut self, slot: Slot<'n>) {
        if self.skip == 0 {
            self.found = slot;
        }
        self.skip = self.skip.wrapping_sub(1);
    }
}

/// The values that types with rules over several properties show, with these rules.
#[derive(Default)]
struct Wholes<'n>(Vec<(&'static Rule, &'n dyn Any)>);

macro_rules! viewers {
    ($($viewer:ident goes on: $goes_on:expr;)*) => {$(
        impl<'n> Viewer<'n> for $viewer<'n> {
            fn dynamic(&mut self, dynamic: &'n DynamicProperties) -> bool {
                let goes_on: fn(&Self) -> bool = $goes_on;
                let goes_on = goes_on(self);
                self.see(Slot::Dynamic(dynamic));
                goes_on
            }
            fn string(&mut self, prop: &'n Prop<String>) {
                self.see(Slot::String(prop));
            }
            fn bool(&mut self, prop: &'n Prop<bool>) {
                self.see(Slot::Bool(prop));
            }
            fn i32(&mut self, prop: &'n Prop<i32>) {
                self.see(Slot::I32(prop));
            }
            fn i64(&mut self, prop: &'n Prop<i64>) {
                self.see(Slot::I64(prop));
            }
            fn f64(&mut self, prop: &'n Prop<f64>) {
                self.see(Slot::F64(prop));
            }
            fn prop(&mut self, prop: &'n dyn AnyProp) {
                self.see(Slot::Prop(prop));
            }
        }
    )*};
}

viewers! {
    All goes on: |_| true;
    One goes on: |one| one.skip > 0;
}

impl<'n> Viewer<'n> for Wholes<'n> {
    fn dynamic(&mut self, _: &'n DynamicProperties) -> bool {
        true
    }
    fn string(&mut self, _: &'n Prop<String>) {}
    fn bool(&mut self, _: &'n Prop<bool>) {}
    fn i32(&mut self, _: &'n Prop<i32>) {}
    fn i64(&mut self, _: &'n Prop<i64>) {}
    fn f64(&mut self, _: &'n Prop<f64>) {}
    fn prop(&mut self, _: &'n dyn AnyProp) {}
    fn whole(&mut self, value: &'n dyn Any, rules: &'static [Rule]) {
        self.0.extend(rules.iter().map(|rule| (rule, value)));
    }
}

impl dyn Node {
    /// The table of the value's type.
    #[inline]
    pub(crate) fn table(&self) -> &'static StructuredType {
        self.__table()
    }

    /// The property at that place in the table; the dynamic properties at any place beyond.
    #[inline]
    pub(crate) fn slot_mut(&mut self, index: usize) -> SlotMut<'_> {
        self.__slot_mut(index)
    }

    /// Each property with its slot. The node is shown once, for the first property.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (&'static Property, Slot<'_>)> {
        let mut all = All::NONE;
        self.table().all.iter().enumerate().map(move |(index, property)| {
            if index == 0 {
                self.__show(&mut all);
            }
            (property, all.property(index))
        })
    }

    /// Each property with its state.
    pub(crate) fn states(&self) -> impl Iterator<Item = (&'static Property, State<'_>)> {
        self.slots().map(|(property, slot)| (property, slot.state()))
    }

    /// The property at that place in the table. Searches all of them: for many properties, use `slots`.
    pub(crate) fn slot(&self, index: usize) -> Slot<'_> {
        self.one(index.saturating_add(1))
    }

    /// The members that the type does not declare.
    pub(crate) fn dynamic_properties(&self) -> &DynamicProperties {
        if let Slot::Dynamic(dynamic) = self.one(0) { dynamic } else { NOTHING }
    }

    /// The rules over several properties, each with the value that it is asked of: `self`, or a base of it. The base's come first.
    pub(crate) fn wholes(&self) -> Vec<(&'static Rule, &dyn Any)> {
        let mut wholes = Wholes::default();
        if self.table().has_rules() {
            self.__show(&mut wholes);
        }
        wholes.0
    }

    /// The slot shown after `skip` others.
    fn one(&self, skip: usize) -> Slot<'_> {
        let mut one = One { skip, found: Slot::Dynamic(NOTHING) };
        self.__show(&mut one);
        one.found
    }
}
