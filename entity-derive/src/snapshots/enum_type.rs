// #[derive(EnumType)]
#[enum_type("contoso.phase")]
pub enum Phase {
    NotStarted,
    #[member("inCall")]
    Connected,
    #[other]
    Other(String),
}

// ---- writes ----

const _: () = {
    use ::entity_core::__private as __p;
    type __Held = String;
    #[automatically_derived]
    impl __p::EnumType for Phase {
        const TABLE: &'static __p::EnumTable = &__p::EnumTable {
            name: "contoso.phase",
            members: &["notStarted", "inCall"],
        };
        #[inline]
        fn member(&self) -> &__p::str {
            match self {
                Self::NotStarted => "notStarted",
                Self::Connected => "inCall",
                Self::Other(__member) => __p::member_name::<__Held>(__member),
            }
        }
        #[inline]
        fn from_index(__index: __p::usize) -> __p::Option<Self> {
            __p::Some(
                match __index {
                    0usize => Self::NotStarted,
                    1usize => Self::Connected,
                    _ => return __p::None,
                },
            )
        }
        #[inline]
        fn from_other(__member: __p::String) -> Self {
            Self::Other(<__Held as __p::From<__p::String>>::from(__member))
        }
    }
    #[automatically_derived]
    impl __p::Kind for Phase {
        type Access = __p::EnumAccess;
    }
    #[automatically_derived]
    impl __p::serde::Serialize for Phase {
        fn serialize<__S: __p::serde::Serializer>(
            &self,
            __serializer: __S,
        ) -> __p::Result<__S::Ok, __S::Error> {
            __p::serialize_member(__p::EnumType::member(self), __serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __p::serde::Deserialize<'de> for Phase {
        fn deserialize<__D: __p::serde::Deserializer<'de>>(
            __deserializer: __D,
        ) -> __p::Result<Self, __D::Error> {
            __p::deserialize_member(__deserializer)
        }
    }
};
