// answers: escalate
// params: id: the body or the matter; at: the day, as 2016-10-01
// returns: node: where the matter can come; hops: the relations that it can move along from there, each with source and target (the relation's own ends) and relation (its properties).
//   Of these hops the answer takes the shortest way to each end, of ways of one length the strongest, and once round each circle that leads no further

// Where the way begins: at the subject, and when that is no body also at each body that owns it.
MATCH (subject:Orgraph {id: $id})
OPTIONAL MATCH (subject)<-[o]-(owner:Orgraph)
WHERE o.owns AND NOT coalesce(subject.body, false)
  AND (o.valid_from IS NULL OR o.valid_from <= date($at)) AND (o.valid_to IS NULL OR date($at) < o.valid_to)
WITH subject, collect(o) AS owning
UNWIND [subject] + [o IN owning | startNode(o)] AS beginning

// What can be reached from there, and where each leads.
MATCH up = (beginning)-[*0..1000000000]->(body:Orgraph)
WHERE all(hop IN relationships(up) WHERE hop.upward
          AND (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to))
WITH DISTINCT subject, owning, body
OPTIONAL MATCH (body)-[hop]->(:Orgraph)
WHERE hop.upward
  AND (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to)
WITH subject, owning, body, collect(hop) AS rising
WITH body, CASE WHEN body = subject THEN owning ELSE [] END + rising AS hops
RETURN properties(body) AS node, [hop IN hops | {source: startNode(hop).id, target: endNode(hop).id, relation: properties(hop)}] AS hops
ORDER BY body.position
