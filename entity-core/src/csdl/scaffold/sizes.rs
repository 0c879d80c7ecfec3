//! Estimates the sizes of Rust types, to put large values in boxes.

use super::scope::RustType;
use std::collections::HashMap;

/// A property whose type is larger, in bytes, holds a `Box`.
pub(super) const LARGE: usize = 96;
/// The bytes of a property of most kinds: a string, a collection, a date, an enumeration. Some take fewer.
const PROPERTY: usize = 24;
/// The bytes of a property in a box.
const BOXED: usize = 16;

/// What a Rust type contains.
pub(super) enum Content<'a> {
    /// `values` are the types of its structured properties; `others` is the number of all others.
    Struct { base: Option<RustType<'a>>, values: Vec<RustType<'a>>, others: usize },
    /// The variants of an enum.
    Any(Vec<RustType<'a>>),
}

impl<'a> Content<'a> {
    /// The types in it.
    pub(super) fn all(&self) -> impl Iterator<Item = RustType<'a>> + '_ {
        let (base, values) = match self {
            Self::Struct { base, values, .. } => (*base, values),
            Self::Any(variants) => (None, variants),
        };
        base.into_iter().chain(values.iter().copied())
    }

    /// Its size, from those of the types in it. A type without a size is one that contains this one, so it is in a box.
    fn size(&self, sizes: &HashMap<RustType<'a>, usize>) -> usize {
        let size = |type_: &RustType<'_>| sizes.get(type_).copied();
        match self {
            Self::Struct { base, values, others } => {
                let in_place = |size: &usize| *size <= LARGE;
                let values = values.iter().map(|value| size(value).filter(in_place).unwrap_or(BOXED)).sum::<usize>();
                // A type without a base has its dynamic properties.
                base.as_ref().and_then(size).unwrap_or(PROPERTY) + values + others * PROPERTY
            }
            Self::Any(variants) => variants.iter().filter_map(size).max().unwrap_or(0) + size_of::<usize>(),
        }
    }
}

/// Estimates the size of each type, those inside it first. Without recursion, because a schema may nest types deeply.
pub(super) fn sizes<'a>(
    contents: &HashMap<RustType<'a>, Content<'a>>,
    cycles: &HashMap<RustType<'a>, usize>,
) -> HashMap<RustType<'a>, usize> {
    let mut sizes = HashMap::new();
    let mut path: Vec<_> = contents.keys().map(|type_| (*type_, false)).collect();
    while let Some((type_, is_entered)) = path.pop() {
        let Some(content) = contents.get(&type_).filter(|_| !sizes.contains_key(&type_)) else { continue };
        if is_entered {
            sizes.insert(type_, content.size(&sizes));
            continue;
        }
        path.push((type_, true));
        let is_value = |inside: &RustType<'a>| match content {
            Content::Struct { base, .. } => *base == Some(*inside) || cycles.get(inside) != cycles.get(&type_),
            Content::Any(_) => true,
        };
        path.extend(content.all().filter(is_value).map(|inside| (inside, false)));
    }
    sizes
}
