-- The ledger as a Merkle tree: each entry is a leaf, and each commit signs the root over all of them.

-- What the record of an entry is hashed with, so that nobody guesses a short record from its hash.
ALTER TABLE ledger ADD COLUMN salt BLOB CHECK (salt IS NULL OR length(salt) = 16);
-- The hash of the leaf. None only for what was written before there was a tree, and then until the next start.
ALTER TABLE ledger ADD COLUMN leaf BLOB CHECK (leaf IS NULL OR length(leaf) = 32);

DROP TRIGGER ledger_never_changes;
CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger
WHEN old.leaf IS NOT NULL OR new.leaf IS NULL OR new.salt IS NULL
    OR new.seq <> old.seq OR new.at <> old.at OR new.action IS NOT old.action OR new.entry <> old.entry
BEGIN
    SELECT raise(ABORT, 'the ledger never changes');
END;
CREATE TRIGGER ledger_is_sealed BEFORE INSERT ON ledger WHEN new.salt IS NULL OR new.leaf IS NULL BEGIN
    SELECT raise(ABORT, 'an entry of the ledger has a leaf');
END;

-- The roots of complete parts of the tree with 256, 65,536 … leaves, from left to right, from 0: enough to begin anew and to prove one leaf
-- without reading all of them.
CREATE TABLE subtrees (
    height INTEGER NOT NULL,
    number INTEGER NOT NULL,
    root BLOB NOT NULL CHECK (length(root) = 32),
    PRIMARY KEY (height, number)
) STRICT, WITHOUT ROWID;

-- What was signed, at the end of each commit that wrote to the ledger.
CREATE TABLE checkpoints (
    size INTEGER NOT NULL PRIMARY KEY,
    root BLOB NOT NULL CHECK (length(root) = 32),
    key BLOB NOT NULL CHECK (length(key) = 4),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;

CREATE TRIGGER subtrees_never_change BEFORE UPDATE ON subtrees BEGIN
    SELECT raise(ABORT, 'the tree never changes');
END;
CREATE TRIGGER subtrees_never_shrink BEFORE DELETE ON subtrees BEGIN
    SELECT raise(ABORT, 'the tree never shrinks');
END;
CREATE TRIGGER checkpoints_never_change BEFORE UPDATE ON checkpoints BEGIN
    SELECT raise(ABORT, 'a checkpoint never changes');
END;
CREATE TRIGGER checkpoints_never_shrink BEFORE DELETE ON checkpoints BEGIN
    SELECT raise(ABORT, 'checkpoints never go away');
END;
