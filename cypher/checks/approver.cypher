// check: approver
// params: decides: the relation types by which something is decided
// returns: fact: the id of the type; text: what is the matter;
//   recorded: whether a silence is recorded that says so already

// A type is what something is an instance of. Nobody decides it, directly or in a relation between others about it.
MATCH (n:Orgraph)
WHERE n.label IS NOT NULL
  AND EXISTS { MATCH (n)<-[i]-(:Orgraph) WHERE i.instance }
  AND NOT EXISTS { MATCH (n)<-[r]-(:Orgraph) WHERE r.relation IN $decides AND r.ineffective IS NULL }
  AND NOT EXISTS { MATCH (n)<-[a:ANGAAR]-(s:Orgraph) MATCH (s)-[r]->(:Orgraph) WHERE r.id = a.fact AND r.ineffective IS NULL AND r.relation IN $decides }
OPTIONAL MATCH (n)<-[:VEDROERER]-(silence:Note)
WHERE silence.kind = 'silence' AND (silence.relations IS NULL OR any(type IN silence.relations WHERE type IN $decides))
WITH n, count(silence) > 0 AS recorded
RETURN n.id AS fact, n.name + ' har ingen, der godkender' AS text, recorded
ORDER BY n.position
