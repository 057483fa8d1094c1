// question: Hvad har det et bestemt forhold til? Ethvert forhold i ordforrådet, spurgt fra kilden, selv eller som medlem af en samlet betegnelse.
// params: id: the relation's source; at: the day, as 2016-10-01; relation: the relation type
// returns: thing: what it has the relation to; relation: the relation; source, target: its ends; via: the collectives through which it has it, the relation's source first

// The subject, then its collectives and theirs.
MATCH (subject:Orgraph {id: $id})
OPTIONAL MATCH way = (subject)-[ws*1..4]->(whole:Orgraph)
WHERE all(w IN ws WHERE w.member AND endNode(w).collective
          AND (w.valid_from IS NULL OR w.valid_from <= date($at)) AND (w.valid_to IS NULL OR date($at) < w.valid_to))
  AND all(n IN nodes(way) WHERE single(other IN nodes(way) WHERE other.id = n.id))
WITH subject, whole, [n IN nodes(way) | n.id] AS passed, [w IN ws | [w.type_order, w.position]] AS place
ORDER BY place
WITH subject, collect(CASE WHEN whole IS NULL THEN null ELSE {node: whole, passed: passed} END) AS wholes
WITH [{node: subject, passed: [subject.id]}] + wholes AS standing
UNWIND range(0, size(standing) - 1) AS nearness
WITH nearness, standing[nearness].node AS holder, standing[nearness].passed AS passed

// What a collective does, its members do, but for those that are excepted.
MATCH (holder)-[r]->(thing:Orgraph)
WHERE r.relation = $relation
  AND (nearness = 0 OR r.distributes AND none(id IN passed[0..size(passed) - 1] WHERE id IN coalesce(r.exceptions, [])))
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)
RETURN properties(thing) AS thing, properties(r) AS relation, holder.id AS source, thing.id AS target, reverse(tail(passed)) AS via
ORDER BY nearness, r.position
