-- How the key that signs the ledger changed: the entry that says so, and both keys as lines of text. The commit with the entry is the
-- last one that the key before signs.
CREATE TABLE ledger_keys (
    seq INTEGER NOT NULL PRIMARY KEY REFERENCES ledger (seq),
    before TEXT NOT NULL CHECK (before <> after),
    after TEXT NOT NULL
) STRICT;

CREATE TRIGGER ledger_keys_never_change BEFORE UPDATE ON ledger_keys BEGIN
    SELECT raise(ABORT, 'a key that signed stays known');
END;
CREATE TRIGGER ledger_keys_never_go BEFORE DELETE ON ledger_keys BEGIN
    SELECT raise(ABORT, 'a key that signed stays known');
END;
