//! `Linked<T>`: what a navigation property holds.

use crate::model::kind::{Access, Incoming, Kind, View, ViewMut};
use crate::model::linked::{AnyLinked, DynLinked, Making};
use crate::model::node::Declared;
use crate::model::property::Property;
use crate::model::rule::{Collection, Held};
use crate::model::value_type::ValueType;
use std::any::Any;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

/// A related entity, or a collection of them: what a navigation property holds.
///
/// It is a box that hides the type in it from the compiler, so that entity types may refer to each other in chains and cycles of any
/// length, and are `Send` and `Sync`. Accessors are those of `T`, and setters take a `T`:
///
/// ```
/// use entity_core::{DynamicProperties, Entity, Linked, Prop, json};
///
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.employee")]
/// pub struct Employee {
///     #[prop("name")]
///     name: Prop<String>,
///     #[prop("manager")]
///     manager: Prop<Linked<Employee>>,
///     #[prop("reports")]
///     reports: Prop<Linked<Vec<Employee>>>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// let mut employee: Employee = json::from_str(r#"{"name": "Ada", "manager": {"name": "Grace"}}"#)?;
/// assert_eq!(employee.manager().and_then(Employee::name), Some("Grace"));
/// assert!(employee.reports().is_empty());
/// employee.set_manager(Employee::default());
/// employee.reports_mut().push(Employee::default());
/// assert_eq!(json::to_string(&employee), r#"{"name":"Ada","manager":{},"reports":[{}]}"#);
/// # Ok::<(), json::Error>(())
/// ```
///
/// # Limits
///
/// The field's type is written by the name `Linked`, alone in a `Prop`: the derive does not see through aliases. `Prop<Box<T>>`
/// takes a few instructions less to get a value, and suits types that are not in long chains.
///
/// Types that contain each other by value, in a `Box` or in a `Vec`, stay limited: from about 30 in a row on, a program that sends
/// one to a thread does not compile, because rustc proves `Send` for all of them inside each other. From about 3,000 types in one
/// cycle of links on, rustc needs more stack: `RUST_MIN_STACK=268435456 cargo build`.
pub struct Linked<T> {
    value: Box<DynLinked>,
    /// Has all auto traits, whatever `T` has.
    held: PhantomData<fn() -> T>,
}

// `DynLinked` has both by name. Without these impls, rustc proves them anew for each link, from all fields of the type behind it.
impl<T> UnwindSafe for Linked<T> {}
impl<T> RefUnwindSafe for Linked<T> {}

/// What a [`Linked`] can hold: a declared type, or a `Vec` of one.
#[diagnostic::on_unimplemented(
    message = "`Linked<{Self}>` cannot be the type of a property",
    label = "not an entity type, a `OneOf`, or a `Vec` of one",
    note = "`Linked` is for navigation properties: `Prop<Linked<T>>` or `Prop<Linked<Vec<T>>>`, where `T` derives `Entity`, `ComplexType` or `OneOf`"
)]
pub trait Linkable: Kind {
    #[doc(hidden)]
    fn __copy(&self) -> Option<Self>;
    #[doc(hidden)]
    fn __same(&self, other: &Self) -> bool;
    #[doc(hidden)]
    fn __debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    #[doc(hidden)]
    fn __add_to_hash(&self, state: &mut dyn Hasher);
}

impl<T: Declared> Linkable for T {
    fn __copy(&self) -> Option<Self> {
        T::__abilities().clone.map(|clone| clone(self))
    }

    fn __same(&self, other: &Self) -> bool {
        T::__abilities().eq.is_some_and(|eq| eq(self, other))
    }

    fn __debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::__abilities().debug.map_or(Ok(()), |debug| debug(self, f))
    }

    fn __add_to_hash(&self, state: &mut dyn Hasher) {
        if let Some(hash) = T::__abilities().hash {
            hash(self, state);
        }
    }
}

/// `Debug` by [`Linkable`].
struct Shown<'a, T>(&'a T);

impl<T: Linkable> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.__debug(f)
    }
}

impl<T: Declared> Linkable for Vec<T> {
    fn __copy(&self) -> Option<Self> {
        self.iter().map(T::__copy).collect()
    }

    fn __same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(one, other)| one.__same(other))
    }

    fn __debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Shown)).finish()
    }

    fn __add_to_hash(&self, state: &mut dyn Hasher) {
        state.write_usize(self.len());
        for item in self {
            item.__add_to_hash(state);
        }
    }
}

/// A collection that may contain null.
impl<T: Declared> Linkable for Vec<Option<T>> {
    fn __copy(&self) -> Option<Self> {
        self.iter().map(|item| item.as_ref().map_or(Some(None), |item| item.__copy().map(Some))).collect()
    }

    fn __same(&self, other: &Self) -> bool {
        let same = |pair: (&Option<T>, &Option<T>)| match pair {
            (Some(one), Some(other)) => one.__same(other),
            (one, other) => one.is_none() && other.is_none(),
        };
        self.len() == other.len() && self.iter().zip(other).all(same)
    }

