-- What agents were asked for and have read, as long as it is needed to judge what they do next.

CREATE TABLE sessions (
    agent_id BLOB NOT NULL REFERENCES agents (id),
    session TEXT NOT NULL CHECK (session <> ''),
    -- The user's words, as the first request of the session with any told them. They do not change, so that nobody adds to them later.
    task TEXT CHECK (task <> ''),
    -- How much was read and is kept, in bytes, and whether there was more.
    kept INTEGER NOT NULL DEFAULT 0 CHECK (kept >= 0),
    partial INTEGER NOT NULL DEFAULT 0 CHECK (partial IN (0, 1)),
    last_at INTEGER NOT NULL,
    PRIMARY KEY (agent_id, session)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_last_at ON sessions (last_at);

CREATE TABLE observations (
    seq INTEGER NOT NULL PRIMARY KEY,
    agent_id BLOB NOT NULL,
    session TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin <> ''),
    text TEXT NOT NULL,
    reference TEXT,
    received_at INTEGER NOT NULL,
    FOREIGN KEY (agent_id, session) REFERENCES sessions (agent_id, session) ON DELETE CASCADE
) STRICT;

CREATE INDEX observations_by_session ON observations (agent_id, session, seq);

-- How far the operator trusts what comes from an origin. What is not here is not trusted.
CREATE TABLE origins (
    origin TEXT NOT NULL PRIMARY KEY CHECK (origin <> ''),
    trust TEXT NOT NULL CHECK (trust IN ('trusted', 'internal', 'untrusted'))
) STRICT, WITHOUT ROWID;
