-- Times are milliseconds since 1970. Keys are UUIDs as text, so that a shell can read them.
CREATE TABLE calls (
    -- The order in which records were made.
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    call_id TEXT UNIQUE,
    version INTEGER NOT NULL,
    tracker BLOB NOT NULL,
    due INTEGER,
    -- Until then the record is not due.
    leased INTEGER NOT NULL DEFAULT 0,
    -- Events so far, and those that are neither acknowledged nor parked.
    events INTEGER NOT NULL DEFAULT 0,
    unacked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX calls_due ON calls (due, leased) WHERE due IS NOT NULL;

CREATE TABLE events (
    -- The order in which events were stored.
    id INTEGER PRIMARY KEY,
    call TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    operation INTEGER,
    body BLOB NOT NULL,
    owner INTEGER,
    -- From then on the event can be taken.
    next INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    parked INTEGER NOT NULL DEFAULT 0,
    acked INTEGER NOT NULL DEFAULT 0,
    UNIQUE (call, number)
) STRICT;
-- One end for each operation, and one better outcome after it.
CREATE UNIQUE INDEX events_end ON events (call, operation, kind) WHERE kind IN ('end', 'late');
CREATE INDEX events_open ON events (id) WHERE acked = 0 AND parked = 0;
CREATE INDEX events_parked ON events (id) WHERE acked = 0 AND parked = 1;

-- Written by health checks.
CREATE TABLE checked (at INTEGER NOT NULL) STRICT;
INSERT INTO checked (at) VALUES (0)
