//! The macro with which each module lists the types that it declares.

/// A [`Registry`] of the types named.
macro_rules! registry {
    ($($type:ty),* $(,)?) => {
        entity_core::Registry::new(&[$(entity_core::Registered::of::<$type>()),*])
    };
}

pub(crate) use registry;
