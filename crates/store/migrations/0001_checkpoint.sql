-- Times are microseconds since 1970 in UTC; ids are the 16 bytes of a UUID version 7.

CREATE TABLE agents (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL CHECK (name <> ''),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER CHECK (revoked_at >= created_at),
    revoked_by BLOB REFERENCES reviewers (id),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
) STRICT;

-- A name stands for one agent at a time; whoever was revoked leaves theirs to others.
CREATE UNIQUE INDEX agents_by_name ON agents (name) WHERE revoked_at IS NULL;

CREATE TABLE reviewers (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL CHECK (name <> ''),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    role TEXT NOT NULL CHECK (role IN ('administrator', 'reviewer')),
    group_names TEXT NOT NULL CHECK (json_type(group_names) = 'array'),
    -- Whether this is whoever owns the data directory.
    owner INTEGER NOT NULL CHECK (owner IN (0, 1)),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER CHECK (revoked_at >= created_at)
) STRICT;

CREATE UNIQUE INDEX reviewers_by_name ON reviewers (name) WHERE revoked_at IS NULL;

-- What servers say about their tools (MCP `tools/list`).
CREATE TABLE tools (
    server TEXT NOT NULL CHECK (server <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    annotations TEXT NOT NULL CHECK (json_type(annotations) = 'object'),
    PRIMARY KEY (server, name)
) STRICT, WITHOUT ROWID;

-- What was asked and how it was judged. Never changed.
CREATE TABLE actions (
    seq INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    agent_id BLOB NOT NULL REFERENCES agents (id),
    idempotency_key TEXT NOT NULL CHECK (idempotency_key <> ''),
    tool TEXT NOT NULL CHECK (tool <> ''),
    server TEXT CHECK (server <> ''),
    timeout TEXT NOT NULL CHECK (timeout <> ''),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    received_at INTEGER NOT NULL,
    deadline_at INTEGER NOT NULL CHECK (deadline_at > received_at),
    assessment TEXT NOT NULL,
    -- What may be large comes last, as SQLite reads a row from its start and lists need none of this.
    arguments TEXT NOT NULL,
    agent_reasoning TEXT,
    context TEXT,
    UNIQUE (agent_id, idempotency_key)
) STRICT;

CREATE INDEX actions_by_agent ON actions (agent_id, seq);
CREATE INDEX actions_by_tool ON actions (agent_id, tool, seq);

CREATE TRIGGER actions_never_change BEFORE UPDATE ON actions BEGIN
    SELECT raise(ABORT, 'an action never changes');
END;
CREATE TRIGGER actions_never_vanish BEFORE DELETE ON actions BEGIN
    SELECT raise(ABORT, 'an action never vanishes');
END;

-- Where each action stands. `state` is the whole truth; the other columns are drawn from it for the indexes.
CREATE TABLE reviews (
    seq INTEGER NOT NULL PRIMARY KEY REFERENCES actions (seq),
    version INTEGER NOT NULL CHECK (version > 0),
    state TEXT NOT NULL CHECK (json_type(state) = 'object'),
    standing TEXT NOT NULL CHECK (standing IN ('held', 'approved', 'denied', 'expired', 'cancelled')),
    priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 100),
    assignee TEXT,
    due_at INTEGER,
    CHECK ((standing = 'held') = (assignee IS NOT NULL) AND (standing = 'held') = (due_at IS NOT NULL))
) STRICT;

CREATE INDEX reviews_by_assignee ON reviews (assignee, priority DESC, seq) WHERE standing = 'held';
CREATE INDEX reviews_by_priority ON reviews (priority DESC, seq) WHERE standing = 'held';
CREATE INDEX reviews_by_due_at ON reviews (due_at) WHERE standing = 'held';
CREATE INDEX reviews_by_standing ON reviews (standing, seq);

CREATE TRIGGER reviews_never_vanish BEFORE DELETE ON reviews BEGIN
    SELECT raise(ABORT, 'a review never vanishes');
END;
CREATE TRIGGER a_decision_is_final BEFORE UPDATE ON reviews
WHEN old.standing <> 'held' AND new.standing <> old.standing BEGIN
    SELECT raise(ABORT, 'a decision is final');
END;

-- How many wait, by who asked and who is to answer: kept here, as counting them all takes longer the more there are.
CREATE TABLE waiting (
    agent_id BLOB NOT NULL REFERENCES agents (id),
    assignee TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (agent_id, assignee)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER a_review_begins_to_wait AFTER INSERT ON reviews WHEN new.standing = 'held' BEGIN
    INSERT INTO waiting (agent_id, assignee, count) SELECT agent_id, new.assignee, 1 FROM actions WHERE seq = new.seq
    ON CONFLICT (agent_id, assignee) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER a_review_is_passed_on AFTER UPDATE ON reviews WHEN old.standing = 'held' AND new.assignee IS NOT old.assignee BEGIN
    UPDATE waiting SET count = count - 1
    WHERE agent_id = (SELECT agent_id FROM actions WHERE seq = old.seq) AND assignee = old.assignee;
    INSERT INTO waiting (agent_id, assignee, count) SELECT agent_id, new.assignee, 1 FROM actions
    WHERE seq = new.seq AND new.standing = 'held'
    ON CONFLICT (agent_id, assignee) DO UPDATE SET count = count + 1;
END;

-- An action with where it stands.
CREATE VIEW cases AS
SELECT
    a.seq, a.id, a.agent_id, a.idempotency_key, a.tool, a.server, a.arguments, a.timeout, a.agent_reasoning, a.context,
    a.digest, a.received_at, a.deadline_at, a.assessment, r.version, r.state, r.standing, r.priority, r.assignee
FROM actions AS a JOIN reviews AS r ON r.seq = a.seq;

CREATE TABLE ledger (
    seq INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    action INTEGER REFERENCES actions (seq),
    entry TEXT NOT NULL CHECK (json_type(entry) = 'object')
) STRICT;

CREATE INDEX ledger_by_action ON ledger (action, seq) WHERE action IS NOT NULL;

CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger BEGIN
    SELECT raise(ABORT, 'the ledger never changes');
END;
CREATE TRIGGER ledger_never_shrinks BEFORE DELETE ON ledger BEGIN
    SELECT raise(ABORT, 'the ledger never shrinks');
END;

-- Which tools each agent was ever allowed to call: kept here, as every request asks. No server is ''.
CREATE TABLE tools_used (
    agent_id BLOB NOT NULL REFERENCES agents (id),
    tool TEXT NOT NULL,
    server TEXT NOT NULL,
    PRIMARY KEY (agent_id, tool, server)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER a_tool_is_passed AFTER INSERT ON reviews WHEN new.standing = 'approved' BEGIN
    INSERT INTO tools_used (agent_id, tool, server) SELECT agent_id, tool, coalesce(server, '') FROM actions WHERE seq = new.seq
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER a_tool_is_approved AFTER UPDATE ON reviews WHEN new.standing = 'approved' AND old.standing <> 'approved' BEGIN
    INSERT INTO tools_used (agent_id, tool, server) SELECT agent_id, tool, coalesce(server, '') FROM actions WHERE seq = new.seq
    ON CONFLICT DO NOTHING;
END;

-- Words of the actions up to `search_state.seq`, filled in behind the intake.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

CREATE TABLE search_state (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL
) STRICT;
INSERT INTO search_state (one, seq) VALUES (1, 0);
