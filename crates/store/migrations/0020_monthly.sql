-- The report that is written each month by itself, if an administrator has said so. One row.

CREATE TABLE monthly (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    -- What is written, where to, and who said so; none if nothing is any more.
    plan TEXT CHECK (plan IS NULL OR json_type(plan) = 'object'),
    -- The first month that is not written yet, such as `2026-11`.
    next TEXT NOT NULL CHECK (next GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
    -- What was written last.
    last TEXT CHECK (last IS NULL OR json_type(last) = 'object')
) STRICT;
