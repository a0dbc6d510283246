//! `sekisho serve`: the hub until it is told to stop.

use std::net::SocketAddr;

use sekisho_api::hub::Hub;
use sekisho_gate::{
    directory::{Directory, owner_name},
    limits::Limits,
};

use crate::say;

pub(crate) async fn serve(directory: &Directory, listen: SocketAddr, limits: Limits, connections: u16, json: bool) -> anyhow::Result<()> {
    let mut hub = Hub::open(directory, &owner_name(), limits).await?;
    let address = hub.listen_for(listen, connections).await?;
    if json {
        say::line(&serde_json::json!({ "address": address, "data": directory.path() }).to_string())?;
    } else {
        say::line(&format!("Sekisho listens on {address}"))?;
        say::remark(&format!("Data: {}   Stop with Ctrl+C", directory.path().display()));
    }
    stopped().await;
    hub.close().await;
    Ok(())
}

#[cfg(unix)]
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn stopped() {
    let _ = tokio::signal::ctrl_c().await;
}
