// #[derive(OneOf)]
#[one_of(base = Operation)]
pub enum AnyOperation {
    Recording(Recording),
    Meeting(Box<Meeting>),
    #[other]
    Other(Operation),
}

// ---- writes ----

const _: () = {
    use ::entity_core::__private as __p;
    type __Base = <[Operation; match __p::or_empty::<Operation> {
        _ => 0,
    }] as __p::Proof>::Of;
    const __BASE: &__p::StructuredType = <__Base as __p::Declared>::TYPE;
    static __TYPES: [__p::NamedType; 3usize] = [
        __p::variant_of::<
            Recording,
        >(
            __BASE,
            "the variant `AnyOperation::Recording` holds `Recording`, which is not the base `Operation` and does not derive from it",
        ),
        __p::variant_of::<
            Meeting,
        >(
            __BASE,
            "the variant `AnyOperation::Meeting` holds `Meeting`, which is not the base `Operation` and does not derive from it",
        ),
        __p::other_of::<
            Operation,
        >(
            __BASE,
            "the variant `AnyOperation::Other` holds `Operation`: `#[other]` must hold the base `Operation`, or another `OneOf` of that base",
        ),
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
        fn __show<'__n>(&'__n self, __viewer: &mut dyn __p::Viewer<'__n>) -> __p::bool {
            __p::Node::__show(__p::Node::__concrete(self), __viewer)
        }
        #[inline]
        fn __slot_mut(&mut self, __index: __p::usize) -> __p::SlotMut<'_> {
            __p::Node::__slot_mut(__p::Choice::__held(self), __index)
        }
        #[inline]
        fn __keeps_rules(&self) -> __p::bool {
            __p::Node::__keeps_rules(__p::Node::__concrete(self))
        }
        #[inline]
        fn __concrete(&self) -> &dyn __p::Node {
            match self {
                Self::Recording(__held) => {
                    let __held: &__Held<Recording> = __held;
                    return __p::Node::__concrete(__held);
                }
                Self::Meeting(__held) => {
                    let __held: &__Held<Meeting> = __held;
                    return __p::Node::__concrete(__held);
                }
                Self::Other(__held) => {
                    let __held: &__Held<Operation> = __held;
                    return __p::Node::__concrete(__held);
                }
            }
        }
    }
    #[automatically_derived]
    impl __p::Choice for AnyOperation {
        #[inline]
        fn __choose(&mut self, __name: &__p::str, __keep: __p::bool) -> __p::bool {
            match __p::position(&__TYPES, __name) {
                __p::Some(0usize) => {
                    __p::choose::<__Held<Recording>, _>(self, Self::Recording, __keep)
                }
                __p::Some(1usize) => {
                    __p::choose::<
                        __Held<Meeting>,
                        _,
                    >(self, |__held| Self::Meeting(__p::Box::new(__held)), __keep)
                }
                _ => {
                    match self {
                        Self::Other(__other) => {
                            __p::choose_within::<
                                __Held<Operation>,
                            >(__other, __name, __keep)
                        }
                        _ => {
                            let mut __other = <__Held<
                                Operation,
                            > as __p::Declared>::EMPTY;
                            __p::choose_within(&mut __other, __name, false);
                            __p::replace(self, Self::Other(__other), __keep)
                        }
                    }
                }
            }
        }
        #[inline]
        fn __held(&mut self) -> &mut dyn __p::Node {
            match self {
                Self::Recording(__held) => {
                    let __held: &mut __Held<Recording> = __held;
                    __held
                }
                Self::Meeting(__held) => {
                    let __held: &mut __Held<Meeting> = __held;
                    __held
                }
                Self::Other(__held) => {
                    let __held: &mut __Held<Operation> = __held;
                    __held
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
        #[inline]
        fn __abilities() -> __p::Abilities<Self> {
            use __p::HasNot as _;
            __p::Abilities::new(
                __p::Has::<Self>::CLONE,
                __p::Has::<Self>::EQ,
                __p::Has::<Self>::DEBUG,
                __p::Has::<Self>::HASH,
            )
        }
        #[inline]
        fn __type() -> __p::Table {
            __p::Table(__BASE)
        }
        fn __is_named(__name: &__p::str) -> __p::bool {
            __p::Option::is_some(&__p::position(&__TYPES, __name))
                || <__Held<Operation> as __p::Declared>::__is_named(__name)
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
    impl<__Q: __p::Question> __p::Holder<__Q> for AnyOperation
    where
        __Q: __p::Ask<Recording>,
        __Q: __p::Ask<Meeting>,
        __Q: __p::Ask<Operation>,
    {
        fn answer(&self) -> __p::Option<<__Q as __p::Question>::Answer<'_>> {
            match self {
                Self::Recording(__held) => {
                    let __held: &__Held<Recording> = __held;
                    __p::Some(<__Q as __p::Ask<Recording>>::ask(__held))
                }
                Self::Meeting(__held) => {
                    let __held: &__Held<Meeting> = __held;
                    __p::Some(<__Q as __p::Ask<Meeting>>::ask(__held))
                }
                Self::Other(__held) => {
                    let __held: &__Held<Operation> = __held;
                    __p::Some(<__Q as __p::Ask<Operation>>::ask(__held))
                }
            }
        }
    }
    #[automatically_derived]
    impl __p::Deref for AnyOperation {
        type Target = Operation;
        #[inline]
        fn deref(&self) -> &Operation {
            match self {
                Self::Recording(__held) => {
                    let __held: &__Held<Recording> = __held;
                    let __base: &Operation = __held;
                    __base
                }
                Self::Meeting(__held) => {
                    let __held: &__Held<Meeting> = __held;
                    let __base: &Operation = __held;
                    __base
                }
                Self::Other(__held) => {
                    let __held: &__Held<Operation> = __held;
                    let __base: &Operation = __held;
                    __base
                }
            }
        }
    }
    #[automatically_derived]
    impl __p::DerefMut for AnyOperation {
        #[inline]
        fn deref_mut(&mut self) -> &mut Operation {
            match self {
                Self::Recording(__held) => {
                    let __held: &mut __Held<Recording> = __held;
                    let __base: &mut Operation = __held;
                    __base
                }
                Self::Meeting(__held) => {
                    let __held: &mut __Held<Meeting> = __held;
                    let __base: &mut Operation = __held;
                    __base
                }
                Self::Other(__held) => {
                    let __held: &mut __Held<Operation> = __held;
                    let __base: &mut Operation = __held;
                    __base
                }
            }
        }
    }
    #[automatically_derived]
    impl __p::From<Recording> for AnyOperation {
        #[inline]
        fn from(__held: Recording) -> Self {
            Self::Recording(__held)
        }
    }
    #[automatically_derived]
    impl __p::IntoProp<AnyOperation> for Recording {
        #[inline]
        fn into_prop(self) -> __p::Prop<AnyOperation> {
            __p::Prop::Value(__p::From::from(self))
        }
    }
    #[automatically_derived]
    impl __p::From<Box<Meeting>> for AnyOperation {
        #[inline]
        fn from(__held: Box<Meeting>) -> Self {
            Self::Meeting(__held)
        }
    }
    #[automatically_derived]
    impl __p::IntoProp<AnyOperation> for Box<Meeting> {
        #[inline]
        fn into_prop(self) -> __p::Prop<AnyOperation> {
            __p::Prop::Value(__p::From::from(self))
        }
    }
    #[automatically_derived]
    impl __p::From<Meeting> for AnyOperation {
        #[inline]
        fn from(__held: Meeting) -> Self {
            Self::Meeting(__p::Box::new(__held))
        }
    }
    #[automatically_derived]
    impl __p::IntoProp<AnyOperation> for Meeting {
        #[inline]
        fn into_prop(self) -> __p::Prop<AnyOperation> {
            __p::Prop::Value(__p::From::from(self))
        }
    }
    #[automatically_derived]
    impl __p::From<Operation> for AnyOperation {
        #[inline]
        fn from(__held: Operation) -> Self {
            Self::Other(__held)
        }
    }
    #[automatically_derived]
    impl __p::IntoProp<AnyOperation> for Operation {
        #[inline]
        fn into_prop(self) -> __p::Prop<AnyOperation> {
            __p::Prop::Value(__p::From::from(self))
        }
    }
    #[automatically_derived]
    impl __p::serde::Serialize for AnyOperation {
        fn serialize<__S: __p::serde::Serializer>(
            &self,
            __serializer: __S,
        ) -> __p::Result<__S::Ok, __S::Error> {
            __p::serialize(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __p::serde::Deserialize<'de> for AnyOperation {
        fn deserialize<__D: __p::serde::Deserializer<'de>>(
            __deserializer: __D,
        ) -> __p::Result<Self, __D::Error> {
            __p::deserialize(__deserializer)
        }
    }
};
