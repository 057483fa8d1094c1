// answers: history
// params: id: a body or an agreement; chain: the relation types of origin; label: the label of changes
// returns: node: the change, or what is at the relation's other end; relation: the relation, or null for a change; source, target: the relation's ends

// The changes that gave it its dates, then those about it.
MATCH (subject:Orgraph {id: $id})
OPTIONAL MATCH (given:Orgraph)
WHERE given.id IN [subject.began_by, subject.ended_by] AND given.label IS NOT NULL
WITH subject, collect(CASE WHEN given IS NULL THEN null ELSE {node: given, place: [1, CASE given.id WHEN subject.began_by THEN 1 ELSE 2 END]} END) AS givers
OPTIONAL MATCH (change:Orgraph)-[:VEDROERER]->(subject)
WHERE change.label = $label AND none(giver IN givers WHERE giver.node.id = change.id)
WITH subject, givers, collect(CASE WHEN change IS NULL THEN null ELSE {node: change, place: [2, change.position]} END) AS changes

// What it came from and what came of it.
OPTIONAL MATCH (subject)-[r]-(other:Orgraph)
WHERE r.relation IN $chain
WITH givers, changes,
     collect(CASE WHEN r IS NULL THEN null ELSE {node: other, relation: r,
             place: [3, [i IN range(0, size($chain) - 1) WHERE $chain[i] = r.relation][0], CASE $id WHEN startNode(r).id THEN 1 ELSE 2 END, r.position]} END) AS origin
UNWIND givers + changes + origin AS found
RETURN properties(found.node) AS node, properties(found.relation) AS relation, startNode(found.relation).id AS source, endNode(found.relation).id AS target
ORDER BY found.place
