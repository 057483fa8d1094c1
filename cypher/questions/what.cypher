// answers: what
// params: id: the relation's source; at: the day, as 2016-10-01; relation: the relation type
// returns: thing: what it has the relation to; relation: the relation; source, target: its ends; via: the collectives through which it has it, the relation's source first; through: the memberships on that way

// The subject, then its collectives and theirs.
MATCH (subject:Orgraph {id: $id})
MATCH up = (subject)-[*0..1000000000]->(lower:Orgraph)
WHERE all(w IN relationships(up) WHERE w.member AND endNode(w).collective
          AND (w.valid_from IS NULL OR w.valid_from <= date($at)) AND (w.valid_to IS NULL OR date($at) < w.valid_to))
WITH subject, lower, min(length(up)) AS depth
OPTIONAL MATCH (lower)-[w]->(whole:Orgraph)
WHERE w.member AND whole.collective AND whole.id <> $id
  AND (w.valid_from IS NULL OR w.valid_from <= date($at)) AND (w.valid_to IS NULL OR date($at) < w.valid_to)
WITH subject, depth, lower.id AS below, whole, min(w.id) AS first, min([w.type_order, w.position]) AS place
WITH subject, whole, min([depth, first, below, place]) AS nearest
ORDER BY nearest[0] DESC
WITH subject, collect(CASE WHEN whole IS NULL THEN null ELSE
       {node: whole, below: nearest[2], place: nearest[3], link: [(below)-[w]->(whole) WHERE below.id = nearest[2] AND w.id = nearest[1] | {source: below.id, target: whole.id, relation: properties(w)}]} END) AS wholes
UNWIND [null] + wholes AS found
WITH subject, found,
     reduce(way = {at: found.below, via: [found.node.id], through: found.link, places: [found.place]}, whole IN wholes |
            CASE WHEN whole.node.id = way.at THEN {at: whole.below, via: [whole.node.id] + way.via, through: whole.link + way.through, places: [whole.place] + way.places} ELSE way END) AS way
ORDER BY way.places
WITH subject, collect(CASE WHEN found IS NULL THEN null ELSE {node: found.node, via: way.via, through: way.through} END) AS wholes
WITH subject, [{node: subject, via: [], through: []}] + wholes AS standing
UNWIND range(0, size(standing) - 1) AS nearness
WITH subject, nearness, standing[nearness].node AS holder, {via: reverse(standing[nearness].via), through: reverse(standing[nearness].through)} AS plain

// What a collective does, its members do, but for those that are excepted, and those that belong to it through them alone.
MATCH (holder)-[r]->(thing:Orgraph)
WHERE r.relation = $relation AND (nearness = 0 OR r.distributes)
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)
WITH nearness, holder, plain, r, thing, CASE WHEN nearness > 0 AND r.exceptions IS NOT NULL THEN subject END AS wary
OPTIONAL MATCH up = (wary)-[*0..1000000000]->(lower:Orgraph)
WHERE all(w IN relationships(up) WHERE w.member AND endNode(w).collective AND NOT startNode(w).id IN r.exceptions
          AND (w.valid_from IS NULL OR w.valid_from <= date($at)) AND (w.valid_to IS NULL OR date($at) < w.valid_to))
WITH nearness, holder, plain, r, thing, wary, lower, min(length(up)) AS depth
OPTIONAL MATCH (lower)-[w]->(whole:Orgraph)
WHERE w.member AND whole.collective AND whole.id <> $id AND NOT lower.id IN r.exceptions
  AND (w.valid_from IS NULL OR w.valid_from <= date($at)) AND (w.valid_to IS NULL OR date($at) < w.valid_to)
WITH nearness, holder, plain, r, thing, wary, depth, lower.id AS below, whole, min(w.id) AS first
WITH nearness, holder, plain, r, thing, wary, whole, min([depth, first, below]) AS nearest
ORDER BY nearest[0] DESC
WITH nearness, holder, plain, r, thing, wary, collect(CASE WHEN whole IS NULL THEN null ELSE
       {id: whole.id, below: nearest[2], link: [(below)-[w]->(whole) WHERE below.id = nearest[2] AND w.id = nearest[1] | {source: below.id, target: whole.id, relation: properties(w)}]} END) AS wholes
WITH nearness, holder, r, thing, wary,
     CASE WHEN wary IS NULL THEN plain
          ELSE reduce(way = {at: holder.id, via: [], through: []}, whole IN wholes |
                      CASE WHEN whole.id = way.at THEN {at: whole.below, via: way.via + whole.id, through: way.through + whole.link} ELSE way END) END AS way
WHERE wary IS NULL OR size(way.via) > 0
RETURN properties(thing) AS thing, properties(r) AS relation, holder.id AS source, thing.id AS target, way.via AS via, way.through AS through
ORDER BY nearness, r.position
