-- How long things are kept, what is held longer, and what was erased. Nothing is ever erased before an administrator sets a policy.

-- Every action whose contents are still there, by the class that says how long it is kept. Filled in behind the intake, with `dealings`.
CREATE TABLE kept (
    seq INTEGER NOT NULL PRIMARY KEY REFERENCES actions (seq),
    class TEXT NOT NULL CHECK (class IN ('money', 'changes', 'looks'))
) STRICT;

CREATE INDEX kept_by_class ON kept (class, seq);

-- The policy, in editions. The newest counts. Years; none for good.
CREATE TABLE retentions (
    edition INTEGER NOT NULL PRIMARY KEY CHECK (edition > 0),
    money INTEGER CHECK (money BETWEEN 7 AND 100),
    changes INTEGER CHECK (changes BETWEEN 1 AND 100),
    looks INTEGER CHECK (looks BETWEEN 1 AND 100),
    set_by BLOB NOT NULL REFERENCES reviewers (id),
    set_at INTEGER NOT NULL,
    note TEXT NOT NULL CHECK (note <> '')
) STRICT;

CREATE TRIGGER retentions_never_change BEFORE UPDATE ON retentions BEGIN
    SELECT raise(ABORT, 'an edition never changes');
END;
CREATE TRIGGER retentions_never_vanish BEFORE DELETE ON retentions BEGIN
    SELECT raise(ABORT, 'an edition never vanishes');
END;

