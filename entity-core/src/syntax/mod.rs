//! JSON as text: scanning, pointers, errors, and the output buffer. Knows no types.

pub(crate) mod buffer;
pub(crate) mod cursor;
pub(crate) mod error;
pub(crate) mod members;
pub(crate) mod number;
pub(crate) mod percent;
pub(crate) mod pointer;
pub(crate) mod scan;
pub(crate) mod strings;
pub(crate) mod tag;
pub(crate) mod token;
pub(crate) mod value;
