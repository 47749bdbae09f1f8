-- One row a document, its contribution packed into columns of their own, and
-- small index tables that say which documents to unpack. A row for each claim,
-- mention and fact would cost ten times the writes and three times the space.

CREATE TABLE document (
    n             INTEGER PRIMARY KEY,
    id            TEXT    NOT NULL UNIQUE,
    revision      TEXT    NOT NULL,
    collection    TEXT    NOT NULL,
    passage_count INTEGER NOT NULL,
    mention_count INTEGER NOT NULL,
    fact_count    INTEGER NOT NULL,
    header        BLOB    NOT NULL, -- corpus.Document as JSON
    passages      BLOB    NOT NULL
) STRICT;

CREATE TABLE content (
    document INTEGER PRIMARY KEY,
    entities BLOB NOT NULL, -- entity number of each claim
    claims   BLOB NOT NULL,
    facts    BLOB NOT NULL, -- ends are positions of claims, so moving a claim moves its facts
    mentions BLOB NOT NULL
) STRICT;

-- state holds how many documents use each name and attribute.
CREATE TABLE entity (
    n         INTEGER PRIMARY KEY,
    id        TEXT    NOT NULL UNIQUE,
    documents INTEGER NOT NULL,
    state     BLOB    NOT NULL
) STRICT;

CREATE INDEX entity_rank ON entity (documents);

-- sides: 1 where a fact of the document goes out from the node, 2 where one
-- comes in, 3 both.
CREATE TABLE entity_document (
    entity   INTEGER NOT NULL,
    document INTEGER NOT NULL,
    sides    INTEGER NOT NULL,
    PRIMARY KEY (entity, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE node_document (
    node     TEXT    NOT NULL,
    document INTEGER NOT NULL,
    sides    INTEGER NOT NULL,
    PRIMARY KEY (node, document)
) STRICT, WITHOUT ROWID;

-- key is a 64-bit hash; the claims found are checked against the key itself.
CREATE TABLE key_document (
    key      INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;

-- Folded names and their words; whole is 1 where the form is all of a name.
CREATE TABLE entity_form (
    form   TEXT    NOT NULL,
    entity INTEGER NOT NULL,
    whole  INTEGER NOT NULL,
    PRIMARY KEY (form, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE total (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