CREATE TABLE holds (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL CHECK (name <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    scope TEXT NOT NULL CHECK (json_type(scope) = 'object'),
    set_by BLOB NOT NULL REFERENCES reviewers (id),
    set_at INTEGER NOT NULL,
    lifted_by BLOB REFERENCES reviewers (id),
    lifted_at INTEGER CHECK (lifted_at >= set_at),
    lift_reason TEXT CHECK (lift_reason <> ''),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
) STRICT;

CREATE UNIQUE INDEX holds_by_name ON holds (name) WHERE lifted_at IS NULL;
CREATE INDEX holds_by_time ON holds (set_at);

CREATE TRIGGER holds_are_lifted_once BEFORE UPDATE ON holds
WHEN old.lifted_at IS NOT NULL OR new.lifted_at IS NULL OR new.id <> old.id OR new.name <> old.name OR new.reason <> old.reason
     OR new.scope <> old.scope OR new.set_by <> old.set_by OR new.set_at <> old.set_at BEGIN
    SELECT raise(ABORT, 'a hold is lifted once, and else never changes');
END;
CREATE TRIGGER holds_never_vanish BEFORE DELETE ON holds BEGIN
    SELECT raise(ABORT, 'a hold never vanishes');
END;

-- What was announced to be erased: of each class, that to which nothing has happened since then.
CREATE TABLE announcements (
    number INTEGER NOT NULL PRIMARY KEY,
    edition INTEGER NOT NULL REFERENCES retentions (edition),
    money INTEGER,
    changes INTEGER,
    looks INTEGER,
    actions INTEGER NOT NULL CHECK (actions > 0),
    announced_at INTEGER NOT NULL,
    -- Two weeks at least.
    not_before INTEGER NOT NULL CHECK (not_before - announced_at >= 1209600000000),
    ended_at INTEGER
) STRICT;

CREATE UNIQUE INDEX announcements_open ON announcements (ended_at IS NULL) WHERE ended_at IS NULL;

CREATE TRIGGER announcements_end_once BEFORE UPDATE ON announcements
WHEN old.ended_at IS NOT NULL OR new.ended_at IS NULL OR new.number <> old.number OR new.edition <> old.edition
     OR new.money IS NOT old.money OR new.changes IS NOT old.changes OR new.looks IS NOT old.looks OR new.actions <> old.actions
     OR new.announced_at <> old.announced_at OR new.not_before <> old.not_before BEGIN
    SELECT raise(ABORT, 'an announcement ends once, and else never changes');
END;
CREATE TRIGGER announcements_never_vanish BEFORE DELETE ON announcements BEGIN
    SELECT raise(ABORT, 'an announcement never vanishes');
END;

-- When the clock was looked at last, and whether it has jumped since.
CREATE TABLE keeping_clock (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    seen_at INTEGER NOT NULL,
    doubted INTEGER NOT NULL CHECK (doubted IN (0, 1))
) STRICT;

-- Who wants an action erased before its time, until another administrator says so, too.
CREATE TABLE erasure_requests (
    seq INTEGER NOT NULL PRIMARY KEY REFERENCES actions (seq),
    asked_by BLOB NOT NULL REFERENCES reviewers (id),
    asked_at INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- Each action whose contents were erased. While a row is not done, and only then, the contents of its action may go.
CREATE TABLE erasures (
    seq INTEGER NOT NULL PRIMARY KEY REFERENCES actions (seq),
    at INTEGER NOT NULL,
    -- By which edition of the policy; none if somebody asked for it.
    edition INTEGER REFERENCES retentions (edition),
    asked_by BLOB REFERENCES reviewers (id),
    second BLOB REFERENCES reviewers (id),
    reason TEXT,
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    CHECK ((edition IS NULL) = (asked_by IS NOT NULL) AND (edition IS NULL) = (reason IS NOT NULL)),
    CHECK (second IS NULL OR second <> asked_by)
) STRICT;

-- How many years an action is kept by the newest policy; none for good.
CREATE VIEW kept_years AS
SELECT k.seq, k.class, t.edition, CASE k.class WHEN 'money' THEN t.money WHEN 'changes' THEN t.changes ELSE t.looks END AS years
FROM kept AS k JOIN (SELECT edition, money, changes, looks FROM retentions ORDER BY edition DESC LIMIT 1) AS t;

-- A year is 365 days here: the calendar's are no shorter. What is asked for by two is erased before its years, but money never before
-- seven.
CREATE TRIGGER erasures_are_lawful BEFORE INSERT ON erasures
WHEN new.done <> 0
    OR NOT EXISTS (SELECT 1 FROM reviews WHERE seq = new.seq AND standing <> 'held')
    OR NOT EXISTS (SELECT 1 FROM kept WHERE seq = new.seq)
    OR new.edition IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM kept_years AS k JOIN announcements AS n ON n.edition = k.edition AND n.ended_at IS NULL
        JOIN actions AS a ON a.seq = k.seq
        WHERE k.seq = new.seq AND k.edition = new.edition AND n.not_before <= new.at
          AND a.received_at <= new.at - k.years * 31536000000000
          AND a.received_at < CASE k.class WHEN 'money' THEN n.money WHEN 'changes' THEN n.changes ELSE n.looks END)
    OR new.edition IS NULL AND new.second IS NULL AND NOT EXISTS (
        SELECT 1 FROM kept_years AS k JOIN actions AS a ON a.seq = k.seq
        WHERE k.seq = new.seq AND a.received_at <= new.at - k.years * 31536000000000)
    OR new.edition IS NULL AND EXISTS (
        SELECT 1 FROM kept AS k JOIN actions AS a ON a.seq = k.seq
        WHERE k.seq = new.seq AND k.class = 'money' AND a.received_at > new.at - 7 * 31536000000000)
BEGIN
    SELECT raise(ABORT, 'this is not to be erased');
END;
CREATE TRIGGER erasures_are_done_once BEFORE UPDATE ON erasures
WHEN old.done <> 0 OR new.done <> 1 OR new.seq <> old.seq OR new.at <> old.at OR new.edition IS NOT old.edition
     OR new.asked_by IS NOT old.asked_by OR new.second IS NOT old.second OR new.reason IS NOT old.reason BEGIN
    SELECT raise(ABORT, 'an erasure is done once, and else never changes');
END;
CREATE TRIGGER erasures_never_vanish BEFORE DELETE ON erasures BEGIN
    SELECT raise(ABORT, 'an erasure never vanishes');
END;

-- Actions still never change, but for this: their contents go while their erasure is under way.
DROP TRIGGER actions_never_change;
CREATE TRIGGER actions_never_change BEFORE UPDATE ON actions
WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE seq = old.seq AND done = 0)
     OR new.seq <> old.seq OR new.id <> old.id OR new.agent_id <> old.agent_id OR new.idempotency_key <> old.idempotency_key
     OR new.tool <> old.tool OR new.server IS NOT old.server OR new.timeout <> old.timeout OR new.digest <> old.digest
     OR new.received_at <> old.received_at OR new.deadline_at <> old.deadline_at
     OR new.arguments <> '{}' OR new.agent_reasoning IS NOT NULL OR new.context IS NOT NULL BEGIN
    SELECT raise(ABORT, 'an action never changes');
