// answers: steps
// params: id: a process, or what processes are about; at: the day, as 2016-10-01
// returns: step: the step, with its actors, its receivers and its deadline; via: the process that is about the subject, or null when the step is the subject's own

MATCH (subject:Orgraph {id: $id})
OPTIONAL MATCH (about:Orgraph)-[:VEDROERER]->(subject)
WHERE about.label IS NOT NULL
WITH subject, about
ORDER BY about.position
WITH subject, collect({node: about, via: about.id}) AS abouts
WITH [{node: subject}] + abouts AS processes
UNWIND range(0, size(processes) - 1) AS turn
WITH turn, processes[turn].node AS process, processes[turn].via AS via
MATCH (process)-[:HAR_TRIN]->(s:Trin)
WHERE (s.valid_from IS NULL OR s.valid_from <= date($at)) AND (s.valid_to IS NULL OR date($at) < s.valid_to)
RETURN properties(s) AS step, via
ORDER BY CASE WHEN via IS NULL THEN s.order ELSE 0 END, turn, s.position
