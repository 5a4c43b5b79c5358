//! Answers the live page, on this machine alone.

use std::fmt;
use std::io::{self, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use orgsim::engine::MonteCarlo;
use orgsim::live::{Desk, page};
use orgsim::refusal::reason;
use oxhttp::ListeningServer;
use oxhttp::model::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use oxhttp::model::{Body, HeaderName, Method, Request, Response, StatusCode};

use super::answers::{Answer, answer};
use super::desks::Desks;
use super::guard::Guard;

/// Most bytes of a request.
const MOST_BYTES: u64 = 2_000_000;

/// Most connections at once.
const MOST_CONNECTIONS: usize = 32;

/// How long a page may take to ask and to read.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often a port is looked for: another program may take it meanwhile.
const ATTEMPTS: usize = 10;

/// A page that is answered.
pub(crate) struct Server {
    /// Its address.
    pub(crate) address: String,
    listening: ListeningServer,
}

/// Why no page is answered.
#[derive(Debug)]
pub(crate) enum ServerError {
    /// The port cannot be had.
    Port(io::Error),
    /// The operating system gave no random numbers.
    Random(getrandom::Error),
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port(error) => write!(f, "cannot listen on this machine: {}", reason(error)),
            Self::Random(error) => write!(f, "no random numbers for the address: {error}"),
        }
    }
}

impl Server {
    /// Answers a page on a scenario, at a port of this machine or any.
    pub(crate) fn start(
        first: Desk,
        port: Option<u16>,
        engine: Arc<MonteCarlo>,
    ) -> Result<Self, ServerError> {
        let desks = Arc::new(Desks::new(first, engine));
        let mut last = None;
        for _ in 0..ATTEMPTS {
            let port = port.map_or_else(free_port, Ok).map_err(ServerError::Port)?;
            let guard = Arc::new(Guard::new(port).map_err(ServerError::Random)?);
            let address = guard.address();
            let desks = Arc::clone(&desks);
            let server = oxhttp::Server::new(move |request| respond(&desks, &guard, request))
                .bind((Ipv4Addr::LOCALHOST, port))
                .with_global_timeout(PATIENCE)
                .with_max_concurrent_connections(MOST_CONNECTIONS);
            match server.spawn() {
                Ok(listening) => return Ok(Self { address, listening }),
                Err(error) => last = Some(error),
            }
        }
        let error = last.unwrap_or_else(|| io::Error::from(io::ErrorKind::AddrInUse));
        Err(ServerError::Port(error))
    }

    /// Answers for as long as the program runs.
    pub(crate) fn wait(self) -> io::Result<()> {
        self.listening.join()
    }
}

/// A port that nobody listens on.
fn free_port() -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

fn respond(desks: &Desks, guard: &Guard, request: &mut Request<Body>) -> Response<Body> {
    let (status, kind, text) = answered(desks, guard, request);
    let headers: [(HeaderName, &str); 5] = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        // a page says itself what it may do; nobody else may frame it
        (CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
    ];
    let response = headers.into_iter().fold(
        Response::builder().status(status),
        |response, (name, value)| response.header(name, value),
    );
    let response = response.header("cross-origin-resource-policy", "same-origin");
    let response = response.body(Body::from(text));
    response.expect("headers are constants")
}

fn answered(desks: &Desks, guard: &Guard, request: &mut Request<Body>) -> Answer {
    const TEXT: &str = "text/plain; charset=utf-8";
    let what = match guard.asked(request) {
        Ok(what) => what.to_owned(),
        Err(status) => return (status, TEXT, format!("{status}\n")),
    };
    if request.method() == Method::GET && what.is_empty() {
        return (StatusCode::OK, "text/html; charset=utf-8", page());
    }
    if request.method() != Method::POST {
        return (
            StatusCode::NOT_FOUND,
            TEXT,
            "there is nothing here\n".to_owned(),
        );
    }
    let mut body = Vec::new();
    let read = request
        .body_mut()
        .take(MOST_BYTES + 1)
        .read_to_end(&mut body);
    match read {
        Ok(_) if body.len() as u64 > MOST_BYTES => {
            let message = format!("a request has at most {MOST_BYTES} bytes\n");
            (StatusCode::PAYLOAD_TOO_LARGE, TEXT, message)
        }
        Ok(_) => answer(desks, &what, &body),
        Err(error) => (StatusCode::BAD_REQUEST, TEXT, error.to_string()),
    }
}
