// check: responsible
// params: labels: the labels of what should have somebody; decides: the relation types by which somebody answers for something
// returns: fact: the id of the task or the objective; text: what is the matter;
//   recorded: whether a silence is recorded that says so already

// Nobody answers for it, directly or in a relation between others about it.
MATCH (n:Orgraph)
WHERE n.label IN $labels
  AND NOT EXISTS { MATCH (n)<-[r]-(:Orgraph) WHERE r.relation IN $decides AND r.ineffective IS NULL }
  AND NOT EXISTS { MATCH (n)<-[a:ANGAAR]-(s:Orgraph) MATCH (s)-[r]->(:Orgraph) WHERE r.id = a.fact AND r.ineffective IS NULL AND r.relation IN $decides }
OPTIONAL MATCH (n)<-[:VEDROERER]-(silence:Note)
WHERE silence.kind = 'silence' AND (silence.relations IS NULL OR any(type IN silence.relations WHERE type IN $decides))
WITH n, count(silence) > 0 AS recorded
RETURN n.id AS fact, n.name + ' har ingen ansvarlig' AS text, recorded
ORDER BY n.position
