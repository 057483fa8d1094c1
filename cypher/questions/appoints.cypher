// question: Hvem sidder i det, hvor mange, i hvilken rolle, og hvem udpeger?
// params: id: the body; at: the day, as 2016-10-01; chain: the relation types of seats, and then of those who choose who sits there
// returns: who: the body; relation: what it holds; via: the type or the collectives through which it holds; holder, thing: the relation's own ends
// The same text answers approves, responsible, implements, appoints and who; only the relation types that are read differ.

// What is said of its types and its collectives is said of the subject: first it stands for itself, then for them.
MATCH (subject:Orgraph {id: $id})
OPTIONAL MATCH (subject)-[i]->(type:Orgraph)
WHERE i.instance AND type.id <> $id
  AND (i.valid_from IS NULL OR i.valid_from <= date($at)) AND (i.valid_to IS NULL OR date($at) < i.valid_to)
WITH subject, type, i
ORDER BY i.type_order, i.position
WITH subject, collect(CASE WHEN type IS NULL THEN null ELSE {node: type, via: [type.id]} END) AS types
OPTIONAL MATCH way = (subject)-[ws*1..4]->(whole:Orgraph)
WHERE all(w IN ws WHERE w.member AND endNode(w).collective
          AND (w.valid_from IS NULL OR w.valid_from <= date($at)) AND (w.valid_to IS NULL OR date($at) < w.valid_to))
  AND all(n IN nodes(way) WHERE single(other IN nodes(way) WHERE other.id = n.id))
WITH subject, types, whole, [n IN nodes(way) | n.id] AS passed, [w IN ws | [w.type_order, w.position]] AS place
ORDER BY place
WITH subject, types, collect(CASE WHEN whole IS NULL THEN null ELSE {node: whole, via: tail(passed)} END) AS wholes
WITH [{node: subject, via: []}] + types + wholes AS standing
UNWIND range(0, size(standing) - 1) AS nearness
WITH nearness, standing[nearness].node AS thing, standing[nearness].via AS via

// The relations to it, and the relations between others that are about it.
OPTIONAL MATCH (thing)<-[r]-(:Orgraph)
WHERE r.relation IN $chain
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)
WITH nearness, thing, via, collect(r) AS direct
OPTIONAL MATCH (thing)<-[a:ANGAAR]-(source:Orgraph)
WITH nearness, via, direct, source, collect(a.fact) AS facts
OPTIONAL MATCH (source)-[r]->(:Orgraph)
WHERE r.id IN facts AND r.relation IN $chain
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)
WITH nearness, via, direct, collect(r) AS about
UNWIND [r IN direct | {relation: r, about: false}] + [r IN about | {relation: r, about: true}] AS found
WITH nearness, via, found.relation AS r, found.about AS about

// What is said of a collective holds for each member that is not excepted, and for theirs.
WITH nearness, via, r, about, startNode(r) AS holder, CASE WHEN r.distributes THEN startNode(r) END AS spread
OPTIONAL MATCH down = (spread)<-[ms*1..4]-(member:Orgraph)
WHERE all(m IN ms WHERE m.member AND endNode(m).collective AND NOT startNode(m).id IN coalesce(r.exceptions, [])
          AND (m.valid_from IS NULL OR m.valid_from <= date($at)) AND (m.valid_to IS NULL OR date($at) < m.valid_to))
  AND all(n IN nodes(down) WHERE single(other IN nodes(down) WHERE other.id = n.id))
WITH nearness, via, r, about, holder, member, [n IN nodes(down) | n.id] AS passed, [m IN ms | [m.type_order, m.position]] AS place
ORDER BY place
WITH nearness, via, r, about, holder,
     collect(CASE WHEN member IS NULL THEN null ELSE {who: member, via: via + passed[0..size(passed) - 1]} END) AS members
WITH nearness, r, about, [{who: holder, via: via}] + members AS holders
UNWIND range(0, size(holders) - 1) AS unfolded
WITH nearness, r, about, unfolded, holders[unfolded].who AS who, holders[unfolded].via AS via
RETURN properties(who) AS who, properties(r) AS relation, via, properties(startNode(r)) AS holder, properties(endNode(r)) AS thing
ORDER BY nearness, [i IN range(0, size($chain) - 1) WHERE $chain[i] = r.relation][0], about, r.position, unfolded
