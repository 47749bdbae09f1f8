// Neo4j Browser colours a node by the label that the database knew first, so
// what people see comes before what Samband finds nodes by.
CREATE RANGE INDEX samband_person_name IF NOT EXISTS FOR (n:Person) ON (n.name);
CREATE RANGE INDEX samband_organisation_name IF NOT EXISTS FOR (n:Organisation) ON (n.name);
CREATE RANGE INDEX samband_report_name IF NOT EXISTS FOR (n:Report) ON (n.name);
CREATE RANGE INDEX samband_concept_name IF NOT EXISTS FOR (n:Concept) ON (n.name);
CREATE RANGE INDEX samband_place_name IF NOT EXISTS FOR (n:Place) ON (n.name);
CREATE RANGE INDEX samband_document_date IF NOT EXISTS FOR (n:Document) ON (n.date);
CREATE RANGE INDEX samband_document_collection IF NOT EXISTS FOR (n:Document) ON (n.collection);

// Room for one vector a passage, of the project's sentence encoder.
CREATE VECTOR INDEX samband_passage_vectors IF NOT EXISTS FOR (n:Passage) ON (n.embedding)
  OPTIONS {indexConfig: {`vector.dimensions`: 384, `vector.similarity_function`: 'cosine'}};

// A constraint brings the index by which its nodes are found. The label
// Samband is for the nodes by which Samband knows its own database: its state,
// the commit under way, and one for each migration.
CREATE CONSTRAINT samband_document IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT samband_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT samband_text IF NOT EXISTS FOR (n:Text) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT samband_contribution IF NOT EXISTS FOR (n:Contribution) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT samband_curation IF NOT EXISTS FOR (n:Curation) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT samband_own IF NOT EXISTS FOR (n:Samband) REQUIRE n.id IS UNIQUE;

// Folded names, their words and blocking keys are whole terms: no analysis.
CREATE FULLTEXT INDEX samband_forms IF NOT EXISTS FOR (n:Entity) ON EACH [n.folded, n.words]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}};
CREATE FULLTEXT INDEX samband_keys IF NOT EXISTS FOR (n:Contribution) ON EACH [n.keys]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}};

// For people: names and titles by words.
CREATE FULLTEXT INDEX samband_names IF NOT EXISTS FOR (n:Entity|Document) ON EACH [n.name, n.aliases, n.title]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
