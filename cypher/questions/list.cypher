// answers: list
// params: kinds: the kinds, as ['temagruppe']; at: the day, as 2016-10-01; within: the id of a region or a collective, or null; having: a relation type that it must have, or null;
//   at_least: how many of them; lacking: a relation type that it must not have, or null; every: whether to list also what no document speaks of so early
// returns: node: the body or thing; number: how many relations it has of the type in `having`

MATCH (n:Orgraph)
WHERE n.kind IN $kinds AND n.label IS NOT NULL
  AND (n.valid_from IS NULL OR n.valid_from <= date($at)) AND (n.valid_to IS NULL OR date($at) < n.valid_to)
  AND ($every OR n.written_from IS NOT NULL OR n.known_from IS NULL OR n.known_from <= date($at))

// Where it belongs: to what it is a member of, itself or through others, and to their region.
OPTIONAL MATCH up = (n)-[*0..1000000000]->(whole:Orgraph)
WHERE $within IS NOT NULL
  AND all(m IN relationships(up) WHERE m.member
          AND (m.valid_from IS NULL OR m.valid_from <= date($at)) AND (m.valid_to IS NULL OR date($at) < m.valid_to))
WITH DISTINCT n, whole
WITH n, count(CASE WHEN $within IN [whole.region, whole.id] THEN 1 END) AS belongs
WHERE $within IS NULL OR n.id <> $within AND belongs > 0

// What it has and what it lacks, in either direction; a relation to itself counts as two.
OPTIONAL MATCH (n)-[r]-(:Orgraph)
WHERE r.relation IN [$having, $lacking]
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)
WITH n, coalesce(sum(CASE WHEN r.relation = $having THEN CASE WHEN startNode(r).id = endNode(r).id THEN 2 ELSE 1 END END), 0) AS number,
     count(CASE WHEN r.relation = $lacking THEN r END) AS unwanted
WHERE ($having IS NULL OR number >= $at_least) AND unwanted = 0
RETURN properties(n) AS node, number
ORDER BY [i IN range(0, size($kinds) - 1) WHERE $kinds[i] = n.kind][0], n.position
