//! The network between a node and the database: whole, slow, silent or cut.

use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Whole,
    /// Each packet takes 200 ms more.
    Slow,
    /// Connections stay, and nothing passes: half-open.
    Silent,
    /// Connections end, and no new one is made.
    Cut,
}

/// A way to the database, of one node.
pub(crate) struct Network {
    pub(crate) address: SocketAddr,
    state: watch::Sender<State>,
}

impl Network {
    /// A way that never breaks: the node is connected to the database itself.
    pub(crate) fn direct(database: SocketAddr) -> Self {
        Self { address: database, state: watch::Sender::new(State::Whole) }
    }

    pub(crate) async fn start(database: SocketAddr) -> Self {
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = tcp.local_addr().unwrap();
        let state = watch::Sender::new(State::Whole);
        let of_all = state.clone();
        tokio::spawn(async move {
            while let Ok((from, _)) = tcp.accept().await {
                let is_cut = *of_all.borrow() == State::Cut;
                if is_cut {
                    continue;
                }
                let Ok(to) = TcpStream::connect(database).await else { continue };
                let ((from_node, to_node), (from_database, to_database)) = (from.into_split(), to.into_split());
                tokio::spawn(pump(from_node, to_database, of_all.subscribe()));
                tokio::spawn(pump(from_database, to_node, of_all.subscribe()));
            }
        });
        Self { address, state }
    }

    pub(crate) fn set(&self, state: State) {
        self.state.send_replace(state);
    }
}

/// Passes bytes on, as the network's state has it.
async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut state: watch::Receiver<State>) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = tokio::select! {
            read = from.read(&mut buffer) => read.unwrap_or(0),
            // The sender is kept by the network.
            _ = state.wait_for(|state| *state == State::Cut) => return,
        };
        if *state.borrow() == State::Slow {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let passes = state.wait_for(|state| *state != State::Silent).await.is_ok_and(|state| *state != State::Cut);
        if read == 0 || !passes || to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}
