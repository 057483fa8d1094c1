// question: Hvem godkender det? Hele vejen til afgørelsen: hvem der sætter i gang, udarbejder, høres, indstiller, godkender og fører det ud i livet.
// params: id: what is decided; at: the day, as 2016-10-01; chain: the relation types that are read, in the order of a decision
// returns: id, name, kind: who; role: the relation type; via: the type or the collectives through which it holds; source, target: the relation's own ends; relation: its properties

// The subject, then its types, then its collectives: what is said of them is said of it.
MATCH (subject:Orgraph {id: $id})
OPTIONAL MATCH way = (subject)-[ws*1..4]->(whole:Orgraph)
WHERE ((size(ws) = 1 AND ws[0].instance) OR all(w IN ws WHERE w.member AND endNode(w).collective))
  AND all(n IN nodes(way) WHERE single(other IN nodes(way) WHERE other.id = n.id))
  AND all(w IN ws WHERE (w.valid_from IS NULL OR w.valid_from <= date($at)) AND (w.valid_to IS NULL OR date($at) < w.valid_to))
WITH subject, whole, [n IN nodes(way) WHERE n.id <> $id | n.id] AS via, ws[0].instance AS instance, [w IN ws | w.position] AS place
ORDER BY instance, place
WITH subject, collect(CASE WHEN whole IS NULL THEN null ELSE {id: whole.id, via: via} END) AS wholes
WITH [{id: subject.id, via: []}] + wholes AS standing
UNWIND range(0, size(standing) - 1) AS nearness
WITH nearness, standing[nearness] AS stands

// A relation to it (d is the relation itself), or a relation between others about it (d leads to the relation).
MATCH (thing:Orgraph {id: stands.id})<-[d]-(holder:Orgraph)
WHERE d.relation IN $chain OR d.fact IS NOT NULL
MATCH (holder)-[r]->(target:Orgraph)
WHERE r.id = coalesce(d.fact, d.id) AND r.relation IN $chain
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)

// What is said of a collective holds for each member that is not excepted.
OPTIONAL MATCH down = (holder)<-[ms*1..4]-(member:Orgraph)
WHERE r.distributes AND all(m IN ms WHERE m.member AND endNode(m).collective AND NOT (startNode(m).id IN coalesce(r.exceptions, [])))
  AND all(n IN nodes(down) WHERE single(other IN nodes(down) WHERE other.id = n.id))
  AND all(m IN ms WHERE (m.valid_from IS NULL OR m.valid_from <= date($at)) AND (m.valid_to IS NULL OR date($at) < m.valid_to))
WITH nearness, stands, d, r, holder, target, member, [n IN nodes(down) | n.id] AS through, [m IN ms | m.position] AS place
ORDER BY place
WITH nearness, stands, d, r, holder, target,
     collect(CASE WHEN member IS NULL THEN null
             ELSE {id: member.id, name: member.name, kind: member.kind, via: stands.via + through[0..size(through) - 1]} END) AS members
WITH nearness, d, r, holder, target, [{id: holder.id, name: holder.name, kind: holder.kind, via: stands.via}] + members AS holders
UNWIND range(0, size(holders) - 1) AS unfolded
WITH nearness, d, r, holder, target, unfolded, holders[unfolded] AS who
RETURN who.id AS id, who.name AS name, who.kind AS kind, r.relation AS role, who.via AS via,
       holder.id AS source, target.id AS target, properties(r) AS relation
ORDER BY nearness, [i IN range(0, size($chain) - 1) WHERE $chain[i] = r.relation][0], d.fact IS NOT NULL, r.position, unfolded
