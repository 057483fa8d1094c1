// check: outside-life
// params: across: relation types that hold also when an end is gone
// returns: fact: the id of the relation; text: what is the matter

// The stored dates of a relation are cut to the lives of its ends: nothing is left of them.
MATCH (a:Orgraph)-[r]->(b:Orgraph)
WHERE r.relation IS NOT NULL AND r.valid_to <= r.valid_from
WITH r, CASE WHEN r.relation IN $across THEN [] ELSE [a, b] END AS ends
WITH r, [n IN ends | n.name + ' (' + coalesce(n.written_from, '…') + '-' + coalesce(n.written_to, '…') + ')'] AS lives
RETURN r.id AS fact,
       'forholdet ligger uden for den tid, hvor begge parter findes: ' + reduce(text = '', life IN lives | CASE text WHEN '' THEN life ELSE text + ' og ' + life END) AS text
ORDER BY r.position
