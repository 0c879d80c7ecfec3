//! Memory: its peak to read, and the allocations of each job.

mod allocations;
mod peak;
mod sizes;
