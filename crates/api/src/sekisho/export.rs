//! `GET /sekisho/v1/export`: the decisions of a period as a file, and how far that has come.

use axum::{
    Json,
    body::Body,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{Response, StatusCode, header},
};
use futures_util::stream;
use sekisho_gate::{Language, ReportFormat, ReportLanguage, Time, export::Format, view::ExportProgress};
use serde::Deserialize;

use crate::{auth::Reviewer, error::Failure, hub::Api};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Period {
    from: Time,
    to: Time,
    format: ReportFormat,
    #[serde(default)]
    bom: bool,
    #[serde(default)]
    language: ReportLanguage,
    ticket: Option<String>,
}

pub(super) async fn export(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    query: Result<Query<Period>, QueryRejection>,
) -> Result<Response<Body>, Failure> {
    let Query(period) = query.map_err(|_| {
        Failure::invalid(
            "this call takes `from`, `to`, `format` (`csv`, `jsonl`, `xlsx`, `pdf`, `agentack`), `bom`, `language` (`ja`, `en`), `ticket`",
        )
    })?;
    let language = match period.language {
        ReportLanguage::Ja => Language::Japanese,
        ReportLanguage::En => Language::English,
    };
    let (format, media) = match period.format {
        ReportFormat::Csv => (Format::Csv { bom: period.bom }, "text/csv; charset=utf-8"),
        ReportFormat::Jsonl => (Format::Jsonl, "application/jsonl; charset=utf-8"),
        ReportFormat::Xlsx => (Format::Xlsx(language), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ReportFormat::Pdf => (Format::Pdf(language), "application/pdf"),
        ReportFormat::Agentack => (Format::Agentack, "application/jsonl; charset=utf-8"),
    };
    let mut export = api.gate.export(me, period.from, period.to, format).await?;
    if let Some(ticket) = &period.ticket {
        export = export.with_ticket(ticket)?;
    }
    // Until there is something to send, what goes wrong is an answer of its own. Whoever goes away meanwhile ends the work.
    let first = export.next_piece().await?;
    // An error in the middle breaks the stream off, so that nobody takes half a file for a whole one.
    let pieces = stream::try_unfold((first, export), |(piece, mut export)| async move {
        let Some(piece) = piece else { return Ok::<_, sekisho_gate::Error>(None) };
        let next = export.next_piece().await?;
        Ok(Some((piece, (next, export))))
    });
    let response = Response::builder().status(StatusCode::OK).header(header::CONTENT_TYPE, media).body(Body::from_stream(pieces));
    response.map_err(|_| sekisho_gate::Error::new(sekisho_gate::Code::Internal, "the export could not be sent").into())
}

pub(super) async fn progress(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Path(ticket): Path<String>,
) -> Result<Json<ExportProgress>, Failure> {
    Ok(Json(api.gate.export_progress(me, &ticket)?))
}
