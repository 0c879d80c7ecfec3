// #[derive(OneOf)]
#[one_of(base = Operation)]
pub enum AnyOperation {
    Recording(Recording),
    #[other]
    Other(Operation),
}

// ---- writes ----

#[allow(
    deprecated,
    dead_code,
    non_snake_case,
    unreachable_pub,
    clippy::impl_trait_in_params,
    clippy::len_without_is_empty,
    clippy::iter_not_returning_iterator,
    clippy::missing_asserts_for_indexing
)]
const _: () = {
    use ::entity_core::__private as __p;
    type __Base = <[Operation; match __p::or_empty::<Operation> {
        _ => 0,
    }] as __p::Proof>::Of;
    const __BASE: &__p::StructuredType = <__Base as __p::Declared>::TYPE;
    static __TYPES: [__p::NamedType; 2usize] = [
        __p::variant_of::<Recording>(__BASE),
        __p::other_of::<Operation>(__BASE),
    ];
    type __Held<T> = <[T; match (__TYPES[0].hash,) {
        _ => 0,
    }] as __p::Proof>::Of;
    #[automatically_derived]
    impl __p::Node for AnyOperation {
        #[inline]
        fn __table(&self) -> &'static __p::StructuredType {
            __p::Node::__table(__p::Node::__concrete(self))
        }
        #[inline]
        fn __show<'__n>(&'__n self, viewer: &mut dyn __p::Viewer<'__n>) -> __p::bool {
            __p::Node::__show(__p::Node::__concrete(self), viewer)
        }
        #[inline]
        fn __slot_mut(&mut self, index: __p::usize) -> __p::SlotMut<'_> {
            __p::Node::__slot_mut(__p::Choice::__held(self), index)
        }
        #[inline]
        fn __keeps_rules(&self) -> __p::bool {
            __p::Node::__keeps_rules(__p::Node::__concrete(self))
        }
        #[inline]
        fn __concrete(&self) -> &dyn __p::Node {
            #[allow(unreachable_patterns)]
            match self {
                Self::Recording(held) => {
                    let held: &__Held<Recording> = held;
                    return __p::Node::__concrete(held);
                }
                Self::Other(held) => {
                    let held: &__Held<Operation> = held;
                    return __p::Node::__concrete(held);
                }
            }
        }
    }
    #[automatically_derived]
    impl __p::Choice for AnyOperation {
        #[inline]
        fn __choose(&mut self, name: &__p::str, keep: __p::bool) -> __p::bool {
            match __p::position(&__TYPES, name) {
                __p::Some(0usize) => {
                    __p::choose::<__Held<Recording>, _>(self, Self::Recording, keep)
                }
                _ => {
                    match self {
                        Self::Other(other) => {
                            __p::choose_within::<__Held<Operation>>(other, name, keep)
                        }
                        _ => {
                            let mut other = <__Held<Operation> as __p::Declared>::EMPTY;
                            __p::choose_within(&mut other, name, false);
                            __p::replace(self, Self::Other(other), keep)
                        }
                    }
                }
            }
        }
        #[inline]
        fn __held(&mut self) -> &mut dyn __p::Node {
            #[allow(unreachable_patterns)]
            match self {
                Self::Recording(held) => {
                    let held: &mut __Held<Recording> = held;
                    held
                }
                Self::Other(held) => {
                    let held: &mut __Held<Operation> = held;
                    held
                }
            }
        }
    }
    #[automatically_derived]
    impl __p::Kind for AnyOperation {
        type Access = __p::ChoiceAccess;
    }
    #[automatically_derived]
    impl __p::Declared for AnyOperation {
        const TYPE: &'static __p::StructuredType = __BASE;
        const EMPTY: Self = { Self::Other(<__Held<Operation> as __p::Declared>::EMPTY) };
        fn __is_named(name: &__p::str) -> __p::bool {
            __p::Option::is_some(&__p::position(&__TYPES, name))
                || <__Held<Operation> as __p::Declared>::__is_named(name)
        }
    }
    #[automatically_derived]
    impl __p::Default for AnyOperation {
        #[inline]
        fn default() -> Self {
            <Self as __p::Declared>::EMPTY
        }
    }
    #[automatically_derived]
    impl __p::Holder for AnyOperation {
        type Held = __Base;
    }
    #[automatically_derived]
    impl __p::Deref for AnyOperation {
        type Target = Operation;
        #[inline]
        fn deref(&self) -> &Operation {
            #[allow(unreachable_patterns)]
            match self {
                Self::Recording(held) => {
                    let held: &__Held<Recording> = held;
                    let base: &Operation = held;
                    base
                }
                Self::Other(held) => {
                    let held: &__Held<Operation> = held;
                    let base: &Operation = held;
                    base
                }
            }
        }
    }
    #[automatically_derived]
    impl __p::DerefMut for AnyOperation {
        #[inline]
        fn deref_mut(&mut self) -> &mut Operation {
            #[allow(unreachable_patterns)]
            match self {
                Self::Recording(held) => {
                    let held: &mut __Held<Recording> = held;
                    let base: &mut Operation = held;
                    base
                }
                Self::Other(held) => {
                    let held: &mut __Held<Operation> = held;
                    let base: &mut Operation = held;
                    base
                }
            }
        }
    }
    #[automatically_derived]
    impl __p::From<Recording> for AnyOperation {
        #[inline]
        fn from(held: Recording) -> Self {
            Self::Recording(held)
        }
    }
    #[automatically_derived]
    impl __p::From<Operation> for AnyOperation {
        #[inline]
        fn from(held: Operation) -> Self {
            Self::Other(held)
        }
    }
    #[automatically_derived]
    impl __p::serde::Serialize for AnyOperation {
        fn serialize<__S: __p::serde::Serializer>(
            &self,
            serializer: __S,
        ) -> __p::Result<__S::Ok, __S::Error> {
            __p::serialize(self, serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __p::serde::Deserialize<'de> for AnyOperation {
        fn deserialize<__D: __p::serde::Deserializer<'de>>(
            deserializer: __D,
        ) -> __p::Result<Self, __D::Error> {
            __p::deserialize(deserializer)
        }
    }
};
