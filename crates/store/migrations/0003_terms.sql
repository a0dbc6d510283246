-- What an administrator has laid down for an agent: its groups, its limit, and whose words its `task` is.
ALTER TABLE agents ADD COLUMN terms TEXT NOT NULL DEFAULT '{}' CHECK (json_type(terms) = 'object');
