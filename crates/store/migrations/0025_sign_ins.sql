-- On which day, counted from 1970 in the organisation's time zone, each reviewer's credential was last used.
CREATE TABLE sign_ins (
    reviewer BLOB NOT NULL PRIMARY KEY REFERENCES reviewers (id),
    day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
