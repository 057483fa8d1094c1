// answers: why-not
// params: id: where the matter is; at: the day, as 2016-10-01
// returns: node: where the matter can come at any time; hops: the relations that it can move along from there, each with source and target (the relation's own ends), relation (its properties) and open (whether it holds on the day).
//   Of these hops the answer takes the shortest way that is open; without one the way that was last open before it, or that opens first after it

MATCH (start:Orgraph {id: $id})
MATCH up = (start)-[*0..1000000000]->(lower:Orgraph)
WHERE all(hop IN relationships(up) WHERE hop.rank IS NOT NULL)
WITH DISTINCT lower
OPTIONAL MATCH (lower)-[hop]->(:Orgraph)
WHERE hop.rank IS NOT NULL
WITH lower, hop
ORDER BY hop.rank, hop.type_order, hop.position
WITH lower, collect(hop) AS rising
RETURN properties(lower) AS node,
       [hop IN rising | {source: lower.id, target: endNode(hop).id, relation: properties(hop), open: coalesce(hop.upward, false)
         AND (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to)}] AS hops
ORDER BY lower.position
