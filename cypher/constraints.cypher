// Every node that orgraph writes carries the label Orgraph; its id is one of a kind among them all, whatever its other labels.
CREATE CONSTRAINT orgraph_id IF NOT EXISTS FOR (n:Orgraph) REQUIRE n.id IS UNIQUE;
// One node that every load writes to first, so that two loads wait for each other.
CREATE CONSTRAINT orgraph_model_id IF NOT EXISTS FOR (m:OrgraphModel) REQUIRE m.id IS UNIQUE;
