// answers: show
// params: id: anything; at: the day, as 2016-10-01
// returns: part: identifier, relation, step, action (a step of another process, in which it takes part), about (a decision, change or process about it) or concern (what it is about itself);
//   fact: the fact; source, target: a relation's ends; ends: those of them that are not the subject

MATCH (subject:Orgraph {id: $id})

// What registers call it.
OPTIONAL MATCH (subject)-[:HAR_IDENTIFIKATOR]->(i:Registernummer)
WHERE (i.valid_from IS NULL OR i.valid_from <= date($at)) AND (i.valid_to IS NULL OR date($at) < i.valid_to)
WITH subject, collect(CASE WHEN i IS NULL THEN null ELSE {part: 'identifier', place: [1, i.position], fact: properties(i)} END) AS identifiers

// The relations from it and to it, and those between others that are about it.
OPTIONAL MATCH (subject)-[r]-(:Orgraph)
WHERE r.relation IS NOT NULL
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)
WITH subject, identifiers, collect(r) AS direct
OPTIONAL MATCH (subject)<-[a:ANGAAR]-(source:Orgraph)
WITH subject, identifiers, direct, source, collect(a.fact) AS facts
OPTIONAL MATCH (source)-[r]->(target:Orgraph)
WHERE r.id IN facts AND r.relation IS NOT NULL AND source.id <> $id AND target.id <> $id
  AND (r.valid_from IS NULL OR r.valid_from <= date($at)) AND (r.valid_to IS NULL OR date($at) < r.valid_to)
WITH subject, identifiers, direct, collect(r) AS about
WITH subject, identifiers,
     [r IN direct + about | {part: 'relation', fact: properties(r), source: startNode(r).id, target: endNode(r).id,
      place: [2, r.type_order, CASE $id WHEN startNode(r).id THEN 1 WHEN endNode(r).id THEN 2 ELSE 3 END, r.position],
      ends: [n IN [startNode(r), endNode(r)] WHERE n.id <> $id | properties(n)]}] AS relations

// Its steps, and those in which it takes part.
OPTIONAL MATCH (subject)-[:HAR_TRIN]->(s:Trin)
WHERE (s.valid_from IS NULL OR s.valid_from <= date($at)) AND (s.valid_to IS NULL OR date($at) < s.valid_to)
WITH subject, identifiers, relations, collect(CASE WHEN s IS NULL THEN null ELSE {part: 'step', place: [3, s.position], fact: properties(s)} END) AS steps
OPTIONAL MATCH (subject)<-[:UDFOERES_AF|SENDES_TIL]-(s:Trin)
WHERE (s.valid_from IS NULL OR s.valid_from <= date($at)) AND (s.valid_to IS NULL OR date($at) < s.valid_to)
WITH subject, identifiers, relations, steps,
     collect(DISTINCT CASE WHEN s IS NULL THEN null ELSE {part: 'action', place: [4, s.position], fact: properties(s)} END) AS actions

// What is about it, and what it is about, whatever the day.
OPTIONAL MATCH (n:Orgraph)-[:VEDROERER]->(subject)
WHERE n.label IS NOT NULL
WITH subject, identifiers, relations, steps, actions,
     collect(CASE WHEN n IS NULL THEN null ELSE {part: 'about', place: [5, n.position], fact: properties(n)} END) AS mentions
OPTIONAL MATCH (subject)-[:VEDROERER]->(n:Orgraph)
WITH identifiers, relations, steps, actions, mentions,
     collect(CASE WHEN n IS NULL THEN null ELSE {part: 'concern', fact: properties(n),
             place: [6, [i IN range(0, size(subject.concerns) - 1) WHERE subject.concerns[i] = n.id][0]]} END) AS concerns
UNWIND identifiers + relations + steps + actions + mentions + concerns AS found
RETURN found.part AS part, found.fact AS fact, found.source AS source, found.target AS target, found.ends AS ends
ORDER BY found.place