END;

-- The hash of the record and its salt, once the record is erased: the leaf is still made of it.
ALTER TABLE ledger ADD COLUMN body BLOB CHECK (body IS NULL OR length(body) = 32);

DROP TRIGGER ledger_never_changes;
CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger
WHEN new.seq <> old.seq OR new.at <> old.at OR new.action IS NOT old.action
    OR NOT (
        -- What was written before there was a tree gets its leaf.
        old.leaf IS NULL AND new.leaf IS NOT NULL AND new.salt IS NOT NULL AND new.entry = old.entry AND new.body IS NULL
        -- What is erased keeps its leaf, and what kind of event it was.
        OR old.leaf IS NOT NULL AND new.leaf IS old.leaf AND old.body IS NULL AND new.body IS NOT NULL AND new.salt IS NULL
           AND new.entry ->> '$.event' = old.entry ->> '$.event' AND old.entry ->> '$.event' <> 'erased'
           AND EXISTS (SELECT 1 FROM erasures WHERE seq = old.action AND done = 0)
    )
BEGIN
    SELECT raise(ABORT, 'the ledger never changes');
END;
DROP TRIGGER ledger_is_sealed;
CREATE TRIGGER ledger_is_sealed BEFORE INSERT ON ledger WHEN new.salt IS NULL OR new.leaf IS NULL OR new.body IS NOT NULL BEGIN
    SELECT raise(ABORT, 'an entry of the ledger has a leaf');
END;

DROP TRIGGER what_was_told_stays_told;
CREATE TRIGGER what_was_told_stays_told BEFORE UPDATE ON aftermaths
WHEN new.seq <> old.seq OR old.aftermath ->> '$.told' IS NOT NULL AND new.aftermath ->> '$.told' IS NOT old.aftermath ->> '$.told'
     AND NOT (new.aftermath ->> '$.told' IS NULL AND EXISTS (SELECT 1 FROM erasures WHERE seq = old.seq AND done = 0)) BEGIN
    SELECT raise(ABORT, 'what was told stays told');
END;

DROP TRIGGER a_grant_is_only_used_and_revoked;
CREATE TRIGGER a_grant_is_only_used_and_revoked BEFORE UPDATE ON grants
WHEN (new.id <> old.id OR new.seq <> old.seq OR new.agent_id <> old.agent_id OR new.reviewer_id <> old.reviewer_id
      OR new.loosened <> old.loosened OR new.times <> old.times OR new.given_at <> old.given_at OR new.until <> old.until
      OR new.note <> old.note OR new.used < old.used OR old.revoked_at IS NOT NULL
      OR new.used <> (SELECT count(*) FROM grant_uses WHERE grant_id = old.id))
     AND NOT (EXISTS (SELECT 1 FROM erasures WHERE seq = old.seq AND done = 0) AND new.loosened = '{}' AND new.note = '-'
              AND new.id = old.id AND new.seq = old.seq AND new.agent_id = old.agent_id AND new.reviewer_id = old.reviewer_id
              AND new.times = old.times AND new.used = old.used AND new.given_at = old.given_at AND new.until = old.until
              AND new.revoked_at IS old.revoked_at AND new.revoked_by IS old.revoked_by) BEGIN
    SELECT raise(ABORT, 'a grant is used and revoked, and else never changes');
END;
CREATE INDEX grants_by_action ON grants (seq);

-- A partner whom nothing names any more is new again.
CREATE TRIGGER a_partner_is_forgotten AFTER DELETE ON partners BEGIN
    UPDATE records SET partners = partners - 1 WHERE agent_id = old.agent_id;
END;

-- Whatever lists an action with all of it says whether its contents were erased.
DROP VIEW cases;
CREATE VIEW cases AS
SELECT
    a.seq, a.id, a.agent_id, a.idempotency_key, a.tool, a.server, a.arguments, a.timeout, a.agent_reasoning, a.context,
    a.digest, a.received_at, a.deadline_at, a.assessment, r.version, r.state, r.standing, r.priority, r.assignee,
    (SELECT at FROM erasures WHERE seq = a.seq) AS erased_at
FROM actions AS a JOIN reviews AS r ON r.seq = a.seq;

-- Words that are taken out of the index are not left behind in it.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
