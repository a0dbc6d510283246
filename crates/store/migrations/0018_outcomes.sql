-- What became of actions, beside whether they worked: what was told, how that is not what was approved, and what people make of it.
-- `aftermath` is the whole truth. The other columns are drawn from it, and only serve the indexes.
CREATE TABLE aftermaths (
    seq INTEGER NOT NULL PRIMARY KEY REFERENCES actions (seq),
    aftermath TEXT NOT NULL CHECK (json_type(aftermath) = 'object'),
    attention TEXT NOT NULL CHECK (attention IN ('none', 'quiet', 'look', 'marked')),
    -- Whether the next actions of the kind wait for a person.
    holds INTEGER NOT NULL CHECK (holds IN (0, 1)),
    harmful INTEGER NOT NULL CHECK (harmful IN (0, 1))
) STRICT;

CREATE INDEX aftermaths_by_attention ON aftermaths (attention, seq);
CREATE INDEX aftermaths_holding ON aftermaths (seq) WHERE holds = 1;

-- How much really moved was kept by itself before.
INSERT INTO aftermaths (seq, aftermath, attention, holds, harmful)
SELECT action, json_object('told', json_object('amount', json(actual))), 'none', 0, 0 FROM actuals;
DROP TABLE actuals;

CREATE TRIGGER what_was_told_stays_told BEFORE UPDATE ON aftermaths
WHEN new.seq <> old.seq OR old.aftermath ->> '$.told' IS NOT NULL AND new.aftermath ->> '$.told' IS NOT old.aftermath ->> '$.told' BEGIN
    SELECT raise(ABORT, 'what was told stays told');
END;
CREATE TRIGGER aftermaths_never_vanish BEFORE DELETE ON aftermaths BEGIN
    SELECT raise(ABORT, 'what was told stays told');
END;

-- Harm is part of an agent's record, as long as somebody says that it was harm.
ALTER TABLE records ADD COLUMN harmful INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER harm_is_counted AFTER INSERT ON aftermaths WHEN new.harmful = 1 BEGIN
    INSERT INTO records (agent_id, harmful) SELECT agent_id, 1 FROM actions WHERE seq = new.seq
    ON CONFLICT (agent_id) DO UPDATE SET harmful = harmful + 1;
END;
CREATE TRIGGER harm_is_counted_anew AFTER UPDATE ON aftermaths WHEN new.harmful <> old.harmful BEGIN
    INSERT INTO records (agent_id, harmful) SELECT agent_id, new.harmful FROM actions WHERE seq = new.seq
    ON CONFLICT (agent_id) DO UPDATE SET harmful = harmful + new.harmful - old.harmful;
END;

-- Who reads the ledger behind the intake, and how far they have come.
CREATE TABLE followers (
    name TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was not used or not reported before this was looked for stays as it is; all decisions are counted.
INSERT INTO followers (name, seq) SELECT 'unused', coalesce(max(seq), 0) FROM ledger;
INSERT INTO followers (name, seq) SELECT 'unreported', coalesce(max(seq), 0) FROM ledger;
INSERT INTO followers (name, seq) VALUES ('results', 0);

-- How much of what happened on each day, counted from 1970 in the organisation's time zone, by whom or what it concerns.
CREATE TABLE results (
    subject TEXT NOT NULL CHECK (subject IN ('all', 'agent', 'tool', 'rule', 'signal', 'reviewer')),
    day INTEGER NOT NULL,
    name TEXT NOT NULL,
    what TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (subject, day, name, what)
) STRICT, WITHOUT ROWID;
