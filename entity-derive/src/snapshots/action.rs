// #[derive(Action)]
#[action("mute", on = Participant, returns = MuteOperation)]
pub struct Mute {
    /// Comes back with the operation.
    #[prop("clientContext", max_len = 256, required)]
    client_context: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

// ---- writes ----

const _: () = {
    use ::entity_core::__private as __p;
    const __ON: &__p::StructuredType = __p::bound_to::<Mute>();
    static __OPENING: [::core::primitive::u8; __p::action_opening_len(__ON, "mute")] = __p::action_opening(
        __ON,
        "mute",
    );
    static __ALL: [__p::Property; 1usize] = [
        __p::Property::new(
                ",\"clientContext\":\"",
                4860631279679071010u64,
                2992774031u32,
                __p::STRING,
            )
            .accessor(238326308932803u64)
            .with_rules(&__RULES_0),
    ];
    static __TYPE: __p::StructuredType = __p::StructuredType::new(
        __p::action_name(&__OPENING),
        __p::action_opening_text(&__OPENING),
        __p::Category::Complex,
        __p::None,
        &__ALL,
        b"\0\0\0\0\0\0\x01\0",
    );
    type __Sound<T> = <[T; match (__ALL[0usize].hash(),) {
        _ => 0,
    }] as __p::Proof>::Of;
    static __RULES_0: [__p::Rule; 2usize] = [
        __p::Rule::MaxLen(256usize),
        __p::Rule::Required,
    ];
    const _: () = __p::fits(__p::STRING, &__RULES_0, &[0usize]);
    #[automatically_derived]
    impl __p::Node for Mute {
        #[inline]
        fn __table(&self) -> &'static __p::StructuredType {
            &__TYPE
        }
        #[inline]
        fn __show<'__n>(&'__n self, __viewer: &mut dyn __p::Viewer<'__n>) -> __p::bool {
            let __this: &'__n __Sound<Self> = self;
            __viewer.dynamic(&__this.dynamic)
                && {
                    __viewer.string(&__this.client_context);
                    true
                }
        }
        #[inline]
        fn __slot_mut(&mut self, __index: __p::usize) -> __p::SlotMut<'_> {
            let __this: &mut __Sound<Self> = self;
            match __index {
                0usize => __p::SlotMut::String(&mut __this.client_context),
                _ => __p::SlotMut::Dynamic(&mut __this.dynamic),
            }
        }
        #[inline]
        fn __keeps_rules(&self) -> __p::bool {
            let __this: &__Sound<Self> = self;
            __p::keeps_undeclared(&__this.dynamic)
                && __p::holds(
                    &__ALL[0usize],
                    &__p::Rule::MaxLen(256usize),
                    __p::Slot::String(&__this.client_context),
                )
                && __p::holds(
                    &__ALL[0usize],
                    &__p::Rule::Required,
                    __p::Slot::String(&__this.client_context),
                )
        }
    }
    #[automatically_derived]
    impl __p::Kind for Mute {
        type Access = __p::NodeAccess;
    }
    #[automatically_derived]
    impl __p::Declared for Mute {
        const TYPE: &'static __p::StructuredType = &__TYPE;
        const EMPTY: Self = {
            Self {
                client_context: __p::Prop::Absent,
                dynamic: __p::DynamicProperties::new(),
            }
        };
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
            __p::Table(&__TYPE)
        }
    }
    impl Mute {
        /**Comes back with the operation.

Wire name `clientContext`; at most 256 characters; required. `None` if it is absent, null or does not decode.*/
        #[must_use]
        #[inline]
        pub fn client_context(&self) -> __p::Option<&__p::str> {
            __p::text(&self.client_context)
        }
        /**Sets `clientContext` to a value, an `Option` (`None` makes it absent) or a `Prop`.

Comes back with the operation.

Wire name `clientContext`; at most 256 characters; required.

# Errors
If a rule refuses the value. The property then keeps its present one.*/
        pub fn set_client_context<__V: __p::IntoProp<String>>(
            &mut self,
            __value: __V,
        ) -> __p::Result<(), __p::Violation> {
            __p::set_by_rules(&mut self.client_context, __value, &__ALL[0usize])
        }
    }
    #[automatically_derived]
    impl __p::Action for Mute {
        type On = Participant;
        type Answer = MuteOperation;
        const NAME: &'static __p::str = "mute";
        const METHOD: &'static __p::str = "POST";
    }
    #[automatically_derived]
    impl __p::Accepts<Mute> for __p::Target<Participant> {}
    #[automatically_derived]
    impl __p::serde::Serialize for Mute {
        fn serialize<__S: __p::serde::Serializer>(
            &self,
            __serializer: __S,
        ) -> __p::Result<__S::Ok, __S::Error> {
            __p::serialize(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __p::serde::Deserialize<'de> for Mute {
        fn deserialize<__D: __p::serde::Deserializer<'de>>(
            __deserializer: __D,
        ) -> __p::Result<Self, __D::Error> {
            __p::deserialize(__deserializer)
        }
    }
};
