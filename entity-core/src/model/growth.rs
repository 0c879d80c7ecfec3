//! How collections grow while they are read.

/// How many bytes the items so far took, and how many bytes are left: from these, the number of items is estimated.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct SizeHint {
    pub(crate) read: usize,
    pub(crate) left: usize,
}

impl SizeHint {
    /// No items before, nothing left.
    pub(crate) const ALONE: Self = Self { read: 0, left: 0 };
    /// From this many items on, their size is taken as typical.
    pub(crate) const FEW: usize = 16;
    /// The largest growth factor, so that small items at the start do not reserve much too much.
    pub(crate) const MANY: usize = 16;

    /// Estimates how many items follow after `count` items, if the rest is like them.
    pub(crate) fn expected(self, count: usize) -> usize {
        if count < Self::FEW { 1 } else { (self.left / (self.read / count).max(1) + 1).min(count * Self::MANY) }
    }

    /// Makes room for one item at first, because most collections in bodies have one. Later for the estimated number, and at least
    /// for twice as many or four small ones.
    #[inline]
    pub(crate) fn make_room<T>(self, items: &mut Vec<T>) {
        let len = <[T]>::len(items);
        if len == items.capacity() {
            // If memory for the estimate is missing, less may be enough.
            let _ = items.try_reserve_exact(self.more(len, size_of::<T>()));
        }
    }

    /// The number of items to make room for, behind `len` items of that size.
    #[inline]
    pub(crate) fn more(self, len: usize, size: usize) -> usize {
        let least = if size <= 1024 { 3 } else { 1 };
        if len == 0 { 1 } else { self.expected(len).max(len).max(least) }
    }
}
