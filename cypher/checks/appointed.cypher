// check: appointed
// params: kinds: the subordinate kinds; seat: the relation type of an ordinary seat; appoints: the relation type of those who choose who sits there
// returns: fact: the id of the body; text: what is the matter;
//   recorded: whether a silence is recorded that says so already

MATCH (n:Orgraph)
WHERE n.kind IN $kinds AND n.label IS NOT NULL
  AND EXISTS { MATCH (n)<-[s]-(:Orgraph) WHERE s.relation = $seat AND s.ineffective IS NULL }
  AND NOT EXISTS { MATCH (n)<-[r]-(:Orgraph) WHERE r.relation = $appoints AND r.ineffective IS NULL }
OPTIONAL MATCH (n)<-[:VEDROERER]-(silence:Note)
WHERE silence.kind = 'silence' AND (silence.relations IS NULL OR any(type IN silence.relations WHERE type IN [$appoints]))
WITH n, count(silence) > 0 AS recorded
RETURN n.id AS fact, 'ingen udpeger til pladserne i ' + n.name AS text, recorded
ORDER BY n.position