    fn __debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|item| item.as_ref().map(Shown))).finish()
    }

    fn __add_to_hash(&self, state: &mut dyn Hasher) {
        state.write_usize(self.len());
        for item in self {
            state.write_u8(u8::from(item.is_some()));
            if let Some(item) = item {
                item.__add_to_hash(state);
            }
        }
    }
}

impl<T: Linkable + Send + Sync + UnwindSafe + RefUnwindSafe> AnyLinked for T {
    fn view(&self) -> View<'_> {
        T::Access::view(self)
    }

    fn view_mut(&mut self) -> Option<ViewMut<'_>> {
        T::Access::view_mut(self)
    }

    fn keeps_rules(&self) -> bool {
        T::Access::keeps_rules(self)
    }

    fn copy(&self) -> Option<Box<DynLinked>> {
        match self.__copy() {
            Some(copy) => Some(Box::new(copy)),
            None => None,
        }
    }

    fn same(&self, other: &dyn AnyLinked) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref().is_some_and(|other| self.__same(other))
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.__debug(f)
    }

    fn add_to_hash(&self, state: &mut dyn Hasher) {
        self.__add_to_hash(state);
    }
}

/// For the derives: makes the value behind a link.
#[doc(hidden)]
pub fn make<T: Linkable + Send + Sync + UnwindSafe + RefUnwindSafe>(making: Making<'_>) -> Option<Box<DynLinked>> {
    let value = match making {
        Making::Empty(incoming) => T::Access::empty(incoming),
        Making::Of(any) => any.downcast_mut::<Option<T>>().and_then(Option::take),
    };
    match value {
        Some(value) => Some(Box::new(value)),
        None => None,
    }
}

/// For the derives: the table's entry for a property that holds a link.
#[doc(hidden)]
#[must_use]
pub const fn linked_value<T: Linkable>() -> ValueType {
    T::VALUE
}

impl<T: Linkable + Send + Sync + UnwindSafe + RefUnwindSafe> Linked<T> {
    /// Puts a value behind a link.
    pub fn new(value: T) -> Self {
        Self { value: Box::new(value), held: PhantomData }
    }
}

impl<T: Linkable> Linked<T> {
    /// Like [`Self::new`], by the function in the property's row. There the compiler proves once that `T` has the auto traits; in
    /// a generic function, such as a setter, it would prove them for all types inside `T` again.
    pub(crate) fn of(value: T, property: &Property) -> Self {
        let mut value = Some(value);
        let made = property.make.and_then(|make| make(Making::Of(&mut value)));
        Self { value: made.unwrap_or_else(|| unreachable!("the row is that of a `Linked<T>`")), held: PhantomData }
    }
}

/// How linked values are viewed and read. All by virtual calls: code for one type must not name the functions of the next.
#[doc(hidden)]
pub enum LinkedAccess {}

impl<T: Linkable> Kind for Linked<T> {
    type Access = LinkedAccess;
    // Without its row in the table, a link has nothing to read into.
    const VALUE: ValueType = panic!(
        "a link is the type of a property by its own name: `Prop<Linked<T>>`, without an alias, `Box` or `Vec` around it"
    );
}

impl<T: Linkable> Access<Linked<T>> for LinkedAccess {
    const VALUE: ValueType = T::VALUE;

    #[inline]
    fn view(linked: &Linked<T>) -> View<'_> {
        linked.value.view()
    }

    fn empty(incoming: Incoming<'_>) -> Option<Linked<T>> {
        let value = incoming.make()?(Making::Empty(incoming))?;
        Some(Linked { value, held: PhantomData })
    }

    #[inline]
    fn view_mut(linked: &mut Linked<T>) -> Option<ViewMut<'_>> {
        linked.value.view_mut()
    }

    #[inline]
    fn keeps_rules(linked: &Linked<T>) -> bool {
        linked.value.keeps_rules()
    }
}

impl<T: 'static> Deref for Linked<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        let any: &dyn Any = &*self.value;
        any.downcast_ref().unwrap_or_else(|| unreachable!("made as a `T`"))
    }
}

impl<T: 'static> DerefMut for Linked<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        let any: &mut dyn Any = &mut *self.value;
        any.downcast_mut().unwrap_or_else(|| unreachable!("made as a `T`"))
    }
}

impl<T: Held> Collection for Linked<Vec<T>> {
    type Item = T::Kind;

    fn item_at(&self, index: usize) -> Option<&T::Kind> {
        (**self).item_at(index)
    }
}

impl<T: Clone> Clone for Linked<T> {
    fn clone(&self) -> Self {
        let value = self.value.copy().unwrap_or_else(|| unreachable!("`T` is `Clone`"));
        Self { value, held: PhantomData }
    }
}

impl<T: PartialEq> PartialEq for Linked<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value.same(&*other.value)
    }
}

impl<T: Eq> Eq for Linked<T> {}

impl<T: fmt::Debug> fmt::Debug for Linked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.show(f)
    }
}

impl<T: Hash> Hash for Linked<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.add_to_hash(state);
    }
}
