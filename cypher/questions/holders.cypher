// answers: approves, responsible, implements, appoints, who
// params: id: what is asked about; at: the day, as 2016-10-01; chain: the relation types that are read, in their order
// returns: who: the body; relation: what it holds; via: the type or the collectives through which it holds; through: the memberships on that way, each with source and target (its ends) and
//   relation (its properties); holder, thing: the relation's own ends

// What is said of its types and its collectives is said of the subject: first it stands for itself, then for them.
MATCH (subject:Orgraph {id: $id})
MATCH up = (subject)-[*0..1000000000]->(lower:Orgraph)
WHERE all(i IN relationships(up) WHERE i.instance
          AND (i.valid_from IS NULL OR i.valid_from <= date($at)) AND (i.valid_to IS NULL OR date($at) < i.valid_to))
WITH subject, lower, min(length(up)) AS depth
OPTIONAL MATCH (lower)-[i]->(type:Orgraph)
WHERE i.instance AND type.id <> $id
  AND (i.valid_from IS NULL OR i.valid_from <= date($at)) AND (i.valid_to IS NULL OR date($at) < i.valid_to)
WITH subject, depth, lower.id AS below, type, min(i.id) AS first, min([i.type_order, i.position]) AS place
WITH subject, type, min([depth, first, below, place]) AS nearest
ORDER BY nearest[0] DESC
WITH subject, collect(CASE WHEN type IS NULL THEN null ELSE
       {node: type, below: nearest[2], place: nearest[3], link: [(below)-[i]->(type) WHERE below.id = nearest[2] AND i.id = nearest[1] | {source: below.id, target: type.id, relation: properties(i)}]} END) AS types
UNWIND [null] + types AS found
WITH subject, found,
     reduce(way = {at: found.below, via: [found.node.id], through: found.link, places: [found.place]}, type IN types |
            CASE WHEN type.node.id = way.at THEN {at: type.below, via: [type.node.id] + way.via, through: type.link + way.through, places: [type.place] + way.places} ELSE way END) AS way
ORDER BY way.places
WITH subject, collect(CASE WHEN found IS NULL THEN null ELSE {node: found.node, via: way.via, through: way.through} END) AS types
MATCH up = (subject)-[*0..1000000000]->(lower:Orgraph)
WHERE all(w IN relationships(up) WHERE w.member AND endNode(w).collective
          AND (w.valid_from IS NULL OR w.valid_from <= date($at)) AND (w.valid_to IS NULL OR date($at) < w.valid_to))
WITH subject, types, lower, min(length(up)) AS depth
OPTIONAL MATCH (lower)-[w]->(whole:Orgraph)
WHERE w.member AND whole.collective AND whole.id <> $id
  AND (w.valid_from IS NULL OR w.valid_from <= date($at)) AND (w.valid_to IS NULL OR date($at) < w.valid_to)
WITH subject, types, depth, lower.id AS below, whole, min(w.id) AS first, min([w.type_order, w.position]) AS place
WITH subject, types, whole, min([depth, first, below, place]) AS nearest
ORDER BY nearest[0] DESC
WITH subject, types, collect(CASE WHEN whole IS NULL THEN null ELSE
       {node: whole, below: nearest[2], place: nearest[3], link: [(below)-[w]->(whole) WHERE below.id = nearest[2] AND w.id = nearest[1] | {source: below.id, target: whole.id, relation: properties(w)}]} END) AS wholes
UNWIND [null] + wholes AS found
WITH subject, types, found,
     reduce(way = {at: found.below, via: [found.node.id], through: found.link, places: [found.place]}, whole IN wholes |
            CASE WHEN whole.node.id = way.at THEN {at: whole.below, via: [whole.node.id] + way.via, through: whole.link + way.through, places: [whole.place] + way.places} ELSE way END) AS way
ORDER BY way.places
WITH subject, types, collect(CASE WHEN found IS NULL THEN null ELSE {node: found.node, via: way.via, through: way.through} END) AS wholes
WITH [{node: subject, via: [], through: []}] + types + wholes AS standing
UNWIND range(0, size(standing) - 1) AS nearness
WITH nearness, standing[nearness].node AS thing, standing[nearness].via AS via, standing[nearness].through AS through

// The relations to it, and the relations between others that are about it.
OPTIONAL MATCH (thing)<-[r]-(:Orgraph)
WHERE r.relation IN $chain
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)
WITH nearness, thing, via, through, collect(r) AS direct
OPTIONAL MATCH (thing)<-[a:ANGAAR]-(source:Orgraph)
WITH nearness, via, through, direct, source, collect(a.fact) AS facts
OPTIONAL MATCH (source)-[r]->(:Orgraph)
WHERE r.id IN facts AND r.relation IN $chain
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)
WITH nearness, via, through, direct, collect(r) AS about
UNWIND [r IN direct | {relation: r, about: false}] + [r IN about | {relation: r, about: true}] AS found
WITH nearness, via, through, found.relation AS r, found.about AS about

// What is said of a collective holds for each member that is not excepted, and for theirs, each by the shortest way.
WITH nearness, via, through, r, about, startNode(r) AS holder, CASE WHEN r.distributes AND startNode(r).collective THEN startNode(r) END AS spread
OPTIONAL MATCH down = (spread)<-[*0..1000000000]-(inner:Orgraph)
WHERE all(m IN relationships(down) WHERE m.member AND endNode(m).collective AND startNode(m).collective AND NOT startNode(m).id IN coalesce(r.exceptions, [])
          AND (m.valid_from IS NULL OR m.valid_from <= date($at)) AND (m.valid_to IS NULL OR date($at) < m.valid_to))
WITH nearness, via, through, r, about, holder, inner, min(length(down)) AS depth
OPTIONAL MATCH (inner)<-[m]-(member:Orgraph)
WHERE m.member AND member <> holder AND NOT member.id IN coalesce(r.exceptions, [])
  AND (m.valid_from IS NULL OR m.valid_from <= date($at)) AND (m.valid_to IS NULL OR date($at) < m.valid_to)
WITH nearness, via, through, r, about, holder, depth, inner.id AS above, member, min(m.id) AS first, min([m.type_order, m.position]) AS place
WITH nearness, via, through, r, about, holder, member, min([depth, first, above, place]) AS nearest
ORDER BY nearest[0] DESC
WITH nearness, via, through, r, about, holder, collect(CASE WHEN member IS NULL THEN null ELSE
       {node: member, above: nearest[2], place: nearest[3], link: [(member)-[m]->(above) WHERE above.id = nearest[2] AND m.id = nearest[1] | {source: member.id, target: above.id, relation: properties(m)}]} END) AS members
WITH nearness, via, through, r, about, holder, members, [m IN members WHERE m.node.collective] AS inner
UNWIND [null] + members AS found
WITH nearness, via, through, r, about, CASE WHEN found IS NULL THEN holder ELSE found.node END AS who,
     CASE WHEN found IS NULL THEN {via: [], through: [], places: []}
          ELSE reduce(way = {at: found.above, via: [found.above], through: found.link, places: [found.place]}, m IN inner |
                      CASE WHEN m.node.id = way.at THEN {at: m.above, via: [m.above] + way.via, through: m.link + way.through, places: [m.place] + way.places} ELSE way END) END AS way
RETURN properties(who) AS who, properties(r) AS relation, via + way.via AS via, through + way.through AS through, properties(startNode(r)) AS holder, properties(endNode(r)) AS thing
ORDER BY nearness, [i IN range(0, size($chain) - 1) WHERE $chain[i] = r.relation][0], about, r.position, way.places
