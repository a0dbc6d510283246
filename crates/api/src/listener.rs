//! Connections: no more than the computer bears, and none that stays open without a word.

use std::{sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};
use tokio_io_timeout::TimeoutStream;

/// How long a connection may take to say what it wants, from its start or from its last answer.
const HEAD_MAX: Duration = Duration::from_secs(15);

/// How long a caller may leave an answer unread.
const UNREAD_MAX: Duration = Duration::from_secs(30);

/// How long to rest when the computer has no more connections to give.
const REST: Duration = Duration::from_millis(100);

/// Serves so many connections at a time until `closed`, and then until the calls under way have ended. Dropped, it ends them too.
pub(crate) async fn serve(listener: TcpListener, app: Router, connections_max: u16, closed: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(usize::from(connections_max)));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_MAX);
    let mut connections = JoinSet::new();
    tokio::pin!(closed);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &room) => accepted,
            Some(_) = connections.join_next() => continue,
            () = &mut closed => break,
        };
        let Some((stream, permit)) = accepted else { break };
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(UNREAD_MAX));
        let connection = http.serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(app.clone()));
        let connection = graceful.watch(connection);
        connections.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "A connection broke off");
            }
            drop(permit);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(room).acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are small, and somebody waits for each.
                let _ = stream.set_nodelay(true);
                return Some((stream, permit));
            }
            // Somebody hung up before we looked, or there are too many files open. Both pass.
            Err(error) => {
                tracing::warn!(%error, "A connection could not be taken");
                tokio::time::sleep(REST).await;
            }
        }
    }
}
