//! Plays a prompt and follows the operation to its end, over a socket.
//!
//! The client is `send`: ten lines, to be written for an HTTP library of your choice. The service is a stand-in on
//! 127.0.0.1. Like Graph, it responds at once and posts a notification later.
//!
//! `cargo run -p comms --example client`

use comms::actions::call::PlayPrompt;
use comms::tracker::{EventKind, Limits, Tracker};
use comms::{Call, CommsNotifications, MediaInfo, MediaPrompt, Target, prelude::*};
use entity_core::{Accepts, json};
use std::error::Error;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Sends an action to the target, and reads the answer.
fn send<A: Action>(action: &A, service: SocketAddr, target: &Target<Call>) -> Result<A::Answer>
where
    Target<Call>: Accepts<A>,
{
    action.validate()?;
    let request = action.request(target);
    let mut stream = TcpStream::connect(service)?;
    let start = format!("{} {} HTTP/1.1", request.method, request.path);
    write_message(&mut stream, &start, &request.body.unwrap_or_default())?;
    let (start, body) = read_message(&mut stream)?;
    let status = start.split(' ').nth(1).unwrap_or_default().parse()?;
    Ok(A::answer(status, &[], &body)?)
}

fn main() -> Result<()> {
    let (service, callback) = (TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?);
    let (address, callback_address) = (service.local_addr()?, callback.local_addr()?);
    let serving = thread::spawn(move || serve(&service, callback_address));

    let mut media = MediaInfo::default();
    media.set_uri("https://cdn.example.com/greeting.wav")?;
    let mut prompt = MediaPrompt::default();
    prompt.set_media_info(media)?;
    let mut play = PlayPrompt::default();
    play.set_prompts(vec![prompt.into()])?;
    play.set_client_context("greeting")?;

    let start = Instant::now();
    let mut tracker = Tracker::new(Limits::default());
    let answer = send(&play, address, &Call::at("57dab8b1"))?;
    let mut events = tracker.response(start.elapsed(), &answer, play.client_context());
    loop {
        for event in &events {
            let context = event.client_context.as_deref().unwrap_or("-");
            match (event.kind, event.outcome) {
                (EventKind::Final, Some(outcome)) => println!("{context}: over, {outcome}"),
                (kind, _) => println!("{context}: {kind}"),
            }
        }
        if tracker.pending().next().is_none() {
            break;
        }
        let (mut stream, _) = callback.accept()?;
        let (_, body) = read_message(&mut stream)?;
        write_message(&mut stream, "HTTP/1.1 202 Accepted", "")?;
        let notifications: CommsNotifications = json::from_slice(&body)?;
        events = tracker.notifications(start.elapsed(), &notifications);
    }
    serving.join().unwrap_or_else(|_| Err("the service panicked".into()))
}

/// Runs the service: responds to one `playPrompt`, and reports its end a little later.
fn serve(listener: &TcpListener, callback: SocketAddr) -> Result<()> {
    let (mut stream, _) = listener.accept()?;
    let (request, body) = read_message(&mut stream)?;
    println!("service: {request}\nservice: {}", String::from_utf8_lossy(&body));
    let request_body: PlayPrompt = json::from_slice(&body)?;
    let context = request_body.client_context().unwrap_or_default();
    let operation = format!(
        r##""@odata.type": "#microsoft.graph.playPromptOperation", "id": "0fe0623f", "clientContext": "{context}""##
    );
    write_message(&mut stream, "HTTP/1.1 200 OK", &format!(r#"{{{operation}, "status": "running"}}"#))?;

    thread::sleep(Duration::from_millis(50));
    let notifications = format!(
        r##"{{"@odata.type": "#microsoft.graph.commsNotifications", "value": [{{
            "changeType": "deleted",
            "resourceUrl": "/communications/calls/57dab8b1/operations/0fe0623f",
            "resourceData": {{{operation}, "status": "completed", "resultInfo": {{"code": 200}}}}
        }}]}}"##
    );
    let mut stream = TcpStream::connect(callback)?;
    write_message(&mut stream, "POST /callback HTTP/1.1", &notifications)?;
    read_message(&mut stream).map(drop)
}

fn write_message(stream: &mut TcpStream, line: &str, body: &str) -> Result<()> {
    let length = body.len();
    let head = format!("{line}\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}");
    stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes())?;
    Ok(())
}

/// Reads a message, and returns its first line and its body.
fn read_message(stream: &mut TcpStream) -> Result<(String, Vec<u8>)> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let head = String::from_utf8(head)?;
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).ok_or("no length")?;
    let mut body = vec![0; length.parse::<usize>()?.min(1 << 20)];
    stream.read_exact(&mut body)?;
    Ok((head.lines().next().unwrap_or_default().to_owned(), body))
}
