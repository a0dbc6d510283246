-- On whose desks each waiting action lies, and when it ends: drawn from `state`, as the other columns are. `desks` has the desks (`on`) and
-- those who do not find it there (`without`).
ALTER TABLE reviews ADD COLUMN desks TEXT;
ALTER TABLE reviews ADD COLUMN ends_at INTEGER;

-- What waits already lies where it did, except for its owner and those who have said yes. On a way with several open places that is the
-- first of them, until the next thing happens to it; it waits for seven days at the most.
UPDATE reviews SET
    desks = json_object('on', json_array(assignee), 'without', (
        SELECT json_group_array(DISTINCT who) FROM (
            SELECT state ->> '$.owner' AS who
            UNION SELECT vote.value ->> '$.by' FROM json_each(state, '$.way.votes') AS vote
        ) WHERE who IS NOT NULL
    )),
    ends_at = CAST(round(unixepoch(state ->> '$.due_at', 'subsec') * 1000) AS INTEGER) * 1000
WHERE standing = 'held';

-- One row for each desk, and one for the desk of all (`all`). The keys are the orders in which people look at what waits, so that a first
-- page reads no more than itself; what people narrow by stands beside them, so that no other table is looked at for what is left out.
CREATE TABLE desks (
    desk TEXT NOT NULL,
    priority INTEGER NOT NULL,
    seq INTEGER NOT NULL REFERENCES reviews (seq),
    ends_at INTEGER NOT NULL,
    agent_id BLOB NOT NULL REFERENCES agents (id),
    effect TEXT NOT NULL,
    PRIMARY KEY (desk, priority DESC, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX desks_by_end ON desks (desk, ends_at, seq, agent_id, effect);
CREATE INDEX desks_by_arrival ON desks (desk, seq, agent_id, effect);
DROP INDEX reviews_by_priority;

-- Those who do not find an action on their desks.
CREATE TABLE desks_without (
    seq INTEGER NOT NULL REFERENCES reviews (seq),
    reviewer TEXT NOT NULL,
    PRIMARY KEY (seq, reviewer)
) STRICT, WITHOUT ROWID;

INSERT INTO desks (desk, priority, seq, ends_at, agent_id, effect)
SELECT desk.value, r.priority, r.seq, r.ends_at, a.agent_id, coalesce(a.assessment ->> '$.class.effect', '')
FROM reviews AS r JOIN actions AS a ON a.seq = r.seq, json_each(json_insert(r.desks ->> '$.on', '$[#]', 'all')) AS desk
WHERE r.standing = 'held';
INSERT INTO desks_without (seq, reviewer)
SELECT r.seq, who.value FROM reviews AS r, json_each(r.desks, '$.without') AS who WHERE r.standing = 'held';

-- How many wait, now also by their desks: there are few different ones, so that what waits for somebody is counted without looking at it.
DROP TRIGGER a_review_begins_to_wait;
DROP TRIGGER a_review_is_passed_on;
DROP TABLE waiting;
CREATE TABLE waiting (
    agent_id BLOB NOT NULL REFERENCES agents (id),
    assignee TEXT NOT NULL,
    desks TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (agent_id, assignee, desks)
) STRICT, WITHOUT ROWID;

INSERT INTO waiting (agent_id, assignee, desks, count)
SELECT a.agent_id, r.assignee, r.desks, count(*) FROM reviews AS r JOIN actions AS a ON a.seq = r.seq
WHERE r.standing = 'held' GROUP BY 1, 2, 3;

CREATE TRIGGER a_review_begins_to_wait AFTER INSERT ON reviews WHEN new.standing = 'held' BEGIN
    INSERT INTO waiting (agent_id, assignee, desks, count) SELECT agent_id, new.assignee, new.desks, 1 FROM actions WHERE seq = new.seq
    ON CONFLICT (agent_id, assignee, desks) DO UPDATE SET count = count + 1;
    INSERT INTO desks (desk, priority, seq, ends_at, agent_id, effect)
    SELECT desk.value, new.priority, new.seq, new.ends_at, a.agent_id, coalesce(a.assessment ->> '$.class.effect', '')
    FROM actions AS a, json_each(json_insert(new.desks ->> '$.on', '$[#]', 'all')) AS desk WHERE a.seq = new.seq AND new.standing = 'held';
    INSERT INTO desks_without (seq, reviewer) SELECT new.seq, value FROM json_each(new.desks, '$.without');
END;

CREATE TRIGGER a_review_is_passed_on AFTER UPDATE ON reviews
WHEN old.standing = 'held' AND (new.assignee IS NOT old.assignee OR new.desks IS NOT old.desks OR new.ends_at IS NOT old.ends_at) BEGIN
    UPDATE waiting SET count = count - 1 WHERE assignee = old.assignee AND desks = old.desks
        AND agent_id = (SELECT agent_id FROM actions WHERE seq = old.seq);
    -- Kinds of desks come and go with people's votes.
    DELETE FROM waiting WHERE count = 0 AND assignee = old.assignee AND desks = old.desks
        AND agent_id = (SELECT agent_id FROM actions WHERE seq = old.seq);
    DELETE FROM desks WHERE (desk, priority, seq) IN
        (SELECT value, old.priority, old.seq FROM json_each(json_insert(old.desks ->> '$.on', '$[#]', 'all')));
    DELETE FROM desks_without WHERE seq = old.seq;
    INSERT INTO waiting (agent_id, assignee, desks, count) SELECT agent_id, new.assignee, new.desks, 1 FROM actions
    WHERE seq = new.seq AND new.standing = 'held'
    ON CONFLICT (agent_id, assignee, desks) DO UPDATE SET count = count + 1;
    INSERT INTO desks (desk, priority, seq, ends_at, agent_id, effect)
    SELECT desk.value, new.priority, new.seq, new.ends_at, a.agent_id, coalesce(a.assessment ->> '$.class.effect', '')
    FROM actions AS a, json_each(json_insert(new.desks ->> '$.on', '$[#]', 'all')) AS desk WHERE a.seq = new.seq AND new.standing = 'held';
    INSERT INTO desks_without (seq, reviewer) SELECT new.seq, value FROM json_each(new.desks, '$.without');
END;

CREATE TRIGGER what_waits_has_a_desk AFTER INSERT ON reviews
WHEN (new.standing = 'held') <> (new.desks IS NOT NULL) OR (new.standing = 'held') <> (new.ends_at IS NOT NULL) BEGIN
    SELECT raise(ABORT, 'what waits has desks and an end');
END;
CREATE TRIGGER what_waits_keeps_a_desk AFTER UPDATE ON reviews
WHEN (new.standing = 'held') <> (new.desks IS NOT NULL) OR (new.standing = 'held') <> (new.ends_at IS NOT NULL) BEGIN
    SELECT raise(ABORT, 'what waits has desks and an end');
END;
