//! Memory: its peak to read, and the allocations of each job.

mod allocations;
mod limits;
mod peak;
mod sizes;
