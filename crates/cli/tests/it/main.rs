//! The whole program from outside: the hub in a process of its own, agents and reviewers over the network, the command line.
//!
//! `SEKISHO_HEAVY=1` runs the long forms.

#[cfg(test)]
mod aap;
#[cfg(test)]
mod acts;
#[cfg(test)]
mod agentack;
#[cfg(test)]
mod auditor;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod door;
#[cfg(all(test, unix))]
mod example;
mod grants;
#[cfg(test)]
mod halt;
#[cfg(test)]
mod hub;
#[cfg(test)]
mod keystore;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod notices;
#[cfg(test)]
mod organisation;
mod outcomes;
#[cfg(test)]
mod python;
#[cfg(test)]
mod races;
mod records;
#[cfg(test)]
mod registry;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod start;
