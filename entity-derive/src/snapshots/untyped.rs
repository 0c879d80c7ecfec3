// #[derive(OneOf)]
#[one_of(untyped, unknown = of_unknown_type)]
pub enum ResourceData {
    Operation(AnyOperation),
    Call(Box<Call>),
    Participants(Vec<Participant>),
    #[other]
    Untyped(serde_json::Value),
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
    const __VARIANTS: () = {
        __p::tagged::<AnyOperation>();
        __p::tagged::<Call>();
        __p::tagged_item::<Participant>();
        __p::untyped_json::<serde_json::Value>();
    };
    type __Held<T> = <[T; match __VARIANTS {
        _ => 0,
    }] as __p::Proof>::Of;
    #[automatically_derived]
    impl __p::Untyped for ResourceData {
        type Other = __Held<serde_json::Value>;
        fn __choose(incoming: __p::Incoming<'_>) -> __p::Option<Self> {
            if let chosen @ __p::Some(_) = __p::choose_variant::<
                __Held<AnyOperation>,
                __Held<AnyOperation>,
                _,
            >(incoming, Self::Operation) {
                return chosen;
            }
            if let chosen @ __p::Some(_) = __p::choose_variant::<
                __Held<Call>,
                __Held<Box<Call>>,
                _,
            >(incoming, Self::Call) {
                return chosen;
            }
            if let chosen @ __p::Some(_) = __p::choose_variant::<
                __Held<Participant>,
                __Held<Vec<Participant>>,
                _,
            >(incoming, Self::Participants) {
                return chosen;
            }
            __p::choose_unknown::<Self>(incoming, of_unknown_type)
        }
        #[inline]
        fn __view(&self) -> __p::View<'_> {
            #[allow(unreachable_patterns)]
            match self {
                Self::Operation(held) => {
                    let held: &__Held<AnyOperation> = held;
                    return __p::view(held);
                }
                Self::Call(held) => {
                    let held: &__Held<Box<Call>> = held;
                    return __p::view(held);
                }
                Self::Participants(held) => {
                    let held: &__Held<Vec<Participant>> = held;
                    return __p::view(held);
                }
                Self::Untyped(held) => {
                    let held: &__Held<serde_json::Value> = held;
                    return __p::view(held);
                }
            }
        }
        #[inline]
        fn __view_mut(&mut self) -> __p::Option<__p::ViewMut<'_>> {
            #[allow(unreachable_patterns)]
            match self {
                Self::Operation(held) => {
                    let held: &mut __Held<AnyOperation> = held;
                    return __p::view_mut(held);
                }
                Self::Call(held) => {
                    let held: &mut __Held<Box<Call>> = held;
                    return __p::view_mut(held);
                }
                Self::Participants(held) => {
                    let held: &mut __Held<Vec<Participant>> = held;
                    return __p::view_mut(held);
                }
                Self::Untyped(held) => {
                    let held: &mut __Held<serde_json::Value> = held;
                    return __p::view_mut(held);
                }
            }
        }
        #[inline]
        fn __other(value: <Self as __p::Untyped>::Other) -> Self {
            Self::Untyped(value)
        }
    }
    #[automatically_derived]
    impl __p::Kind for ResourceData {
        type Access = __p::UntypedAccess;
    }
    #[automatically_derived]
    impl __p::Default for ResourceData {
        #[inline]
        fn default() -> Self {
            <Self as __p::Untyped>::__other(__p::Default::default())
        }
    }
    #[automatically_derived]
    impl __p::From<AnyOperation> for ResourceData {
        #[inline]
        fn from(held: AnyOperation) -> Self {
            Self::Operation(held)
        }
    }
    #[automatically_derived]
    impl __p::From<Call> for ResourceData {
        #[inline]
        fn from(held: Call) -> Self {
            Self::Call(__p::Box::new(held))
        }
    }
    #[automatically_derived]
    impl __p::From<Vec<Participant>> for ResourceData {
        #[inline]
        fn from(held: Vec<Participant>) -> Self {
            Self::Participants(held)
        }
    }
    #[automatically_derived]
    impl __p::From<serde_json::Value> for ResourceData {
        #[inline]
        fn from(held: serde_json::Value) -> Self {
            Self::Untyped(held)
        }
    }
};
