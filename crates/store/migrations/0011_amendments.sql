-- Arguments that a reviewer would rather see: whoever asks for exactly these in time has that reviewer's yes, once.
CREATE TABLE amendments (
    -- The action that they were proposed for.
    seq INTEGER NOT NULL PRIMARY KEY REFERENCES actions (seq),
    agent_id BLOB NOT NULL REFERENCES agents (id),
    -- The digest of an action with these arguments in their one spelling.
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    reviewer_id BLOB NOT NULL REFERENCES reviewers (id),
    until INTEGER NOT NULL,
    -- The action that made use of it.
    used_by INTEGER REFERENCES actions (seq)
) STRICT;

CREATE INDEX amendments_open ON amendments (agent_id, digest) WHERE used_by IS NULL;

CREATE TRIGGER amendments_are_used_once BEFORE UPDATE ON amendments
WHEN old.used_by IS NOT NULL OR new.used_by IS NULL OR new.seq <> old.seq OR new.agent_id <> old.agent_id OR new.digest <> old.digest
     OR new.reviewer_id <> old.reviewer_id OR new.until <> old.until BEGIN
    SELECT raise(ABORT, 'an amendment is used once, and else never changes');
END;
CREATE TRIGGER amendments_never_vanish BEFORE DELETE ON amendments BEGIN
    SELECT raise(ABORT, 'an amendment never vanishes');
END;

-- A question or a proposal is no mark against the agent.
DROP TRIGGER a_no_is_counted;
CREATE TRIGGER a_no_is_counted AFTER UPDATE ON reviews
WHEN new.standing = 'denied' AND old.standing = 'held' AND new.state ->> '$.by.kind' = 'reviewer'
     AND new.state ->> '$.how.kind' IS NULL BEGIN
    INSERT INTO records (agent_id, denied) SELECT agent_id, 1 FROM actions WHERE seq = new.seq
    ON CONFLICT (agent_id) DO UPDATE SET denied = denied + 1;
END;
