-- Who reads about a decision, and when they said that they have. It decides nothing.
CREATE TABLE readings (
    reviewer_id BLOB NOT NULL REFERENCES reviewers (id),
    seq INTEGER NOT NULL REFERENCES actions (seq),
    -- Whether they are asked to say that they have read it.
    confirms INTEGER NOT NULL CHECK (confirms IN (0, 1)),
    read_at INTEGER,
    PRIMARY KEY (reviewer_id, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX readings_open ON readings (reviewer_id, seq) WHERE read_at IS NULL;

CREATE TRIGGER readings_are_read_once BEFORE UPDATE ON readings
WHEN old.read_at IS NOT NULL OR new.read_at IS NULL OR new.reviewer_id <> old.reviewer_id OR new.seq <> old.seq
     OR new.confirms <> old.confirms BEGIN
    SELECT raise(ABORT, 'what was read was read, and else never changes');
END;
CREATE TRIGGER readings_never_vanish BEFORE DELETE ON readings BEGIN
    SELECT raise(ABORT, 'a reading never vanishes');
END;
