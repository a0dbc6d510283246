//! Reads, asks the core, stores, then acts: the use cases, and the boundary behind which nobody looks.

pub mod view;
