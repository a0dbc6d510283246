-- With whom and about how much each action deals, as it was asked and as it was told afterwards: kept here so that the record is searched
-- by partners and amounts without reading the actions. Filled in behind the intake, from the ledger.

CREATE TABLE parties (
    id INTEGER NOT NULL PRIMARY KEY,
    -- In the one spelling that partners have.
    name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE dealings (
    seq INTEGER NOT NULL REFERENCES actions (seq),
    -- 0 for nobody.
    party INTEGER NOT NULL,
    -- A text whose order is that of the amounts; '' for no money.
    amount TEXT NOT NULL,
    -- '' for none.
    currency TEXT NOT NULL,
    PRIMARY KEY (seq, party, amount, currency),
    CHECK (party > 0 OR amount <> '')
) STRICT, WITHOUT ROWID;

-- Both have all columns, so that nothing else is read for what does not fit.
CREATE INDEX dealings_by_party ON dealings (party, seq, amount, currency);
CREATE INDEX dealings_by_amount ON dealings (amount, seq, currency, party);

INSERT INTO followers (name, seq) VALUES ('dealings', 0);
