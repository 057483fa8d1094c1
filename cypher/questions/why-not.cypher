// question: Hvorfor når en sag ikke fra den ene op til den anden? Vejen på dagen; og findes den ikke, den vej der var eller kommer, med det led der mangler.
// params: id: where the matter is; other: where it should go; at: the day, as 2016-10-01
// returns: nodes: the way; hops: its relations, each with source and target (the relation's own ends) and relation (its properties)

MATCH (start:Orgraph {id: $id})
MATCH (goal:Orgraph)
WHERE goal.id = CASE start.id WHEN $other THEN null ELSE $other END

// The way on the day: the strongest relations, then those that were written first.
OPTIONAL MATCH p = allShortestPaths((start)-[*1..12]->(goal))
WHERE all(hop IN relationships(p) WHERE hop.upward
          AND (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to))
WITH start, goal, p, [hop IN relationships(p) | [hop.rank, hop.type_order, hop.position]] AS place
ORDER BY place
LIMIT 1

// Without one: the way at any time, along what is in force as far as it goes.
WITH CASE WHEN p IS NULL THEN start END AS stranded, goal, p
OPTIONAL MATCH ever = allShortestPaths((stranded)-[*1..12]->(goal))
WHERE all(hop IN relationships(ever) WHERE hop.rank IS NOT NULL)
WITH coalesce(p, ever) AS way,
     [hop IN relationships(ever) |
       [CASE WHEN (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to) THEN 0 ELSE 1 END,
        hop.rank, hop.type_order, hop.position]] AS place
WHERE way IS NOT NULL
WITH nodes(way) AS passed, relationships(way) AS hops, place
ORDER BY place
LIMIT 1
RETURN [n IN passed | properties(n)] AS nodes, [hop IN hops | {source: startNode(hop).id, target: endNode(hop).id, relation: properties(hop)}] AS hops
