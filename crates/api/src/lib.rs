//! Speaks. It parses strictly, authenticates, calls the gate, and renders what comes back.
//!
//! One listener on this computer carries both doors: AAP for agents and Sekisho's own calls for reviewers.

mod aap;
mod auth;
pub mod desk;
mod error;
mod guard;
pub mod hub;
mod listener;
mod practice;
mod sekisho;
mod wire;
