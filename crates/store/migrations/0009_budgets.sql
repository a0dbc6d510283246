-- Budgets: limits on how much money may move in a period. All money is in the currency's minor units.

CREATE TABLE budgets (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL CHECK (name <> ''),
    budget TEXT NOT NULL CHECK (json_type(budget) = 'object'),
    created_at INTEGER NOT NULL,
    ended_at INTEGER CHECK (ended_at >= created_at),
    -- Who set or ended it last, and when.
    set_by BLOB NOT NULL REFERENCES reviewers (id),
    set_at INTEGER NOT NULL CHECK (set_at >= created_at)
) STRICT;

-- A name stands for one budget at a time.
CREATE UNIQUE INDEX budgets_by_name ON budgets (name) WHERE ended_at IS NULL;

CREATE TRIGGER budgets_never_vanish BEFORE DELETE ON budgets BEGIN
    SELECT raise(ABORT, 'a budget never vanishes');
END;
CREATE TRIGGER an_ended_budget_stays BEFORE UPDATE ON budgets WHEN old.ended_at IS NOT NULL BEGIN
    SELECT raise(ABORT, 'an ended budget stays as it was');
END;

-- The money of each action in each budget that covered it. It counts at `at`, when it was approved.
CREATE TABLE bookings (
    action INTEGER NOT NULL REFERENCES actions (seq),
    budget BLOB NOT NULL REFERENCES budgets (id),
    at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('held', 'running', 'spent', 'released')),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    held INTEGER NOT NULL CHECK (held = iif(stage = 'held', amount, 0)),
    running INTEGER NOT NULL CHECK (running = iif(stage = 'running', amount, 0)),
    spent INTEGER NOT NULL CHECK (spent BETWEEN 0 AND iif(stage = 'spent', amount, 0)),
    over INTEGER NOT NULL CHECK (over >= 0),
    returned INTEGER NOT NULL CHECK (returned BETWEEN 0 AND amount - spent - running - held),
    PRIMARY KEY (action, budget)
) STRICT, WITHOUT ROWID;

CREATE INDEX bookings_by_budget ON bookings (budget, at, action);
CREATE INDEX bookings_unused ON bookings (expires_at) WHERE stage = 'held';

CREATE TRIGGER bookings_never_vanish BEFORE DELETE ON bookings BEGIN
    SELECT raise(ABORT, 'a booking never vanishes');
END;
CREATE TRIGGER a_booking_stays_what_it_is BEFORE UPDATE ON bookings
WHEN new.action <> old.action OR new.budget <> old.budget OR new.at <> old.at OR new.amount <> old.amount BEGIN
    SELECT raise(ABORT, 'a booking stays what it is');
END;

-- What the bookings come to, by quarters of an hour and by days in UTC: kept here, as counting them all takes longer the more there
-- are. A window is then a few quarters and at most 32 days, whatever happened in it.
CREATE TABLE sums (
    budget BLOB NOT NULL REFERENCES budgets (id),
    width INTEGER NOT NULL CHECK (width IN (900000000, 86400000000)),
    slot INTEGER NOT NULL,
    held INTEGER NOT NULL CHECK (held >= 0),
    running INTEGER NOT NULL CHECK (running >= 0),
    spent INTEGER NOT NULL CHECK (spent >= 0),
    over INTEGER NOT NULL CHECK (over >= 0),
    returned INTEGER NOT NULL CHECK (returned >= 0),
    PRIMARY KEY (budget, width, slot)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER a_booking_is_added AFTER INSERT ON bookings BEGIN
    INSERT INTO sums (budget, width, slot, held, running, spent, over, returned)
    SELECT new.budget, width, new.at / width, new.held, new.running, new.spent, new.over, new.returned
    FROM (SELECT 900000000 AS width UNION ALL SELECT 86400000000) WHERE true
    ON CONFLICT (budget, width, slot) DO UPDATE SET
        held = held + excluded.held, running = running + excluded.running, spent = spent + excluded.spent,
        over = over + excluded.over, returned = returned + excluded.returned;
END;
CREATE TRIGGER a_booking_moves_on AFTER UPDATE ON bookings BEGIN
    UPDATE sums SET
        held = held + new.held - old.held, running = running + new.running - old.running, spent = spent + new.spent - old.spent,
        over = over + new.over - old.over, returned = returned + new.returned - old.returned
    WHERE budget = new.budget AND width = 900000000 AND slot = new.at / 900000000;
    UPDATE sums SET
        held = held + new.held - old.held, running = running + new.running - old.running, spent = spent + new.spent - old.spent,
        over = over + new.over - old.over, returned = returned + new.returned - old.returned
    WHERE budget = new.budget AND width = 86400000000 AND slot = new.at / 86400000000;
END;

-- How much each action really moved, as its executor told. Once.
CREATE TABLE actuals (
    action INTEGER NOT NULL PRIMARY KEY REFERENCES actions (seq),
    actual TEXT NOT NULL CHECK (json_type(actual) = 'object')
) STRICT;

CREATE TRIGGER actuals_never_change BEFORE UPDATE ON actuals BEGIN
    SELECT raise(ABORT, 'what was told stays told');
END;
CREATE TRIGGER actuals_never_vanish BEFORE DELETE ON actuals BEGIN
    SELECT raise(ABORT, 'what was told stays told');
END;
