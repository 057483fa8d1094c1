// check: ended-by
// params: none
// returns: fact: the id of the body; text: what is the matter;
//   recorded: whether a silence is recorded that says so already

// What lives no longer than a month is a meeting: it ends by itself.
MATCH (n:Orgraph)
WHERE n.body AND n.written_to IS NOT NULL AND n.ended_by IS NULL
  AND (n.valid_from IS NULL OR n.valid_to > n.valid_from + duration({days: 31}))
OPTIONAL MATCH (n)<-[:VEDROERER]-(silence:Note)
WHERE silence.kind = 'silence' AND silence.relations IS NULL
WITH n, count(silence) > 0 AS recorded
RETURN n.id AS fact, n.name + ' ophører ' + n.written_to + ' uden en omlægning' AS text, recorded
ORDER BY n.position
