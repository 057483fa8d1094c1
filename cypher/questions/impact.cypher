// answers: impact
// params: id: the body that ends, or null; kinds: the kinds of which all end, or []; at: the day, as 2016-10-01; chain: the relation types that may be lost;
//   owner: those of them by which a thing is owned; across: relation types that hold also when an end is gone
// returns: subject: what loses something; relation: what it loses; source, target: the relation's ends; end: the one that ends; remaining: those it keeps in the same relation; others: those who own it in another way

// Those that end: the body, with its members and theirs when it is a collective; or all of the kinds.
OPTIONAL MATCH (body:Orgraph {id: $id})
WITH body, CASE WHEN body.collective THEN body END AS whole
OPTIONAL MATCH down = (whole)<-[*0..1000000000]-(inner:Orgraph)
WHERE all(m IN relationships(down) WHERE m.member AND endNode(m).collective AND startNode(m).collective
          AND (m.valid_from IS NULL OR m.valid_from <= date($at)) AND (m.valid_to IS NULL OR date($at) < m.valid_to))
WITH body, inner, min(length(down)) AS depth
OPTIONAL MATCH (inner)<-[m]-(member:Orgraph)
WHERE m.member AND member <> body
  AND (m.valid_from IS NULL OR m.valid_from <= date($at)) AND (m.valid_to IS NULL OR date($at) < m.valid_to)
WITH body, depth, inner.id AS above, member, min(m.id) AS first, min([m.type_order, m.position]) AS place
WITH body, member, min([depth, first, above, place]) AS nearest
ORDER BY nearest[0] DESC
WITH body, collect(CASE WHEN member IS NULL THEN null ELSE {node: member, above: nearest[2], place: nearest[3]} END) AS members
WITH body, members, [m IN members WHERE m.node.collective] AS inner
UNWIND [null] + members AS found
WITH body, found.node AS member,
     reduce(way = {at: found.above, places: [found.place]}, m IN inner |
            CASE WHEN m.node.id = way.at THEN {at: m.above, places: [m.place] + way.places} ELSE way END).places AS place
ORDER BY place
WITH body, collect(member) AS members
OPTIONAL MATCH (each:Orgraph)
WHERE each.kind IN $kinds AND each.label IS NOT NULL
  AND (each.valid_from IS NULL OR each.valid_from <= date($at)) AND (each.valid_to IS NULL OR date($at) < each.valid_to)
WITH body, members, each
ORDER BY [i IN range(0, size($kinds) - 1) WHERE $kinds[i] = each.kind][0], each.position
WITH body, members, collect(each) AS of_kinds
WITH CASE WHEN body IS NULL THEN [] ELSE [body] END + members + of_kinds AS listed
WITH listed, [n IN listed | n.id] AS gone
UNWIND range(0, size(listed) - 1) AS number
WITH gone, listed[number] AS ended, min(number) AS turn

// What they hold, and the relations by which others go up to them, as far as the others live on.
MATCH (ended)-[r]-(subject:Orgraph)
WHERE (startNode(r) = ended AND r.relation IN $chain AND r.ineffective IS NULL OR endNode(r) = ended AND r.rank IS NOT NULL)
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)
  AND (subject.valid_from IS NULL OR subject.valid_from <= date($at)) AND (subject.valid_to IS NULL OR date($at) < subject.valid_to)
  AND NOT subject.id IN gone
WITH gone, turn, ended, subject, r, startNode(r) = ended AS held
WITH gone, ended, subject, r, held,
     CASE WHEN held THEN [1, turn, [i IN range(0, size($chain) - 1) WHERE $chain[i] = r.relation][0], r.position]
          ELSE [2, turn, r.rank, r.type_order, r.position] END AS place

// What the subject still has: the same relation to it from others, another way up of its own, others who own it.
OPTIONAL MATCH (subject)-[k]-(other:Orgraph)
WHERE (held AND endNode(k) = subject AND k.ineffective IS NULL AND (k.relation = r.relation OR r.owns AND k.owns) OR NOT held AND startNode(k) = subject AND k.upward)
  AND (k.valid_from IS NULL OR k.valid_from <= date($at)) AND (k.valid_to IS NULL OR date($at) < k.valid_to)
  AND (NOT other.id IN gone OR k.relation IN $across)
WITH ended, subject, r, held, place, other, NOT held OR k.relation = r.relation AS same,
     min(CASE WHEN held THEN [[i IN range(0, size($owner) - 1) WHERE $owner[i] = k.relation][0], k.position] ELSE [k.rank, k.type_order, k.position] END) AS first
ORDER BY first
WITH ended, subject, r, held, place, collect(CASE WHEN same THEN other.id END) AS remaining, collect(CASE WHEN NOT same THEN other.id END) AS others

// The losses of a thing stand together, where the first of them stands.
WITH subject, held, CASE WHEN held THEN r.relation ELSE r.id END AS loss, min(place) AS first,
     collect({place: place, relation: r, ended: ended, remaining: remaining, others: others}) AS losses
UNWIND losses AS found
RETURN properties(subject) AS subject, properties(found.relation) AS relation, startNode(found.relation).id AS source, endNode(found.relation).id AS target,
       properties(found.ended) AS end, found.remaining AS remaining, found.others AS others
ORDER BY first, found.place
