// check: En passeret frist bør være fulgt op. Hvilke frister er ældre end det nyeste dokument, uden at noget senere omtaler dem?
// params: labels: the labels of objectives; owner: the relation types by which a thing is owned
// returns: fact: the id of the objective; text: what is the matter;
//   recorded: whether a silence is recorded that says so already

MATCH (any:Orgraph)
WHERE any.label IS NOT NULL
WITH max(any.confirmed_until) AS newest
MATCH (n:Orgraph)
WHERE n.label IN $labels AND n.field_deadline IS NOT NULL

// A deadline is written as 2016, 2016-09, 2016-Q3, 2016-09-01, 1/9/2016, 1. september 2016, september 2016 or medio 2016; what is written otherwise is left alone.
WITH newest, n, trim(n.field_deadline) AS said,
     ['januar', 'februar', 'marts', 'april', 'maj', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'december'] AS months,
     ['primo', 'medio', 'ultimo', 'forår', 'sommer', 'efterår'] AS parts
WITH newest, n, said, months, parts, toLower(said) AS low
WITH newest, n, said, low, months, parts, [word IN split(replace(replace(replace(low, '/', ' '), '.', ' '), '-', ' '), ' ') WHERE word <> ''] AS words
WITH newest, n, CASE
       WHEN said =~ '[0-9]{4}' THEN [words[0], 12, null]
       WHEN said =~ '[0-9]{4}-[0-9]{2}(-[0-9]{2})?' THEN [words[0], words[1], words[2]]
       WHEN said =~ '[0-9]{4}-Q[1-4]' THEN [words[0], 3 * toInteger(substring(words[1], 1)), null]
       WHEN said =~ '[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}' THEN [words[2], words[1], words[0]]
       WHEN low =~ '([0-9]{1,2}[.] ?)?(' + reduce(text = months[0], month IN tail(months) | text + '|' + month) + ') [0-9]{4}' THEN
         [words[-1], [i IN range(0, 11) WHERE months[i] = words[-2] | i + 1][0], CASE size(words) WHEN 3 THEN words[0] END]
       WHEN low =~ '(primo|medio|ultimo|forår|sommer|efterår) [0-9]{4}' THEN [words[1], [i IN range(0, 5) WHERE parts[i] = words[0] | [4, 8, 12, 5, 8, 11][i]][0], null]
     END AS read
WITH newest, n, [part IN read | toInteger(part)] AS read
WHERE read[0] >= 1 AND 1 <= read[1] <= 12
WITH newest, n, read, date({year: read[0], month: read[1], day: 1}) AS month
WITH newest, n, month, month + CASE WHEN read[2] IS NULL THEN duration({months: 1, days: -1}) ELSE duration({days: read[2] - 1}) END AS last
WHERE last.month = month.month
WITH newest, n, toString(last) AS deadline
WHERE deadline < newest
  AND NOT EXISTS { MATCH (later:Orgraph)-[:VEDROERER]->(n) WHERE later.label IS NOT NULL AND later.confirmed_until > deadline }
OPTIONAL MATCH (n)<-[:VEDROERER]-(silence:Note)
WHERE silence.kind = 'silence' AND (silence.relations IS NULL OR any(type IN silence.relations WHERE type IN $owner))
WITH n, deadline, count(silence) > 0 AS recorded
RETURN n.id AS fact, 'fristen ' + deadline + ' er passeret, og ingen opfølgning er omtalt' AS text, recorded
ORDER BY n.position
