-- Impersonal columns are plain; whatever may speak of a person is sealed (BLOB).
-- Times are microseconds since 1970-01-01 UTC.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- One row a submission. `id` is the day (YYYYMMDD) times 10,000,000 plus the number of the day, so the primary key
-- itself keeps local numbers apart. No index on what waits: each index costs every put a page of the log, and a scan of
-- these short rows (a long envelope lies on overflow pages) takes a millisecond for a month of submissions.
CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    service_id TEXT NOT NULL,
    number_prefix TEXT NOT NULL,
    -- Not "IN (...)": SQLite would build that list anew for each row.
    state TEXT NOT NULL CHECK (state = 'waiting' OR state = 'received' OR state = 'refused'),
    kept_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    supersedes TEXT NOT NULL,
    fault TEXT NOT NULL DEFAULT '',
    platform_number TEXT NOT NULL DEFAULT '',
    settled_at INTEGER,
    code TEXT NOT NULL DEFAULT '',
    reason BLOB,
    envelope BLOB NOT NULL
) STRICT;

CREATE INDEX item_settled ON item (state, settled_at) WHERE state <> 'waiting';

CREATE TABLE attachment (
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (item_id, ordinal)
) STRICT, WITHOUT ROWID;

-- The last number of each day whose items were erased, so that no number is given twice.
CREATE TABLE erased_day (
    day INTEGER PRIMARY KEY,
    last_number INTEGER NOT NULL
) STRICT;

-- One draft at a time: a terminal serves one applicant.
CREATE TABLE draft (
    slot INTEGER PRIMARY KEY CHECK (slot = 1),
    session_id TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE draft_blob (
    name TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The slot is written over, never deleted: without the salt nothing opens the draft.
CREATE TABLE draft_salt (
    slot INTEGER PRIMARY KEY CHECK (slot = 1),
    salt BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;

INSERT INTO draft_salt (slot, salt) VALUES (1, zeroblob(32));

CREATE TABLE print_journal (
    print_key TEXT PRIMARY KEY,
    intended_at INTEGER NOT NULL,
    printer_uri TEXT NOT NULL DEFAULT '',
    job_id INTEGER,
    outcome TEXT NOT NULL DEFAULT '',
    finished_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX print_unfinished ON print_journal (intended_at) WHERE outcome = '';
