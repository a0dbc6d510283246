//! `GET /sekisho/v1/export`: the decisions of a period as a file, streamed.

use axum::{
    body::Body,
    extract::{Query, State, rejection::QueryRejection},
    http::{Response, StatusCode, header},
};
use futures_util::stream;
use sekisho_gate::{Time, export::Format};
use serde::Deserialize;

use crate::{auth::Reviewer, error::Failure, hub::Api};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Period {
    from: Time,
    to: Time,
    format: Kind,
    #[serde(default)]
    bom: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Csv,
    Jsonl,
}

pub(super) async fn export(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    query: Result<Query<Period>, QueryRejection>,
) -> Result<Response<Body>, Failure> {
    let Query(period) = query.map_err(|_| Failure::invalid("this call takes `from`, `to`, `format` (`csv` or `jsonl`) and `bom`"))?;
    let (format, media) = match period.format {
        Kind::Csv => (Format::Csv { bom: period.bom }, "text/csv; charset=utf-8"),
        Kind::Jsonl => (Format::Jsonl, "application/jsonl; charset=utf-8"),
    };
    let export = api.gate.export(me, period.from, period.to, format).await?;
    // An error in the middle breaks the stream off, so that nobody takes half a file for a whole one.
    let pieces =
        stream::try_unfold(export, |mut export| async move { export.next_piece().await.map(|piece| piece.map(|piece| (piece, export))) });
    let response = Response::builder().status(StatusCode::OK).header(header::CONTENT_TYPE, media).body(Body::from_stream(pieces));
    response.map_err(|_| sekisho_gate::Error::new(sekisho_gate::Code::Internal, "the export could not be sent").into())
}
