-- What each agent was allowed to do, and what became of it: kept here, as whatever changes something is measured against it.

-- Amounts of allowed actions, the newest few for each tool and currency. No server and no currency are ''.
CREATE TABLE amounts (
    seq INTEGER NOT NULL PRIMARY KEY REFERENCES actions (seq),
    agent_id BLOB NOT NULL REFERENCES agents (id),
    tool TEXT NOT NULL,
    server TEXT NOT NULL,
    currency TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT;

CREATE INDEX amounts_by_tool ON amounts (agent_id, tool, server, currency, seq);

CREATE TRIGGER old_amounts_go AFTER INSERT ON amounts BEGIN
    DELETE FROM amounts
    WHERE agent_id = new.agent_id AND tool = new.tool AND server = new.server AND currency = new.currency AND seq <= (
        SELECT seq FROM amounts
        WHERE agent_id = new.agent_id AND tool = new.tool AND server = new.server AND currency = new.currency
        ORDER BY seq DESC LIMIT 1 OFFSET 50
    );
END;

-- Whom or what each agent was allowed to deal with, up to 10,000 each. What does not fit stays new, which is the safer side.
CREATE TABLE partners (
    agent_id BLOB NOT NULL REFERENCES agents (id),
    partner TEXT NOT NULL CHECK (partner <> ''),
    PRIMARY KEY (agent_id, partner)
) STRICT, WITHOUT ROWID;

CREATE TABLE records (
    agent_id BLOB NOT NULL PRIMARY KEY REFERENCES agents (id),
    approved INTEGER NOT NULL DEFAULT 0,
    denied INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    -- How many partners it has.
    partners INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TRIGGER a_partner_is_counted AFTER INSERT ON partners BEGIN
    INSERT INTO records (agent_id, partners) VALUES (new.agent_id, 1) ON CONFLICT (agent_id) DO UPDATE SET partners = partners + 1;
END;

-- Two triggers alike: an action is allowed as it comes in, or later. Most have neither money nor partners, which a look at the text tells.
CREATE TRIGGER a_passed_amount_is_kept AFTER INSERT ON reviews WHEN new.standing = 'approved' BEGIN
    INSERT INTO amounts (seq, agent_id, tool, server, currency, value)
    SELECT seq, agent_id, tool, coalesce(server, ''), coalesce(assessment ->> '$.money.Amount.currency', ''),
           assessment ->> '$.money.Amount.value'
    FROM actions WHERE seq = new.seq AND instr(assessment, '"Amount":{') > 0 AND json_type(assessment, '$.money.Amount') = 'object';
    INSERT INTO partners (agent_id, partner)
    SELECT a.agent_id, p.value FROM actions AS a, json_each(a.assessment, '$.partners') AS p
    WHERE a.seq = new.seq AND instr(a.assessment, '"partners":[') > 0
      AND coalesce((SELECT partners FROM records WHERE agent_id = a.agent_id), 0) < 10000
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER an_approved_amount_is_kept AFTER UPDATE ON reviews WHEN new.standing = 'approved' AND old.standing = 'held' BEGIN
    INSERT INTO amounts (seq, agent_id, tool, server, currency, value)
    SELECT seq, agent_id, tool, coalesce(server, ''), coalesce(assessment ->> '$.money.Amount.currency', ''),
           assessment ->> '$.money.Amount.value'
    FROM actions WHERE seq = new.seq AND json_type(assessment, '$.money.Amount') = 'object';
    INSERT INTO partners (agent_id, partner)
    SELECT a.agent_id, p.value FROM actions AS a, json_each(a.assessment, '$.partners') AS p
    WHERE a.seq = new.seq AND coalesce((SELECT partners FROM records WHERE agent_id = a.agent_id), 0) < 10000
    ON CONFLICT DO NOTHING;
    INSERT INTO records (agent_id, approved) SELECT agent_id, 1 FROM actions WHERE seq = new.seq
    ON CONFLICT (agent_id) DO UPDATE SET approved = approved + 1;
END;

-- A person's no counts; a rule's, a late answer and a withdrawal do not.
CREATE TRIGGER a_no_is_counted AFTER UPDATE ON reviews
WHEN new.standing = 'denied' AND old.standing = 'held' AND new.state ->> '$.by.kind' = 'reviewer' BEGIN
    INSERT INTO records (agent_id, denied) SELECT agent_id, 1 FROM actions WHERE seq = new.seq
    ON CONFLICT (agent_id) DO UPDATE SET denied = denied + 1;
END;
CREATE TRIGGER a_failure_is_counted AFTER UPDATE ON reviews
WHEN new.standing = 'approved' AND new.state ->> '$.state' = 'reported' AND old.state ->> '$.state' <> 'reported'
     AND new.state ->> '$.outcome.succeeded' = 0 BEGIN
    INSERT INTO records (agent_id, failed) SELECT agent_id, 1 FROM actions WHERE seq = new.seq
    ON CONFLICT (agent_id) DO UPDATE SET failed = failed + 1;
END;
