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
    type __Held = String;
    #[automatically_derived]
    impl __p::EnumType for Phase {
        const TABLE: &'static __p::EnumTable = &__p::EnumTable {
            name: "contoso.phase",
            members: &["notStarted", "inCall"],
        };
        #[inline]
        fn member(&self) -> &__p::str {
            #[allow(unreachable_patterns)]
            match self {
                Self::NotStarted => "notStarted",
                Self::Connected => "inCall",
                Self::Other(member) => __p::member_name::<__Held>(member),
            }
        }
        #[inline]
        fn from_index(index: __p::usize) -> __p::Option<Self> {
            __p::Some(
                match index {
                    0usize => Self::NotStarted,
                    1usize => Self::Connected,
                    _ => return __p::None,
                },
            )
        }
        #[inline]
        fn from_other(member: __p::String) -> Self {
            Self::Other(<__Held as __p::From<__p::String>>::from(member))
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
            serializer: __S,
        ) -> __p::Result<__S::Ok, __S::Error> {
            __p::serialize_member(__p::EnumType::member(self), serializer)
        }
    }
    #[automatically_derived]
    impl<'de> __p::serde::Deserialize<'de> for Phase {
        fn deserialize<__D: __p::serde::Deserializer<'de>>(
            deserializer: __D,
        ) -> __p::Result<Self, __D::Error> {
            __p::deserialize_member(deserializer)
        }
    }
};
