//! Memory: how much reading takes at its peak, and how often each job allocates.

mod allocations;
mod peak;
