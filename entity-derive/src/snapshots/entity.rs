// #[derive(Entity)]
#[entity("contoso.meeting", open)]
pub struct Meeting {
    #[base]
    call: Call,
    /// The meeting's subject.
    #[prop("subject", max_len = 256, pattern = "^[^<>]*$")]
    subject: Prop<String>,
    /// The number of seats.
    #[prop("seats", range = 1..=limits::SEATS)]
    seats: Prop<i32>,
    /// The participants.
    #[prop("people", max_items = 5)]
    people: Prop<Vec<Identity>>,
    /// The organizer.
    #[prop("organizer", default)]
    organizer: Prop<Identity>,
    /// The one that follows.
    #[prop("next")]
    next: Prop<Box<Self>>,
    /// Those that follow it.
    #[prop("series", max_items = 9)]
    series: Prop<Linked<Vec<Self>>>,
    /// The name in the address.
    #[prop("type", read_only)]
    #[deprecated]
    r#type: Prop<Kind>,
    #[doc(hidden)]
    #[prop("pin", check = digits, dynamic)]
    pin: Prop<Secret>,
}

// ---- writes ----

const _: () = {
    use ::entity_core::__private as __p;
    const __BASE: &__p::StructuredType = __p::base_of::<Call>();
    const __INHERITED: __p::usize = __p::inherited(
        __BASE,
        __p::Category::Entity,
        "contoso.meeting",
    );
    static __ALL: [__p::Property; __INHERITED + 8usize] = __p::flatten(
        __BASE,
        [
            __p::reached_once(
                    __BASE,
                    __p::named_once(
                        __BASE,
                        __p::Property::new(
                            ",\"subject\":\"",
                            8386658438686798626u64,
                            4284006297u32,
                            __p::STRING,
                        ),
                        "`Meeting` declares the property `subject`, which its base `Call`, or a type above it, declares already: each name once along the chain",
                    ),
                    165203556860393u64,
                    "the accessor `subject` of `Meeting` would hide that of its base `Call`, or of a type above it: name the field `subject_` (the wire name stays)",
                )
                .with_rules(&__RULES_0),
            __p::reached_once(
                    __BASE,
                    __p::named_once(
                        __BASE,
                        __p::Property::new(
                            ",\"seats\":\"",
                            4189037547095421730u64,
                            584906795u32,
                            __p::I32,
                        ),
                        "`Meeting` declares the property `seats`, which its base `Call`, or a type above it, declares already: each name once along the chain",
                    ),
                    280810467897458u64,
                    "the accessor `seats` of `Meeting` would hide that of its base `Call`, or of a type above it: name the field `seats_` (the wire name stays)",
                )
                .with_rules(&__RULES_1),
            __p::reached_once(
                    __BASE,
                    __p::named_once(
                        __BASE,
                        __p::Property::new(
                            ",\"people\":\"",
                            2478506400098381858u64,
                            2451083288u32,
                            <Vec<Identity> as __p::Kind>::VALUE,
                        ),
                        "`Meeting` declares the property `people`, which its base `Call`, or a type above it, declares already: each name once along the chain",
                    ),
                    246204608092372u64,
                    "the accessor `people` of `Meeting` would hide that of its base `Call`, or of a type above it: name the field `people_` (the wire name stays)",
                )
                .with_rules(&__RULES_2),
            __p::reached_once(
                __BASE,
                __p::named_once(
                    __BASE,
                    __p::Property::new(
                        ",\"organizer\":\"",
                        8820702709808262946u64,
                        1692427845u32,
                        __p::value_of::<Identity>(),
                    ),
                    "`Meeting` declares the property `organizer`, which its base `Call`, or a type above it, declares already: each name once along the chain",
                ),
                169798051987222u64,
                "the accessor `organizer` of `Meeting` would hide that of its base `Call`, or of a type above it: name the field `organizer_` (the wire name stays)",
            ),
            __p::reached_once(
                __BASE,
                __p::named_once(
                    __BASE,
                    __p::Property::new(
                        ",\"next\":\"",
                        16363432280682018u64,
                        4183212196u32,
                        <Box<Meeting> as __p::Kind>::VALUE,
                    ),
                    "`Meeting` declares the property `next`, which its base `Call`, or a type above it, declares already: each name once along the chain",
                ),
                252000440328229u64,
                "the accessor `next` of `Meeting` would hide that of its base `Call`, or of a type above it: name the field `next_` (the wire name stays)",
            ),
            __p::reached_once(
                    __BASE,
                    __p::named_once(
                        __BASE,
                        __p::Property::new(
                            ",\"series\":\"",
                            2482439323176497954u64,
                            1533191955u32,
                            __p::linked_value::<Vec<Meeting>>(),
                        ),
                        "`Meeting` declares the property `series`, which its base `Call`, or a type above it, declares already: each name once along the chain",
                    ),
                    223255914753047u64,
                    "the accessor `series` of `Meeting` would hide that of its base `Call`, or of a type above it: name the field `series_` (the wire name stays)",
                )
                .linked(__p::make::<Vec<Meeting>>)
                .with_rules(&__RULES_5),
            __p::reached_once(
                    __BASE,
                    __p::named_once(
                        __BASE,
                        __p::Property::new(
                            ",\"type\":\"",
                            16363367723267106u64,
                            1897096982u32,
                            <Kind as __p::Kind>::VALUE,
                        ),
                        "`Meeting` declares the property `type`, which its base `Call`, or a type above it, declares already: each name once along the chain",
                    ),
                    184255068994554u64,
                    "the accessor `type` of `Meeting` would hide that of its base `Call`, or of a type above it: name the field `type_` (the wire name stays)",
                )
                .read_only(),
            __p::reached_once(
                    __BASE,
                    __p::named_once(
                        __BASE,
                        __p::Property::new(
                            ",\"pin\":\"",
                            63919555702818u64,
                            861862557u32,
                            <Secret as __p::Kind>::VALUE,
                        ),
                        "`Meeting` declares the property `pin`, which its base `Call`, or a type above it, declares already: each name once along the chain",
                    ),
                    272332972709472u64,
                    "the accessor `pin` of `Meeting` would hide that of its base `Call`, or of a type above it: name the field `pin_` (the wire name stays)",
                )
                .with_rules(&__RULES_7)
                .dynamic(),
        ],
    );
    static __TYPE: __p::StructuredType = __p::StructuredType::new(
            "contoso.meeting",
            "{\"@odata.type\":\"#contoso.meeting\"",
            __p::Category::Entity,
            __p::Some(__BASE),
            &__ALL,
            b"\0\0\0\0\0\0\0\0\x05\0\x04\0\0\0\0\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x06\0\0\0\0\0\x07\0\0\0\x03\0\x01\0\0\0\0\0\0\0\x08\0\0\0\0\0",
        )
        .open();
    type __Sound<T> = <[T; match (__INHERITED, __ALL[__INHERITED + 0usize].hash()) {
        _ => 0,
    }] as __p::Proof>::Of;
    static __RULES_0: [__p::Rule; 2usize] = [
        __p::Rule::MaxLen(256usize),
        __p::Rule::Pattern(
            __p::Pattern::new(
                "^[^<>]*$",
                || {
                    static __COMPILED: __p::Compiled = __p::Compiled::new();
                    &__COMPILED
                },
            ),
        ),
    ];
    const _: () = __p::fits(__p::STRING, &__RULES_0, &[0usize]);
    const _: () = __p::fits(__p::STRING, &__RULES_0, &[1usize]);
    static __RULES_1: [__p::Rule; 1usize] = [
        __p::Rule::Range(__p::End::Whole(1), __p::Given(limits::SEATS).end()),
    ];
    const _: () = __p::fits(__p::I32, &__RULES_1, &[0usize]);
    const _: () = __p::first_fits(__p::I32, &__RULES_1, &[0usize]);
    const _: () = __p::last_fits(__p::I32, &__RULES_1, &[0usize]);
    static __RULES_2: [__p::Rule; 1usize] = [__p::Rule::MaxItems(5usize)];
    const _: () = __p::fits(<Vec<Identity> as __p::Kind>::VALUE, &__RULES_2, &[0usize]);
    static __RULES_5: [__p::Rule; 1usize] = [__p::Rule::MaxItems(9usize)];
    const _: () = __p::fits(__p::linked_value::<Vec<Meeting>>(), &__RULES_5, &[0usize]);
    static __RULES_7: [__p::Rule; 1usize] = [
        __p::Rule::Check(
            __p::Check::new(
                "check",
                |__any, _| __p::check::<Secret>(__any, |__value| digits(__value)),
            ),
        ),
    ];
    #[automatically_derived]
    impl __p::Node for Meeting {
        #[inline]
        fn __table(&self) -> &'static __p::StructuredType {
            &__TYPE
        }
        #[inline]
        fn __show<'__n>(&'__n self, __viewer: &mut dyn __p::Viewer<'__n>) -> __p::bool {
            let __this: &'__n __Sound<Self> = self;
            __p::Node::__show(&__this.call, __viewer)
                && {
                    __viewer.string(&__this.subject);
                    __viewer.i32(&__this.seats);
                    __viewer.prop(&__this.people);
                    __viewer.prop(&__this.organizer);
                    __viewer.prop(&__this.next);
                    __viewer.prop(&__this.series);
                    __viewer.prop(&__this.r#type);
                    __viewer.prop(&__this.pin);
                    true
                }
        }
        #[inline]
        fn __slot_mut(&mut self, __index: __p::usize) -> __p::SlotMut<'_> {
            let __this: &mut __Sound<Self> = self;
            match __index.wrapping_sub(__INHERITED) {
                0usize => __p::SlotMut::String(&mut __this.subject),
                1usize => __p::SlotMut::I32(&mut __this.seats),
                2usize => __p::SlotMut::Prop(&mut __this.people),
                3usize => __p::SlotMut::Prop(&mut __this.organizer),
                4usize => __p::SlotMut::Prop(&mut __this.next),
                5usize => __p::SlotMut::Prop(&mut __this.series),
                6usize => __p::SlotMut::Prop(&mut __this.r#type),
                7usize => __p::SlotMut::Prop(&mut __this.pin),
                _ => __p::Node::__slot_mut(&mut __this.call, __index),
            }
        }
        #[inline]
        fn __keeps_rules(&self) -> __p::bool {
            let __this: &__Sound<Self> = self;
            __p::Node::__keeps_rules(&__this.call)
                && __p::holds(
                    &__ALL[__INHERITED + 0usize],
                    &__p::Rule::MaxLen(256usize),
                    __p::Slot::String(&__this.subject),
                )
                && __p::holds(
                    &__ALL[__INHERITED + 0usize],
                    __ALL[__INHERITED + 0usize].rule(1usize),
                    __p::Slot::String(&__this.subject),
                )
                && __p::holds(
                    &__ALL[__INHERITED + 1usize],
                    __ALL[__INHERITED + 1usize].rule(0usize),
                    __p::Slot::I32(&__this.seats),
                )
                && __p::holds(
                    &__ALL[__INHERITED + 2usize],
                    &__p::Rule::MaxItems(5usize),
                    __p::Slot::Prop(&__this.people),
                ) && __p::keeps_within(&__this.people)
                && __p::keeps_within(&__this.organizer)
                && __p::keeps_within(&__this.next)
                && __p::holds(
                    &__ALL[__INHERITED + 5usize],
                    &__p::Rule::MaxItems(9usize),
                    __p::Slot::Prop(&__this.series),
                ) && __p::keeps_within(&__this.series)
                && __p::keeps_within(&__this.r#type)
                && __p::holds(
                    &__ALL[__INHERITED + 7usize],
                    __ALL[__INHERITED + 7usize].rule(0usize),
                    __p::Slot::Prop(&__this.pin),
                ) && __p::keeps_within(&__this.pin)
        }
    }
    #[automatically_derived]
    impl __p::Kind for Meeting {
        type Access = __p::NodeAccess;
    }
    #[automatically_derived]
    impl __p::Declared for Meeting {
        const TYPE: &'static __p::StructuredType = &__TYPE;
        const EMPTY: Self = {
            Self {
                call: <__Sound<Call> as __p::Declared>::EMPTY,
                subject: __p::Prop::Absent,
                seats: __p::Prop::Absent,
                people: __p::Prop::Absent,
                organizer: __p::Prop::Absent,
                next: __p::Prop::Absent,
                series: __p::Prop::Absent,
                r#type: __p::Prop::Absent,
                pin: __p::Prop::Absent,
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
    #[automatically_derived]
    impl __p::Deref for Meeting {
        type Target = Call;
        #[inline]
        fn deref(&self) -> &Call {
            &self.call
        }
    }
    #[automatically_derived]
    impl __p::DerefMut for Meeting {
        #[inline]
        fn deref_mut(&mut self) -> &mut Call {
            &mut self.call
        }
    }
    impl Meeting {
        /**The meeting's subject.

Wire name `subject`; at most 256 characters; matches `^[^<>]*$`. `None` if it is absent, null or does not decode.*/
        #[must_use]
        #[inline]
        pub fn subject(&self) -> __p::Option<&__p::str> {
            __p::text(&self.subject)
        }
        /**Sets `subject` to a value, an `Option` (`None` makes it absent) or a `Prop`.

The meeting's subject.

Wire name `subject`; at most 256 characters; matches `^[^<>]*$`.

# Errors
If a rule refuses the value. The property then keeps its present one.*/
        pub fn set_subject<__V: __p::IntoProp<String>>(
            &mut self,
            __value: __V,
        ) -> __p::Result<(), __p::Violation> {
            __p::set_by_rules(&mut self.subject, __value, &__ALL[__INHERITED + 0usize])
        }
        /**The number of seats.

Wire name `seats`; from `1` to `limits::SEATS`. `None` if it is absent, null or does not decode.*/
        #[must_use]
        #[inline]
        pub fn seats(&self) -> __p::Option<i32> {
            __p::copied(&self.seats)
        }
        /**Sets `seats` to a value, an `Option` (`None` makes it absent) or a `Prop`.

The number of seats.

Wire name `seats`; from `1` to `limits::SEATS`.

# Errors
If a rule refuses the value. The property then keeps its present one.*/
        pub fn set_seats<__V: __p::IntoProp<i32>>(
            &mut self,
            __value: __V,
        ) -> __p::Result<(), __p::Violation> {
            __p::set_by_rules(&mut self.seats, __value, &__ALL[__INHERITED + 1usize])
        }
        /**The participants.

Wire name `people`; at most 5 items. Empty if it is absent, null or does not decode. Items that do not decode are left out.*/
        #[must_use]
        #[inline]
        pub fn people(&self) -> &[Identity] {
            __p::items(&self.people)
        }
        /**Returns `people` for changes in place, and inserts an empty value, which counts once it is not empty, if it is absent or null. Drops the received text, and keeps the items that do not decode in their places. Does not check the rules: `validate` does.

The participants.

Wire name `people`; at most 5 items.*/
        #[inline]
        pub fn people_mut(&mut self) -> &mut Vec<Identity> {
            __p::items_mut(&mut self.people)
        }
        /**Sets `people` to a value, an `Option` (`None` makes it absent) or a `Prop`.

The participants.

Wire name `people`; at most 5 items.

# Errors
If a rule refuses the value. The property then keeps its present one.*/
        pub fn set_people<__V: __p::IntoProp<Vec<Identity>>>(
            &mut self,
            __value: __V,
        ) -> __p::Result<(), __p::Violation> {
            __p::set_by_rules::<
                __Sound<Vec<Identity>>,
            >(&mut self.people, __value, &__ALL[__INHERITED + 2usize])
        }
        /**The organizer.

Wire name `organizer`; an empty value if there is none.*/
        #[must_use]
        #[inline]
        pub fn organizer(&self) -> &Identity {
            __p::or_empty::<
                __Sound<Identity>,
            >(&self.organizer, const { &<__Sound<Identity> as __p::Declared>::EMPTY })
        }
        /**Returns `organizer` for changes in place, and inserts an empty value, which counts once it is not empty, if it is absent or null. Drops the received text.

The organizer.

Wire name `organizer`; an empty value if there is none.*/
        #[inline]
        pub fn organizer_mut(&mut self) -> &mut Identity {
            __p::or_insert::<__Sound<Identity>>(&mut self.organizer)
        }
        /**Sets `organizer` to a value, an `Option` (`None` makes it absent) or a `Prop`.

The organizer.

Wire name `organizer`; an empty value if there is none.*/
        pub fn set_organizer<__V: __p::IntoProp<Identity>>(&mut self, __value: __V) {
            __p::set(&mut self.organizer, __value);
        }
        /**The one that follows.

Wire name `next`. `None` if it is absent, null or does not decode.*/
        #[must_use]
        #[inline]
        pub fn next(&self) -> __p::Option<&Meeting> {
            __p::boxed(&self.next)
        }
        /**Returns `next` for changes in place, if it has a value. Drops the received text.

The one that follows.

Wire name `next`.*/
        #[inline]
        pub fn next_mut(&mut self) -> __p::Option<&mut Meeting> {
            __p::boxed_mut(&mut self.next)
        }
        /**Sets `next` to a value, an `Option` (`None` makes it absent) or a `Prop`.

The one that follows.

Wire name `next`.*/
        pub fn set_next<__V: __p::IntoProp<Meeting>>(&mut self, __value: __V) {
            __p::set(&mut self.next, __p::in_box(__value));
        }
        /**Those that follow it.

Wire name `series`; at most 9 items. Empty if it is absent, null or does not decode. Items that do not decode are left out.*/
        #[must_use]
        #[inline]
        pub fn series(&self) -> &[Meeting] {
            __p::linked_items(&self.series)
        }
        /**Returns `series` for changes in place, and inserts an empty value, which counts once it is not empty, if it is absent or null. Drops the received text, and keeps the items that do not decode in their places. Does not check the rules: `validate` does.

Those that follow it.

Wire name `series`; at most 9 items.*/
        #[inline]
        pub fn series_mut(&mut self) -> &mut Vec<Meeting> {
            __p::linked_items_mut::<
                __Sound<Meeting>,
            >(&mut self.series, &__ALL[__INHERITED + 5usize])
        }
        /**Sets `series` to a value, an `Option` (`None` makes it absent) or a `Prop`.

Those that follow it.

Wire name `series`; at most 9 items.

# Errors
If a rule refuses the value. The property then keeps its present one.*/
        pub fn set_series<__V: __p::IntoProp<Vec<Meeting>>>(
            &mut self,
            __value: __V,
        ) -> __p::Result<(), __p::Violation> {
            __p::set_by_rules::<
                __Sound<Linked<Vec<Meeting>>>,
            >(
                &mut self.series,
                __p::in_link::<
                    __Sound<Vec<Meeting>>,
                >(__value, &__ALL[__INHERITED + 5usize]),
                &__ALL[__INHERITED + 5usize],
            )
        }
        #[deprecated]
        /**The name in the address.

Wire name `type`; set only by the service. `None` if it is absent, null or does not decode.*/
        #[must_use]
        #[inline]
        pub fn r#type(&self) -> __p::Option<&Kind> {
            __p::Prop::value(&self.r#type)
        }
        #[doc(hidden)]
        ///Wire name `pin`; checked by `digits`; the schema leaves it open. `None` if it is absent, null or does not decode.
        #[must_use]
        #[inline]
        pub fn pin(&self) -> __p::Option<&Secret> {
            __p::Prop::value(&self.pin)
        }
        #[doc(hidden)]
        /**Sets `pin` to a value, an `Option` (`None` makes it absent) or a `Prop`.

Wire name `pin`; checked by `digits`; the schema leaves it open.

# Errors
If a rule refuses the value. The property then keeps its present one.*/
        pub fn set_pin<__V: __p::IntoProp<Secret>>(
            &mut self,
            __value: __V,
        ) -> __p::Result<(), __p::Violation> {
            __p::set_by_rules::<
                __Sound<Secret>,
            >(&mut self.pin, __value, &__ALL[__INHERITED + 7usize])
        }
    }
    #[automatically_derived]
    impl __p::serde::Serialize for Meeting {
        fn serialize<__S: __p::serde::Serializer>(
            &self,
            __serializer: __S,
        ) -> __p::Result<__S::Ok, __S::Error> {
            __p::serialize(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __p::serde::Deserialize<'de> for Meeting {
        fn deserialize<__D: __p::serde::Deserializer<'de>>(
            __deserializer: __D,
        ) -> __p::Result<Self, __D::Error> {
            __p::deserialize(__deserializer)
        }
    }
};
