// #[derive(ComplexType)]
#[complex_type("contoso.identity", abstract, crate = crate::odata)]
pub(crate) struct Identity {
    /// The name of a person:
    ///
    /// ```
    /// if true {
    ///     assert_eq!("Ada", "Ada");
    /// }
    /// ```
    #[prop("displayName")]
    display_name: Prop<String>,
    /// Docs, and those
    #[doc = concat!("of a ", "macro")]
    #[prop("id", read_only)]
    id: Prop<String>,
    /// The birthday.
    #[prop("born", required)]
    born: Prop<Date>,
    #[dynamic]
    dynamic: DynamicProperties,
}

// ---- writes ----

const _: () = {
    use crate::odata::__private as __p;
    static __ALL: [__p::Property; 3usize] = [
        __p::Property::new(
                ",\"displayName\":\"",
                8746391181558637602u64,
                3876530801u32,
                __p::STRING,
            )
            .accessor(190360866088637u64),
        __p::Property::new(",\"id\":\"", 249685109026u64, 2271721267u32, __p::STRING)
            .accessor(150320332649820u64)
            .read_only(),
        __p::Property::new(
                ",\"born\":\"",
                16363406410867234u64,
                358725147u32,
                <Date as __p::Kind>::VALUE,
            )
            .accessor(225532232582817u64)
            .with_rules(&[__p::Rule::Required]),
    ];
    static __TYPE: __p::StructuredType = __p::StructuredType::new(
            "contoso.identity",
            "{\"@odata.type\":\"#contoso.identity\"",
            __p::Category::Complex,
            __p::None,
            &__ALL,
            b"\0\0\x01\0\0\0\x02\0\x03\0\0\0\0\0\0\0",
        )
        .abstract_();
    type __Sound<T> = <[T; match (__ALL[0usize].hash(),) {
        _ => 0,
    }] as __p::Proof>::Of;
    #[automatically_derived]
    impl __p::Node for Identity {
        #[inline]
        fn __table(&self) -> &'static __p::StructuredType {
            &__TYPE
        }
        #[inline]
        fn __show<'__n>(&'__n self, __viewer: &mut dyn __p::Viewer<'__n>) -> __p::bool {
            let __this: &'__n __Sound<Self> = self;
            __viewer.dynamic(&__this.dynamic)
                && {
                    __viewer.string(&__this.display_name);
                    __viewer.string(&__this.id);
                    __viewer.prop(&__this.born);
                    true
                }
        }
        #[inline]
        fn __slot_mut(&mut self, __index: __p::usize) -> __p::SlotMut<'_> {
            let __this: &mut __Sound<Self> = self;
            match __index {
                0usize => __p::SlotMut::String(&mut __this.display_name),
                1usize => __p::SlotMut::String(&mut __this.id),
                2usize => __p::SlotMut::Prop(&mut __this.born),
                _ => __p::SlotMut::Dynamic(&mut __this.dynamic),
            }
        }
        #[inline]
        fn __keeps_rules(&self) -> __p::bool {
            let __this: &__Sound<Self> = self;
            __p::keeps_undeclared(&__this.dynamic)
                && __p::holds(
                    &__ALL[2usize],
                    &__p::Rule::Required,
                    __p::Slot::Prop(&__this.born),
                )
        }
    }
    #[automatically_derived]
    impl __p::Kind for Identity {
        type Access = __p::NodeAccess;
    }
    #[automatically_derived]
    impl __p::Declared for Identity {
        const TYPE: &'static __p::StructuredType = &__TYPE;
        const EMPTY: Self = {
            Self {
                display_name: __p::Prop::Absent,
                id: __p::Prop::Absent,
                born: __p::Prop::Absent,
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
    impl Identity {
        /**The name of a person:

```
if true {
    assert_eq!("Ada", "Ada");
}
```

Wire name `displayName`. `None` if it is absent, null or does not decode.*/
        #[must_use]
        #[inline]
        pub(crate) fn display_name(&self) -> __p::Option<&__p::str> {
            __p::text(&self.display_name)
        }
        /**Sets `displayName` to a value, an `Option` (`None` makes it absent) or a `Prop`.

The name of a person:

```
if true {
    assert_eq!("Ada", "Ada");
}
```

Wire name `displayName`.*/
        pub(crate) fn set_display_name<__V: __p::IntoProp<String>>(
            &mut self,
            __value: __V,
        ) {
            __p::set(&mut self.display_name, __value);
        }
        /// Docs, and those
        #[doc = concat!("of a ", "macro")]
        ///
        ///Wire name `id`; set only by the service. `None` if it is absent, null or does not decode.
        #[must_use]
        #[inline]
        pub(crate) fn id(&self) -> __p::Option<&__p::str> {
            __p::text(&self.id)
        }
        /**The birthday.

Wire name `born`; required. `None` if it is absent, null or does not decode.*/
        #[must_use]
        #[inline]
        pub(crate) fn born(&self) -> __p::Option<Date> {
            __p::edm(&self.born)
        }
        /**Sets `born` to a value, an `Option` (`None` makes it absent) or a `Prop`.

The birthday.

Wire name `born`; required.

# Errors
If a rule refuses the value. The property then keeps its present one.*/
        pub(crate) fn set_born<__V: __p::IntoProp<Date>>(
            &mut self,
            __value: __V,
        ) -> __p::Result<(), __p::Violation> {
            __p::set_by_rules::<__Sound<Date>>(&mut self.born, __value, &__ALL[2usize])
        }
    }
    #[automatically_derived]
    impl __p::serde::Serialize for Identity {
        fn serialize<__S: __p::serde::Serializer>(
            &self,
            __serializer: __S,
        ) -> __p::Result<__S::Ok, __S::Error> {
            __p::serialize(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __p::serde::Deserialize<'de> for Identity {
        fn deserialize<__D: __p::serde::Deserializer<'de>>(
            __deserializer: __D,
        ) -> __p::Result<Self, __D::Error> {
            __p::deserialize(__deserializer)
        }
    }
};
