// check: one-name
// params: none
// returns: fact: the id of the later body; text: what is the matter;
//   recorded: whether a silence is recorded that says so already

MATCH (first:Orgraph)
WHERE first.body
WITH first
MATCH (second:Orgraph)
WHERE second.folded = first.folded AND second.body AND first.position < second.position
  AND (first.region = second.region OR first.region IS NULL AND second.region IS NULL)
WITH first, second,
     [n IN [first, second] | coalesce(n.valid_from, date('0001-01-01'))] AS starts, [n IN [first, second] | coalesce(n.valid_to, date('9999-12-31'))] AS ends
WHERE all(start IN starts WHERE all(end IN ends WHERE start < end))
OPTIONAL MATCH (first)<-[:VEDROERER]-(note:Note)-[:VEDROERER]->(second)
WITH first, second, count(note) > 0 AS recorded
RETURN second.id AS fact, first.id + ' og ' + second.id + ' hedder begge ' + first.name + ' på samme tid' AS text, recorded
ORDER BY first.position, second.position
