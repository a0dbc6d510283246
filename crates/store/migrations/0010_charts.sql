-- Organisation charts, in editions. The newest counts; none is ever changed. Names are bound to ids when a chart is saved.

CREATE TABLE charts (
    edition INTEGER NOT NULL PRIMARY KEY CHECK (edition > 0),
    text TEXT NOT NULL,
    people TEXT NOT NULL CHECK (json_type(people) = 'object'),
    agents TEXT NOT NULL CHECK (json_type(agents) = 'object'),
    set_by BLOB NOT NULL REFERENCES reviewers (id),
    set_at INTEGER NOT NULL,
    note TEXT NOT NULL CHECK (note <> '')
) STRICT;

CREATE TRIGGER charts_never_change BEFORE UPDATE ON charts BEGIN
    SELECT raise(ABORT, 'a chart never changes');
END;
CREATE TRIGGER charts_never_vanish BEFORE DELETE ON charts BEGIN
    SELECT raise(ABORT, 'a chart never vanishes');
END;
