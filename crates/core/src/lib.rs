//! Decides. Facts about one action go in; signals, a score, a verdict and the next state come out.
//!
//! Nothing here reads a clock, a file, a network or chance: the same input gives the same answer, on every machine.

pub mod action;
pub mod agent;
pub mod assessment;
pub mod batch;
pub mod budget;
pub mod calendar;
pub mod chart;
pub mod command;
pub mod domains;
pub mod erase;
pub mod fold;
pub mod gist;
pub mod grant;
pub mod halt;
pub mod history;
pub mod id;
pub mod json;
pub mod keeping;
pub mod ledger;
pub mod money;
pub mod monthly;
pub mod organisation;
pub mod outcome;
pub mod provenance;
pub mod query;
pub mod review;
pub mod risk;
pub mod role;
pub mod rules;
pub mod sensitive;
pub mod shown;
pub mod signal;
pub mod similar;
pub mod source;
pub mod time;
pub mod tool;
