// Every node that orgraph writes carries the label Orgraph; its id is one of a kind among them all, whatever its other labels.
CREATE CONSTRAINT orgraph_id IF NOT EXISTS FOR (n:Orgraph) REQUIRE n.id IS UNIQUE;
// One node that every load writes to first, so that two loads wait for each other; and one that tells readers to wait.
CREATE CONSTRAINT orgraph_model_id IF NOT EXISTS FOR (m:OrgraphModel) REQUIRE m.id IS UNIQUE;
CREATE CONSTRAINT orgraph_gate_id IF NOT EXISTS FOR (g:OrgraphPort) REQUIRE g.id IS UNIQUE;
// Nodes that are written and not yet in force.
CREATE CONSTRAINT orgraph_staged_id IF NOT EXISTS FOR (n:OrgraphKlar) REQUIRE n.id IS UNIQUE;
// What is looked up otherwise than by id: names and other names, kinds, changes, register numbers.
CREATE INDEX orgraph_folded IF NOT EXISTS FOR (n:Orgraph) ON (n.folded);
CREATE INDEX orgraph_kind IF NOT EXISTS FOR (n:Orgraph) ON (n.kind);
CREATE INDEX orgraph_began_by IF NOT EXISTS FOR (n:Orgraph) ON (n.began_by);
CREATE INDEX orgraph_ended_by IF NOT EXISTS FOR (n:Orgraph) ON (n.ended_by);
CREATE INDEX orgraph_code IF NOT EXISTS FOR (n:Registernummer) ON (n.code);
