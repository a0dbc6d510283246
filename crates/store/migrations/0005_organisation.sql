-- What holds for the whole organisation: its time zone, and when people are at work. One row.

CREATE TABLE organisation (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    settings TEXT NOT NULL CHECK (json_type(settings) = 'object')
) STRICT;
