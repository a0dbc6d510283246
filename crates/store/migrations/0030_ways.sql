-- The way through several people as it was when it ended: what is decided keeps who was asked, for the record that is made of it.
CREATE TABLE ways (
    seq INTEGER NOT NULL PRIMARY KEY REFERENCES actions (seq),
    way TEXT NOT NULL CHECK (json_type(way) = 'object')
) STRICT;

CREATE TRIGGER a_way_ends AFTER UPDATE ON reviews
WHEN old.standing = 'held' AND new.standing <> 'held' AND json_type(old.state, '$.way') = 'object' BEGIN
    INSERT INTO ways (seq, way) VALUES (new.seq, json_extract(old.state, '$.way'));
END;

CREATE TRIGGER a_way_that_ended_stays BEFORE UPDATE ON ways BEGIN
    SELECT raise(ABORT, 'a way that ended stays as it was');
END;

CREATE TRIGGER a_way_that_ended_never_vanishes BEFORE DELETE ON ways BEGIN
    SELECT raise(ABORT, 'a way that ended stays as it was');
END;
