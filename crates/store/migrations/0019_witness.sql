-- The folder that checkpoints of the ledger are given to, if an administrator has named one. One row.

CREATE TABLE witness (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    folder TEXT CHECK (length(folder) BETWEEN 1 AND 4096)
) STRICT;
