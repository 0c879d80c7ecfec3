-- An event names its call by the call's number, and its index begins with the event's own number: calls of one time are written
-- side by side, however many there are.
CREATE TABLE numbered (
    -- The order in which events were stored.
    id INTEGER PRIMARY KEY,
    call INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    operation INTEGER,
    body BLOB NOT NULL,
    owner INTEGER,
    -- From then on the event can be taken.
    next INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    parked INTEGER NOT NULL DEFAULT 0,
    acked INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO numbered (id, call, number, kind, operation, body, owner, next, attempts, parked, acked)
    SELECT events.id, calls.id, number, kind, operation, body, owner, next, attempts, parked, acked
    FROM events JOIN calls ON calls.key = events.call ORDER BY events.id;
DROP TABLE events;
ALTER TABLE numbered RENAME TO events;
CREATE UNIQUE INDEX events_number ON events (number, call);
-- One end for each operation, and one better outcome after it.
CREATE UNIQUE INDEX events_end ON events (call, operation, kind) WHERE kind IN ('end', 'late');
CREATE INDEX events_open ON events (id) WHERE acked = 0 AND parked = 0;
CREATE INDEX events_parked ON events (id) WHERE acked = 0 AND parked = 1
