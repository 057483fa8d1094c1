// question: Hvorfor hænger de to sammen? Den korteste kæde af forhold mellem dem på dagen, hvilken vej forholdene end er skrevet.
// params: id: the one; other: the other; at: the day, as 2016-10-01
// returns: nodes: the way; hops: its relations, each with source and target (the relation's own ends) and relation (its properties)

MATCH (start:Orgraph {id: $id})
MATCH (goal:Orgraph)
WHERE goal.id = CASE start.id WHEN $other THEN null ELSE $other END
MATCH p = allShortestPaths((start)-[*1..12]-(goal))
WHERE all(hop IN relationships(p) WHERE hop.relation IS NOT NULL
          AND (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to))

// Of the shortest: the one that was written first, hop by hop, with what goes out from a body before what comes in to it.
WITH nodes(p) AS passed, relationships(p) AS hops
WITH passed, hops, [i IN range(0, size(hops) - 1) | [startNode(hops[i]).id <> passed[i].id, hops[i].position]] AS place
ORDER BY place
LIMIT 1
RETURN [n IN passed | properties(n)] AS nodes, [hop IN hops | {source: startNode(hop).id, target: endNode(hop).id, relation: properties(hop)}] AS hops
