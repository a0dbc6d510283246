-- What actions are judged by, in editions: rules, guardrails and the scorecard. The newest counts; none is ever changed.

CREATE TABLE standards (
    edition INTEGER NOT NULL PRIMARY KEY CHECK (edition > 0),
    rules TEXT NOT NULL,
    guardrails TEXT NOT NULL,
    scorecard TEXT NOT NULL CHECK (json_type(scorecard) = 'object'),
    set_by BLOB NOT NULL REFERENCES reviewers (id),
    set_at INTEGER NOT NULL,
    note TEXT NOT NULL CHECK (note <> '')
) STRICT;

CREATE TRIGGER standards_never_change BEFORE UPDATE ON standards BEGIN
    SELECT raise(ABORT, 'an edition never changes');
END;
CREATE TRIGGER standards_never_vanish BEFORE DELETE ON standards BEGIN
    SELECT raise(ABORT, 'an edition never vanishes');
END;
