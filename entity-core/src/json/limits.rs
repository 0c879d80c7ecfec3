//! Limits of reading: how deep a text may nest, and how much memory its value may take.

use super::reader::Reader;
use crate::model::growth::SizeHint;
use crate::model::kind::ViewMut;
use crate::model::node::Node;
use crate::model::slot::AnyProp;
use crate::model::value_type::ValueType;
use crate::syntax::cursor::{MAX_DEPTH, Scan, What};
use crate::syntax::token::Token;

/// Limits of reading, for [`from_slice_with`](super::from_slice_with).
///
/// ```
/// use entity_core::json::{self, Limits};
/// # use entity_core::{ComplexType, DynamicProperties, Page, Prop};
/// # #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// # #[complex_type("contoso.result")]
/// # struct ResultInfo { #[prop("code")] code: Prop<i32>, #[dynamic] dynamic: DynamicProperties }
/// let limits = Limits { memory: 1_000, ..Limits::default() };
/// let page: Page<ResultInfo> = json::from_slice_with(br#"{"value": [{"code": 200}]}"#, limits)?;
/// assert_eq!(page.value().len(), 1);
///
/// let many = format!(r#"{{"value": [{}{{}}]}}"#, "{},".repeat(99));
/// let error = json::from_slice_with::<Page<ResultInfo>>(many.as_bytes(), limits).unwrap_err();
/// assert_eq!(error.message(), "needs more memory than the limit allows");
/// assert!(error.pointer().starts_with("/value/"));
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The levels of arrays and objects inside each other: at most 128, also if more is given.
    pub depth: u32,
    /// The memory that the value and its reading take on the heap, in bytes. A text takes its own length at least.
    ///
    /// The reader adds up upper estimates of what it allocates, without the allocator's own overhead, and stops before the sum is over the
    /// limit. A kind that is implemented by hand counts as the length of its text.
    pub memory: usize,
}

impl Limits {
    pub(super) const NONE: Self = Self { depth: MAX_DEPTH, memory: usize::MAX };
}

/// 128 levels, and any amount of memory.
impl Default for Limits {
    fn default() -> Self {
        Self::NONE
    }
}

/// The bytes of an item that is a leaf, if its kind does not give them.
const LEAF: usize = 32;
/// The bytes of a received text's record, without the texts.
const RECEIVED: usize = 64;
/// The bytes for a place of an undeclared member, in a list that doubles.
const PLACE: usize = 48;
/// The bytes for each byte of flags: a flag has a name of at least one byte, and a list of 24 bytes an item doubles.
const FLAGS: usize = 40;
/// The bytes of an object of untyped JSON: a node of a map has room for 11 members.
const OBJECT: usize = 700;
/// The bytes of an item or a member of untyped JSON: nodes are half full at least, and lists double.
const MEMBER: usize = 150;

/// A collection while it is read: its memory, as [`SizeHint::make_room`] reserves it.
#[derive(Clone, Copy, Default)]
pub(super) struct Growth {
    len: usize,
    capacity: usize,
    /// The size of an item. Known of structured ones once there is one.
    size: usize,
}

impl Growth {
    pub(super) fn of(item: ValueType) -> Self {
        let size = match item {
            ValueType::Primitive(primitive) => primitive.size,
            ValueType::Structured(_) | ValueType::OneOf(_) | ValueType::Loaded(_) => 0,
            _ => LEAF,
        };
        Self { len: 0, capacity: 0, size }
    }

    /// Notes the size of a structured item. The first one was not known before it was there.
    #[inline]
    pub(super) fn note(&mut self, view: &ViewMut<'_>) {
        let size = size_of_view(view);
        // Null takes room beside the item.
        self.size = self.size.max(size + align_of::<usize>());
    }
}

/// The size of a structured value, without what it refers to.
#[inline]
fn size_of_view(view: &ViewMut<'_>) -> usize {
    match view {
        ViewMut::Node(node) => size_of_val(&**node),
        ViewMut::Choice(choice) => size_of_val(&**choice),
        ViewMut::Items(items) => size_of_val(&**items),
    }
}

impl<'a> Reader<'a> {
    pub(super) const fn limited(text: &'a str, limits: Limits) -> Self {
        let mut reader = Self::new(text);
        // Depth is counted up to the maximum.
        reader.depth = MAX_DEPTH - if limits.depth < MAX_DEPTH { limits.depth } else { MAX_DEPTH };
        reader.memory = limits.memory;
        reader.is_limited = limits.memory != usize::MAX;
        reader
    }

    /// Takes memory from the budget.
    #[inline]
    pub(super) fn charge(&mut self, bytes: usize) -> Scan<()> {
        match self.memory.checked_sub(bytes) {
            Some(left) => {
                self.memory = left;
                Ok(())
            }
            None => self.cursor.fault(What::Memory),
        }
    }

    /// Takes the memory of a structured value that is opened.
    #[inline]
    pub(super) fn charge_view(&mut self, view: &ViewMut<'_>) -> Scan<()> {
        if self.is_limited { self.charge(size_of_view(view)) } else { Ok(()) }
    }

    /// Takes the memory of the value that an enum holds, which may be in a box.
    #[inline]
    pub(super) fn charge_held(&mut self, node: &dyn Node) -> Scan<()> {
        if self.is_limited { self.charge(size_of_val(node)) } else { Ok(()) }
    }

    /// Takes the memory of one more item of a collection. While a collection grows, its old memory and its new one are there.
    pub(super) fn charge_item(&mut self, growth: &mut Growth, hint: SizeHint) -> Scan<()> {
        if growth.len == growth.capacity {
            let capacity = growth.len + hint.more(growth.len, growth.size);
            self.charge(capacity.saturating_mul(growth.size))?;
            self.memory += growth.capacity * growth.size;
            growth.capacity = capacity;
        }
        growth.len += 1;
        Ok(())
    }

    /// Takes the memory of a place in the list of undeclared members.
    #[inline]
    pub(super) fn charge_place(&mut self) -> Scan<()> {
        if self.is_limited { self.charge(PLACE) } else { Ok(()) }
    }

    /// Takes the memory of a text that is kept beside a property.
    pub(super) fn charge_received(&mut self, prop: &dyn AnyProp, odd: Option<&str>, text: &str) -> Scan<()> {
        self.charge(RECEIVED + size_of_val(prop) + odd.map_or(0, str::len) + text.len())
    }

    /// Takes the memory of a leaf, beside that of its own text, which the document's length covers.
    pub(super) fn charge_leaf(&mut self, value: ValueType, token: &Token<'_>) -> Scan<()> {
        let raw = token.raw();
        match value.item() {
            ValueType::Flags(_) => self.charge(raw.len() * FLAGS),
            ValueType::Primitive(primitive) if primitive.name != "Edm.Untyped" => Ok(()),
            ValueType::Primitive(_) | ValueType::Open if raw.starts_with(['{', '[']) => self.charge(of_untyped(raw)),
            _ => Ok(()),
        }
    }
}

/// The memory of untyped JSON. Commas in strings count too.
fn of_untyped(raw: &str) -> usize {
    let bytes = raw.bytes().map(|byte| match byte {
        b'{' => OBJECT,
        b'[' | b',' => MEMBER,
        _ => 0,
    });
    bytes.sum()
}
