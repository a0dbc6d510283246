-- What a server says about a tool, and what a person has confirmed of it.

ALTER TABLE tools ADD COLUMN title TEXT;
ALTER TABLE tools ADD COLUMN description TEXT;
-- The JSON schema of its arguments, in one spelling.
ALTER TABLE tools ADD COLUMN schema TEXT CHECK (schema IS NULL OR json_type(schema) = 'object');
-- 0 for what was taken in before there was this column.
ALTER TABLE tools ADD COLUMN first_seen_at INTEGER NOT NULL DEFAULT 0;
-- When its server last said something else of it.
ALTER TABLE tools ADD COLUMN changed_at INTEGER;
-- Since when its server no longer tells of it.
ALTER TABLE tools ADD COLUMN gone_at INTEGER;
-- Who confirmed what, and what its server said then.
ALTER TABLE tools ADD COLUMN confirmed TEXT CHECK (confirmed IS NULL OR json_type(confirmed) = 'object');

-- Which origins were seen of late, and how often, without reading what was read.
CREATE INDEX observations_by_origin ON observations (origin, received_at);
