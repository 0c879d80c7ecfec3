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
        fn __choose(__incoming: __p::Incoming<'_>) -> __p::Option<Self> {
            if let __chosen @ __p::Some(_) = __p::choose_variant::<
                __Held<AnyOperation>,
                __Held<AnyOperation>,
                _,
            >(__incoming, Self::Operation) {
                return __chosen;
            }
            if let __chosen @ __p::Some(_) = __p::choose_variant::<
                __Held<Call>,
                __Held<Box<Call>>,
                _,
            >(__incoming, Self::Call) {
                return __chosen;
            }
            if let __chosen @ __p::Some(_) = __p::choose_variant::<
                __Held<Participant>,
                __Held<Vec<Participant>>,
                _,
            >(__incoming, Self::Participants) {
                return __chosen;
            }
            __p::choose_unknown::<Self>(__incoming, of_unknown_type)
        }
        #[inline]
        fn __view(&self) -> __p::View<'_> {
            match self {
                Self::Operation(__held) => {
                    let __held: &__Held<AnyOperation> = __held;
                    return __p::view(__held);
                }
                Self::Call(__held) => {
                    let __held: &__Held<Call> = __held;
                    return __p::view(__held);
                }
                Self::Participants(__held) => {
                    let __held: &__Held<Vec<Participant>> = __held;
                    return __p::view(__held);
                }
                Self::Untyped(__held) => {
                    let __held: &__Held<serde_json::Value> = __held;
                    return __p::view(__held);
                }
            }
        }
        #[inline]
        fn __view_mut(&mut self) -> __p::Option<__p::ViewMut<'_>> {
            match self {
                Self::Operation(__held) => {
                    let __held: &mut __Held<AnyOperation> = __held;
                    return __p::view_mut(__held);
                }
                Self::Call(__held) => {
                    let __held: &mut __Held<Call> = __held;
                    return __p::view_mut(__held);
                }
                Self::Participants(__held) => {
                    let __held: &mut __Held<Vec<Participant>> = __held;
                    return __p::view_mut(__held);
                }
                Self::Untyped(__held) => {
                    let __held: &mut __Held<serde_json::Value> = __held;
                    return __p::view_mut(__held);
                }
            }
        }
        #[inline]
        fn __other(__value: <Self as __p::Untyped>::Other) -> Self {
            Self::Untyped(__value)
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
        fn from(__held: AnyOperation) -> Self {
            Self::Operation(__held)
        }
    }
    #[automatically_derived]
    impl __p::IntoProp<ResourceData> for AnyOperation {
        #[inline]
        fn into_prop(self) -> __p::Prop<ResourceData> {
            __p::Prop::Value(__p::From::from(self))
        }
    }
    #[automatically_derived]
    impl __p::From<Box<Call>> for ResourceData {
        #[inline]
        fn from(__held: Box<Call>) -> Self {
            Self::Call(__held)
        }
    }
    #[automatically_derived]
    impl __p::IntoProp<ResourceData> for Box<Call> {
        #[inline]
        fn into_prop(self) -> __p::Prop<ResourceData> {
            __p::Prop::Value(__p::From::from(self))
        }
    }
    #[automatically_derived]
    impl __p::From<Call> for ResourceData {
        #[inline]
        fn from(__held: Call) -> Self {
            Self::Call(__p::Box::new(__held))
        }
    }
    #[automatically_derived]
    impl __p::IntoProp<ResourceData> for Call {
        #[inline]
        fn into_prop(self) -> __p::Prop<ResourceData> {
            __p::Prop::Value(__p::From::from(self))
        }
    }
    #[automatically_derived]
    impl __p::From<Vec<Participant>> for ResourceData {
        #[inline]
        fn from(__held: Vec<Participant>) -> Self {
            Self::Participants(__held)
        }
    }
    #[automatically_derived]
    impl __p::IntoProp<ResourceData> for Vec<Participant> {
        #[inline]
        fn into_prop(self) -> __p::Prop<ResourceData> {
            __p::Prop::Value(__p::From::from(self))
        }
    }
    #[automatically_derived]
    impl __p::From<serde_json::Value> for ResourceData {
        #[inline]
        fn from(__held: serde_json::Value) -> Self {
            Self::Untyped(__held)
        }
    }
    #[automatically_derived]
    impl __p::IntoProp<ResourceData> for serde_json::Value {
        #[inline]
        fn into_prop(self) -> __p::Prop<ResourceData> {
            __p::Prop::Value(__p::From::from(self))
        }
    }
};
