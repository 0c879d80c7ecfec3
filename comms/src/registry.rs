//! The macros with which each module lists the types and the actions that it declares.

/// A [`Registry`] of the types named.
macro_rules! registry {
    ($($type:ty),* $(,)?) => {
        entity_core::Registry::new(&[$(entity_core::Registered::of::<$type>()),*])
    };
}

pub(crate) use registry;

/// A [`Registry`](entity_core::Registry) of the actions and functions named.
macro_rules! actions {
    ($($type:ty),* $(,)?) => {
        entity_core::Registry::new(&[$(entity_core::Registered::of_action::<$type>()),*])
    };
}

pub(crate) use actions;
