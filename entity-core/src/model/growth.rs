//! How collections grow while they are read.

/// How many bytes the items took that stand before this one, and how many bytes are left.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct SizeHint {
    pub(crate) read: usize,
    pub(crate) left: usize,
}

impl SizeHint {
    /// None before it, none behind it.
    pub(crate) const ALONE: Self = Self { read: 0, left: 0 };
    /// How many items tell how long the others will be.
    pub(crate) const FEW: usize = 16;
    /// How many times as many may be expected at most, so that a few odd ones at the start promise no more than they weigh.
    pub(crate) const MANY: usize = 16;

    /// How many items more to expect behind so many, if what is left is like them.
    pub(crate) fn expected(self, count: usize) -> usize {
        if count < Self::FEW { 1 } else { (self.left / (self.read / count).max(1) + 1).min(count * Self::MANY) }
    }

    /// Room for one at first, since most collections in bodies have one item; then for as many as are to be expected, and
    /// at least twice as many, or four small ones.
    #[inline]
    pub(crate) fn make_room<T>(self, items: &mut Vec<T>) {
        let len = <[T]>::len(items);
        if len == items.capacity() {
            // Where there is no room for what is expected, there may be some for what comes.
            let more = self.expected(len).max(len).max(const { if size_of::<T>() <= 1024 { 3 } else { 1 } });
            let _ = items.try_reserve_exact(if len == 0 { 1 } else { more });
        }
    }
}
