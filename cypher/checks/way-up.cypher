// check: way-up
// params: kinds: the subordinate kinds; upward: the relation types that a matter moves up along
// returns: fact: the id of the body; text: what is the matter;
//   recorded: whether a silence is recorded that says so already

MATCH (n:Orgraph)
WHERE n.kind IN $kinds AND n.label IS NOT NULL
  AND NOT EXISTS { MATCH (n)-[r]->(:Orgraph) WHERE r.relation IN $upward AND r.ineffective IS NULL }
OPTIONAL MATCH (n)<-[:VEDROERER]-(silence:Note)
WHERE silence.kind = 'silence' AND (silence.relations IS NULL OR any(type IN silence.relations WHERE type IN $upward))
WITH n, count(silence) > 0 AS recorded
RETURN n.id AS fact, n.name + ' har ingen vej opad' AS text, recorded
ORDER BY n.position
