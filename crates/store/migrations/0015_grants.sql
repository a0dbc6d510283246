-- A yes that is given ahead, while approving an action: to what its agent may ask for again, so many times and until then.
CREATE TABLE grants (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- The action that was seen. It never changes, and so neither does what was granted.
    seq INTEGER NOT NULL REFERENCES actions (seq),
    agent_id BLOB NOT NULL REFERENCES agents (id),
    reviewer_id BLOB NOT NULL REFERENCES reviewers (id),
    -- Which of its values may be otherwise, and how.
    loosened TEXT NOT NULL CHECK (json_valid(loosened) AND json_type(loosened) = 'object'),
    times INTEGER NOT NULL CHECK (times BETWEEN 1 AND 50),
    used INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND times),
    given_at INTEGER NOT NULL,
    -- Thirty days at the most.
    until INTEGER NOT NULL CHECK (until > given_at AND until - given_at <= 2592000000000),
    note TEXT NOT NULL CHECK (note <> ''),
    revoked_at INTEGER,
    revoked_by BLOB REFERENCES reviewers (id),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
) STRICT;

CREATE INDEX grants_open ON grants (agent_id, until) WHERE revoked_at IS NULL AND used < times;
CREATE INDEX grants_by_reviewer ON grants (reviewer_id) WHERE revoked_at IS NULL;
CREATE INDEX grants_by_time ON grants (given_at);

-- Each use, by the action that has the yes.
CREATE TABLE grant_uses (
    seq INTEGER NOT NULL PRIMARY KEY REFERENCES actions (seq),
    grant_id BLOB NOT NULL REFERENCES grants (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (grant_id, number)
) STRICT;

CREATE VIEW grants_with_action AS
SELECT g.id, g.seq, g.agent_id, g.reviewer_id, g.loosened, g.times, g.used, g.given_at, g.until, g.note, g.revoked_at, g.revoked_by,
       a.id AS action_id, a.tool, a.server
FROM grants AS g JOIN actions AS a ON a.seq = g.seq;

CREATE TRIGGER a_grant_is_for_its_agent BEFORE INSERT ON grants
WHEN new.used <> 0 OR new.revoked_at IS NOT NULL OR new.agent_id <> (SELECT agent_id FROM actions WHERE seq = new.seq) BEGIN
    SELECT raise(ABORT, 'a grant is to the agent of its action, and starts unused');
END;
CREATE TRIGGER a_grant_is_used_in_order BEFORE INSERT ON grant_uses
WHEN NOT EXISTS (
    SELECT 1 FROM grants AS g JOIN actions AS a ON a.seq = new.seq
    WHERE g.id = new.grant_id AND g.agent_id = a.agent_id AND g.revoked_at IS NULL AND g.until > new.at AND g.given_at <= new.at
      AND g.used < g.times AND new.number = g.used + 1 AND g.seq <> new.seq
) BEGIN
    SELECT raise(ABORT, 'this grant does not count, or not for this');
END;
CREATE TRIGGER a_use_is_counted AFTER INSERT ON grant_uses BEGIN
    UPDATE grants SET used = new.number WHERE id = new.grant_id;
END;
CREATE TRIGGER a_grant_is_only_used_and_revoked BEFORE UPDATE ON grants
WHEN new.id <> old.id OR new.seq <> old.seq OR new.agent_id <> old.agent_id OR new.reviewer_id <> old.reviewer_id
     OR new.loosened <> old.loosened OR new.times <> old.times OR new.given_at <> old.given_at OR new.until <> old.until
     OR new.note <> old.note OR new.used < old.used OR old.revoked_at IS NOT NULL
     OR new.used <> (SELECT count(*) FROM grant_uses WHERE grant_id = old.id) BEGIN
    SELECT raise(ABORT, 'a grant is used and revoked, and else never changes');
END;
CREATE TRIGGER grants_never_vanish BEFORE DELETE ON grants BEGIN
    SELECT raise(ABORT, 'a grant never vanishes');
END;
CREATE TRIGGER uses_never_change BEFORE UPDATE ON grant_uses BEGIN
    SELECT raise(ABORT, 'the use of a grant never changes');
END;
CREATE TRIGGER uses_never_vanish BEFORE DELETE ON grant_uses BEGIN
    SELECT raise(ABORT, 'the use of a grant never vanishes');
END;
