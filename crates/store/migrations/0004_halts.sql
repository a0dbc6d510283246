-- The kill switch: each use of it, and who has heard of it.

CREATE TABLE halts (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    since INTEGER NOT NULL,
    halt TEXT NOT NULL CHECK (json_type(halt) = 'object'),
    -- Drawn from `halt`, for the index.
    standing INTEGER NOT NULL CHECK (standing IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX halts_standing ON halts (id) WHERE standing = 1;

CREATE TRIGGER halts_never_vanish BEFORE DELETE ON halts BEGIN
    SELECT raise(ABORT, 'a halt never vanishes');
END;
CREATE TRIGGER what_is_lifted_stays_lifted BEFORE UPDATE ON halts WHEN old.standing = 0 BEGIN
    SELECT raise(ABORT, 'a lifted halt never changes');
END;

CREATE TABLE halt_acknowledgements (
    halt_id BLOB NOT NULL REFERENCES halts (id),
    agent_id BLOB NOT NULL REFERENCES agents (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (halt_id, agent_id)
) STRICT, WITHOUT ROWID;

-- Whether later halts need a second administrator before things go on.
CREATE TABLE halt_terms (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    second_person INTEGER NOT NULL CHECK (second_person IN (0, 1))
) STRICT;
INSERT INTO halt_terms (one, second_person) VALUES (1, 0);
