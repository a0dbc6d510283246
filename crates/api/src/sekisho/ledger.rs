//! The ledger for those who check it: `GET /sekisho/v1/ledger`, the whole of it as a file, and the proof of one action.

use axum::{
    Json,
    body::Body,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{Response, StatusCode, header},
    response::IntoResponse,
};
use futures_util::stream;
use sekisho_gate::view::{ChroniclePage, LedgerView};
use serde::Deserialize;

use super::actions::id;
use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    wire::{Body as Asked, NoBody},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Witness {
    folder: String,
}

pub(super) async fn show(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<LedgerView>, Failure> {
    Ok(Json(api.gate.ledger(me).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    after: Option<String>,
    limit: Option<u32>,
}

pub(super) async fn entries(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    query: Result<Query<Place>, QueryRejection>,
) -> Result<Json<ChroniclePage>, Failure> {
    let Query(Place { after, limit }) = query.map_err(|_| Failure::invalid("this call takes `after` and `limit`"))?;
    Ok(Json(api.gate.chronicle(me, after.as_deref(), limit.unwrap_or(50)).await?))
}

pub(super) async fn export(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Response<Body>, Failure> {
    let export = api.gate.export_ledger(me).await?;
    // An error in the middle breaks the stream off, so that nobody takes half a file for a whole one.
    let pieces =
        stream::try_unfold(export, |mut export| async move { export.next_piece().await.map(|piece| piece.map(|piece| (piece, export))) });
    let media = "text/tab-separated-values; charset=utf-8";
    let response = Response::builder().status(StatusCode::OK).header(header::CONTENT_TYPE, media).body(Body::from_stream(pieces));
    response.map_err(|_| sekisho_gate::Error::new(sekisho_gate::Code::Internal, "the ledger could not be sent").into())
}

pub(super) async fn proof(State(api): State<Api>, Reviewer(me): Reviewer, path: Path<String>) -> Result<impl IntoResponse, Failure> {
    let proof = api.gate.proof(me, id(&path)?).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], proof))
}

pub(super) async fn set_witness(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Asked(Witness { folder }): Asked<Witness>,
) -> Result<Json<LedgerView>, Failure> {
    api.gate.set_witness(me, Some(folder)).await?;
    show(State(api), Reviewer(me)).await
}

pub(super) async fn end_witness(State(api): State<Api>, Reviewer(me): Reviewer, _: NoBody) -> Result<Json<LedgerView>, Failure> {
    api.gate.set_witness(me, None).await?;
    show(State(api), Reviewer(me)).await
}
