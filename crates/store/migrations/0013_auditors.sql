-- Somebody who looks at everything and decides nothing. A column of its own, as the choice of `role` cannot be widened in place;
-- whoever was there before decides as before.
ALTER TABLE reviewers ADD COLUMN audits INTEGER NOT NULL DEFAULT 0 CHECK (audits IN (0, 1) AND (audits = 0 OR role = 'reviewer'));
