//! What happened, by three witnesses: the fake's log, the lines of the bot, the database.

use comms::tracker::{Limits, Tracker};
use comms_fake::FakeGraph;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The events that the bot received.
#[derive(Default)]
pub(crate) struct Ledger {
    received: BTreeSet<String>,
    /// The ids of the ends of each operation.
    ends: BTreeMap<String, BTreeSet<String>>,
}

impl Ledger {
    pub(crate) fn told(&mut self, line: &str) {
        let words: Vec<_> = line.split(' ').collect();
        let ["event", id, kind, operation] = words[..] else { panic!("{line}") };
        self.received.insert(id.to_owned());
        if kind == "end" {
            self.ends.entry(operation.to_owned()).or_default().insert(id.to_owned());
        }
    }

    pub(crate) fn check(&self, graph: &FakeGraph, database: &Path) {
        for (operation, ids) in &self.ends {
            assert_eq!(ids.len(), 1, "{operation} has two ends");
        }
        assert_eq!(graph.repeated(), Vec::<String>::new(), "operations that were started twice");

        // A request that was not throttled is the only one of its context.
        let mut requests: BTreeMap<String, usize> = BTreeMap::new();
        let all = graph.requests();
        for request in all.iter().filter(|request| request.name == "recordResponse" && request.status != Some(429)) {
            *requests.entry(text(&request.json(), "clientContext")).or_default() += 1;
        }
        assert!(requests.values().all(|count| *count == 1), "{requests:?}");

        let events = events(database);
        let mut outcomes: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for event in &events {
            assert!(!event.acked || self.received.contains(&event.id), "{} was acknowledged unseen", event.id);
            if matches!(&*event.kind, "end" | "late") {
                let told = (event.kind.clone(), text(&event.body, "outcome"));
                outcomes.entry(text(&event.body, "clientContext")).or_default().push(told);
            }
        }
        for context in requests.keys() {
            let ends = outcomes.get(context).map_or(0, |all| all.iter().filter(|(kind, _)| kind == "end").count());
            assert_eq!(ends, 1, "{context}: {:?}", outcomes.get(context));
        }
        // An end that was answered with 202 is known.
        let mut taken = 0;
        for delivery in graph.deliveries().iter().filter(|delivery| delivery.is_taken()) {
            let data = &delivery.body["value"][0]["resourceData"];
            let status = text(data, "status").to_ascii_lowercase();
            if delivery.name == "recordResponse" && matches!(&*status, "completed" | "failed") {
                let told = &outcomes[&text(data, "clientContext")];
                assert!(told.iter().any(|(_, outcome)| outcome != "unknown"), "{data}: {told:?}");
                taken += 1;
            }
        }
        println!("{} requests, {} events received, {taken} ends taken", requests.len(), self.received.len());
        assert!(requests.len() >= 10 && taken >= 3, "the bot did some work");
    }
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

struct Event {
    id: String,
    kind: String,
    acked: bool,
    body: Value,
}

fn open(database: &Path) -> Connection {
    Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

fn events(database: &Path) -> Vec<Event> {
    let connection = open(database);
    let select =
        "SELECT calls.key || '-' || number, kind, acked, body FROM events JOIN calls ON calls.id = events.call";
    let mut query = connection.prepare(select).unwrap();
    let read = |row: &rusqlite::Row<'_>| {
        let body: Vec<u8> = row.get(3)?;
        let body = serde_json::from_slice(&body).unwrap();
        Ok(Event { id: row.get(0)?, kind: row.get(1)?, acked: row.get(2)?, body })
    };
    query.query_map([], read).unwrap().map(Result::unwrap).collect()
}

/// Returns whether no operation is pending.
pub(crate) fn is_settled(database: &Path) -> bool {
    pending(database) == 0
}

/// The number of pending operations.
pub(crate) fn pending(database: &Path) -> usize {
    let connection = open(database);
    let mut query = connection.prepare("SELECT tracker FROM calls").unwrap();
    let records = query.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
    let count = |record: Vec<u8>| {
        let record: BTreeMap<String, Box<serde_json::value::RawValue>> = serde_json::from_slice(&record).unwrap();
        Tracker::restore(Limits::default(), record["tracker"].get()).unwrap().pending().count()
    };
    records.map(|record| count(record.unwrap())).sum()
}
