-- What each generation changed, so that what was derived from the graph can be
-- brought along. mark is random: it tells a file that was set back to an
-- earlier copy and written to again from the one it was. nodes names the
-- documents and entities that changed; NULL where they were too many to list.

CREATE TABLE change (
    generation INTEGER PRIMARY KEY,
    mark       INTEGER NOT NULL,
    nodes      BLOB
) STRICT;

INSERT INTO change SELECT coalesce((SELECT value FROM total WHERE name = 'generation'), 0), random(), NULL;
