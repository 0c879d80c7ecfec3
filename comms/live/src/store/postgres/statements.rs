//! All statements. Each names one call's key or an indexed range, so that the schema can be spread by key.

/// The time: the database's, unless a test passes its own.
pub(super) const TIME: &str =
    "SELECT coalesce($1::bigint, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)";

pub(super) const LOCK: &str =
    "SELECT call_id, version, tracker, due, events, unacked FROM calls WHERE key = $1 FOR UPDATE";
pub(super) const LOCK_ONLY: &str = "SELECT FROM calls WHERE key = $1 FOR UPDATE";
pub(super) const INSERT: &str = "INSERT INTO calls (key, call_id, version, tracker, due, events, unacked)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
/// A change of the due time ends the lease.
pub(super) const UPDATE: &str = "UPDATE calls SET call_id = $2, version = $3, tracker = $4, due = $5, events = $6,
    unacked = $7, leased = CASE WHEN due IS NOT DISTINCT FROM $5 THEN leased ELSE 0 END,
    node = CASE WHEN due IS NOT DISTINCT FROM $5 THEN node END WHERE key = $1";
pub(super) const COUNT: &str = "UPDATE calls SET events = $2, unacked = $3 WHERE key = $1";
pub(super) const DELETE_EVENTS: &str = "DELETE FROM events WHERE call = $1";
pub(super) const DELETE: &str = "DELETE FROM calls WHERE key = $1";
pub(super) const ADD: &str = "INSERT INTO events (call, number, kind, operation, body, next, acked)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(super) const LOAD: &str = "SELECT call_id, version, tracker, due FROM calls WHERE key = $1";
pub(super) const KEY_OF: &str = "SELECT key FROM calls WHERE call_id = $1";
pub(super) const CALLS: &str =
    "SELECT call_id, version, tracker, due, key FROM calls WHERE key > $1 ORDER BY key LIMIT $2";
/// Includes the key, which may be the least of all.
pub(super) const CALLS_FROM: &str =
    "SELECT call_id, version, tracker, due, key FROM calls WHERE key >= $1 ORDER BY key LIMIT $2";

pub(super) const RECENT: &str =
    "SELECT call_id, version, tracker, due, key, id FROM calls WHERE id < $1 ORDER BY id DESC LIMIT $2";

/// Records that another node works on are left to it.
pub(super) const DUE: &str = "SELECT key FROM calls
    WHERE due <= coalesce($1::bigint, floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint)
        AND leased <= coalesce($1::bigint, floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint)
    ORDER BY due, key LIMIT $2 FOR UPDATE SKIP LOCKED";
pub(super) const LEASE_CALL: &str = "UPDATE calls SET leased = $2, node = $3 WHERE key = $1";

/// Events that another node is taking are left to it.
pub(super) const TAKE: &str = "SELECT call, number, kind, operation, body, attempts, acked, id FROM events
    WHERE NOT acked AND NOT parked
        AND next <= coalesce($1::bigint, floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint)
    ORDER BY next, id LIMIT $2 FOR UPDATE SKIP LOCKED";
pub(super) const LEASE_EVENT: &str =
    "UPDATE events SET next = $3, owner = $4, node = $5 WHERE call = $1 AND number = $2";
pub(super) const DELIVER: &str = "UPDATE events SET attempts = attempts + 1,
        next = coalesce($4::bigint, floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint) + $5
    WHERE call = $1 AND number = $2 AND owner = $3 AND NOT acked AND NOT parked RETURNING number";
/// The released come first, in the order in which they were stored.
pub(super) const RELEASE: &str =
    "UPDATE events SET owner = NULL, node = NULL, next = 0 WHERE owner = $1 AND NOT acked AND NOT parked";

pub(super) const ACK: &str = "WITH done AS (
        UPDATE events SET acked = true, owner = NULL, node = NULL WHERE call = $1 AND number = $2 AND NOT acked RETURNING parked
    ), counted AS (
        UPDATE calls SET unacked = unacked - 1 WHERE key = $1 AND EXISTS (SELECT FROM done WHERE NOT parked)
    ) SELECT (SELECT count(*) FROM done), (SELECT count(*) FROM events WHERE call = $1 AND number = $2)";
pub(super) const PARK: &str = "WITH done AS (
        UPDATE events SET parked = true, owner = NULL, node = NULL
        WHERE call = $1 AND number = $2 AND NOT acked AND NOT parked RETURNING call
    ) UPDATE calls SET unacked = unacked - 1 WHERE key = $1 AND EXISTS (SELECT FROM done)";
pub(super) const PARKED: &str = "SELECT call, number, kind, operation, body, attempts, acked FROM events
    WHERE NOT acked AND parked ORDER BY id LIMIT $1";
pub(super) const ENDS: &str = "SELECT call, number, kind, operation, body, attempts, acked FROM events
    WHERE call = $1 AND operation = $2 AND kind IN ('end', 'late') ORDER BY number";

pub(super) const ENDS_FROM: &str = "SELECT call, number, kind, operation, body, attempts, acked FROM events
    WHERE (call, operation) >= ($1, $2) AND kind IN ('end', 'late') ORDER BY call, operation, kind LIMIT $3";

/// A node is alive.
pub(super) const ALIVE: &str = "INSERT INTO nodes (node, until) VALUES ($1, $2)
    ON CONFLICT (node) DO UPDATE SET until = excluded.until";
pub(super) const GONE: &str = "SELECT node FROM nodes WHERE until <= $1";
pub(super) const ADOPT_EVENTS: &str = "UPDATE events SET owner = NULL, node = NULL, next = 0
    WHERE node = $1 AND NOT acked AND NOT parked";
pub(super) const ADOPT_CALLS: &str = "UPDATE calls SET leased = 0, node = NULL WHERE node = $1";
pub(super) const FORGET: &str = "DELETE FROM nodes WHERE node = $1 AND until <= $2";

pub(super) const COUNTS: &str = "SELECT (SELECT count(*) FROM calls),
    (SELECT count(*) FROM events WHERE NOT acked AND NOT parked),
    (SELECT count(*) FROM events WHERE NOT acked AND parked)";
/// A change of no meaning, so that the disk is written to.
pub(super) const CHECK: &str = "UPDATE checked SET at = at + 1 WHERE one";

/// Those that run all the time, with a name each.
pub(super) const HOT: [(&str, &str); 24] = [
    ("lock", LOCK),
    ("insert", INSERT),
    ("update", UPDATE),
    ("count", COUNT),
    ("delete_events", DELETE_EVENTS),
    ("delete", DELETE),
    ("add", ADD),
    ("load", LOAD),
    ("key_of", KEY_OF),
    ("calls", CALLS),
    ("recent", RECENT),
    ("due", DUE),
    ("lease_call", LEASE_CALL),
    ("take", TAKE),
    ("lease_event", LEASE_EVENT),
    ("deliver", DELIVER),
    ("release", RELEASE),
    ("ack", ACK),
    ("park", PARK),
    ("ends", ENDS),
    ("ends_from", ENDS_FROM),
    ("adopt_events", ADOPT_EVENTS),
    ("adopt_calls", ADOPT_CALLS),
    ("parked", PARKED),
];
