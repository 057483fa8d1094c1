// answers: why
// params: id: the one; other: the other; at: the day, as 2016-10-01
// returns: nodes: the way; hops: its relations, each with source and target (the relation's own ends) and relation (its properties)

MATCH (start:Orgraph {id: $id})
MATCH (goal:Orgraph)
WHERE goal.id = CASE start.id WHEN $other THEN null ELSE $other END

// The shortest ways. When there are more than can be looked through, they are not looked through.
MATCH p = allShortestPaths((start)-[*1..1000000000]-(goal))
WHERE all(hop IN relationships(p) WHERE hop.relation IS NOT NULL AND hop.ineffective IS NULL
          AND (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to))
WITH start, goal, p
LIMIT 1001
WITH start, goal, collect(p) AS ways
WITH start, CASE WHEN size(ways) > 1000 THEN [] ELSE ways END AS few, CASE WHEN size(ways) > 1000 THEN goal END AS crowded

// Instead: how far each is from the other, and from each the first of the relations that lead nearer to it.
OPTIONAL MATCH back = (crowded)-[*0..1000000000]-(near:Orgraph)
WHERE all(hop IN relationships(back) WHERE hop.relation IS NOT NULL AND hop.ineffective IS NULL
          AND (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to))
WITH start, few, crowded, near, min(length(back)) AS distance
OPTIONAL MATCH (near)-[hop]-(far:Orgraph)
WHERE far <> crowded AND hop.relation IS NOT NULL AND hop.ineffective IS NULL
  AND (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to)
WITH start, few, far, min([distance, startNode(hop).id <> far.id, hop.position, hop, near]) AS step
ORDER BY step[0] DESC
WITH start, few, collect({at: far, hop: step[3], near: step[4]}) AS steps
WITH few, reduce(way = {passed: [start], hops: []}, step IN steps |
                 CASE WHEN step.at = last(way.passed) THEN {passed: way.passed + step.near, hops: way.hops + step.hop} ELSE way END) AS way

// Of the shortest: the one that was written first, hop by hop, with what goes out from a body before what comes in to it.
UNWIND [p IN few | {passed: nodes(p), hops: relationships(p)}] + CASE WHEN size(few) = 0 THEN [way] ELSE [] END AS found
WITH found.passed AS passed, found.hops AS hops
WITH passed, hops, [i IN range(0, size(hops) - 1) | [startNode(hops[i]).id <> passed[i].id, hops[i].position]] AS place
ORDER BY place
LIMIT 1
RETURN [n IN passed | properties(n)] AS nodes, [hop IN hops | {source: startNode(hop).id, target: endNode(hop).id, relation: properties(hop)}] AS hops
