-- The decisions of people, which nothing ever removes. From this format on a
-- claim's entity may be number 0, which is no entity, and the lists of names
-- that people gave follow the packed entities and counts.

CREATE TABLE curation (
    id    TEXT    PRIMARY KEY,
    at    INTEGER NOT NULL, -- nanoseconds since 1970
    event BLOB    NOT NULL  -- graph.Curation as JSON
) STRICT;

CREATE INDEX curation_order ON curation (at, id);
