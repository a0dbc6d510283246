//! The reviewers' door: everything that the window and the command line do.

use axum::{
    Router,
    routing::{delete, get, post, put},
};

use crate::hub::Api;

mod actions;
mod activity;
mod agents;
mod attend;
mod back;
mod batches;
mod budgets;
mod events;
pub(crate) use events::ALIVE;
mod charts;
mod export;
mod grants;
mod halts;
mod keeping;
mod ledger;
mod observations;
mod organisation;
mod origins;
mod outcomes;
mod people;
mod queue;
mod record;
mod reports;
mod rules;
mod similar;
mod tools;

pub(crate) fn router() -> Router<Api> {
    Router::new()
        .route("/status", get(people::status))
        .route("/queue", get(queue::queue))
        .route("/actions/{id}", get(actions::show))
        .route("/actions/{id}/arguments", get(actions::arguments))
        .route("/actions/{id}/claims", get(actions::claims))
        .route("/actions/{id}/similar", get(similar::show))
        .route("/actions/{id}/approve", post(actions::approve))
        .route("/actions/{id}/reject", post(actions::reject))
        .route("/actions/{id}/escalate", post(actions::escalate))
        .route("/actions/{id}/withdraw", post(actions::withdraw))
        .route("/actions/{id}/ask-back", post(back::ask))
        .route("/actions/{id}/amend", post(back::amend))
        .route("/actions/{id}/grant", get(grants::offer).post(grants::give))
        .route("/actions/{id}/take", post(attend::take))
        .route("/actions/{id}/release", post(attend::release))
        .route("/actions/{id}/read", post(attend::read))
        .route("/actions/{id}/viewed", post(attend::viewed))
        .route("/actions/{id}/mark", post(outcomes::mark))
        .route("/actions/{id}/erase", post(keeping::erase))
        .route("/actions/{id}/comments", post(attend::comment))
        .route("/actions/{id}/proof", get(ledger::proof))
        .route("/actions/{id}/report", get(record::record))
        .route("/activity", get(activity::activity))
        .route("/agents", get(agents::list).post(agents::add))
        .route("/agents/{id}", delete(agents::revoke))
        .route("/agents/{id}/terms", put(agents::set_terms))
        .route("/batches/decide", post(batches::decide))
        .route("/batches/preview", post(batches::preview))
        .route("/budgets", get(budgets::list).post(budgets::add))
        .route("/budgets/{id}", put(budgets::change).delete(budgets::end))
        .route("/grants", get(grants::list))
        .route("/grants/{id}", delete(grants::revoke))
        .route("/halts", get(halts::list).post(halts::halt))
        .route("/halts/lifted", get(halts::lifted))
        .route("/halts/second-person", put(halts::second_person))
        .route("/halts/stream", get(halts::stream))
        .route("/halts/{id}/acknowledgement", post(halts::acknowledge))
        .route("/halts/{id}/resume", post(halts::resume))
        .route("/keeping", get(keeping::show).put(keeping::set))
        .route("/keeping/clock", post(keeping::confirm_clock))
        .route("/keeping/holds", post(keeping::hold))
        .route("/keeping/holds/{id}/lift", post(keeping::lift))
        .route("/ledger", get(ledger::show))
        .route("/ledger/entries", get(ledger::entries))
        .route("/ledger/export", get(ledger::export))
        .route("/ledger/witness", put(ledger::set_witness).delete(ledger::end_witness))
        .route("/observations", post(observations::observe))
        .route("/chart", get(charts::show).put(charts::set))
        .route("/chart/check", post(charts::check))
        .route("/organisation", get(organisation::show).put(organisation::set))
        .route("/origins", get(origins::list).put(origins::set))
        .route("/outcomes", get(outcomes::list))
        .route("/outcomes/{id}", post(outcomes::tell))
        .route("/results", get(outcomes::results))
        .route("/rules", get(rules::show).put(rules::set))
        .route("/rules/check", post(rules::check))
        .route("/rules/{edition}", get(rules::edition))
        .route("/tool", get(tools::show).put(tools::confirm))
        .route("/tools", get(tools::list))
        .route("/tools/{server}", put(tools::import))
        .route("/practice", post(agents::practice))
        .route("/reviewers", get(people::list).post(people::add))
        .route("/reviewers/{id}", delete(people::revoke))
        .route("/reviewers/{id}/role", put(people::set_role))
        .route("/me", put(people::rename))
        .route("/events", get(events::events))
        .route("/export", get(export::export))
        .route("/exports/{id}", get(export::progress))
        .route("/reports/monthly", get(reports::show).put(reports::set).delete(reports::end))
}
