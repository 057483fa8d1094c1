// check: deadline
// params: labels: the labels of objectives; owner: the relation types by which a thing is owned
// returns: fact: the id of the objective; text: what is the matter;
//   recorded: whether a silence is recorded that says so already

MATCH (any:Orgraph)
WHERE any.label IS NOT NULL
WITH max(any.confirmed_until) AS newest

// `deadline_until` is the last day of a deadline; a deadline that is no date has none, and is left alone.
MATCH (n:Orgraph)
WHERE n.label IN $labels AND n.deadline_until < newest
WITH n, n.deadline_until AS deadline
WHERE NOT EXISTS { MATCH (later:Orgraph)-[:VEDROERER]->(n) WHERE later.label IS NOT NULL AND later.confirmed_until > deadline }
OPTIONAL MATCH (n)<-[:VEDROERER]-(silence:Note)
WHERE silence.kind = 'silence' AND (silence.relations IS NULL OR any(type IN silence.relations WHERE type IN $owner))
WITH n, deadline, count(silence) > 0 AS recorded
RETURN n.id AS fact, 'fristen ' + deadline + ' er passeret, og ingen opfølgning er omtalt' AS text, recorded
ORDER BY n.position
