// question: Hvilken vej går sagen op? Fra et organ, eller fra en sag gennem dem der har ansvaret for den, ad den korteste vej til hvert sted hvor den standser.
// params: id: the body or the matter; at: the day, as 2016-10-01; to: the id of a body that the way must end in, or null
// returns: nodes: the way; hops: its relations, each with source and target (the relation's own ends) and relation (its properties)

// Where the way begins: at the subject, and when that is no body also at each body that owns it.
MATCH (subject:Orgraph {id: $id})
OPTIONAL MATCH (subject)<-[o]-(owner:Orgraph)
WHERE o.owns AND NOT coalesce(subject.body, false)
  AND (o.valid_from IS NULL OR o.valid_from <= date($at)) AND (o.valid_to IS NULL OR date($at) < o.valid_to)
WITH subject, [null] + collect(o) AS firsts
UNWIND firsts AS first
WITH subject, first, CASE WHEN first IS NULL THEN subject ELSE startNode(first) END AS start

// What can be reached from there, and how far it is.
MATCH p = (start)-[*0..15]->(top:Orgraph)
WHERE all(hop IN relationships(p) WHERE hop.upward
          AND (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to))
WITH subject, first, start, top, min(length(p)) AS rise
WITH subject, first, start, top, CASE WHEN first IS NULL THEN rise ELSE rise + 1 END AS distance
WHERE top.id <> subject.id AND distance <= 15
WITH subject, top, min(distance) AS distance, collect({first: first, start: start, distance: distance}) AS beginnings

// Where nothing leads further the way ends; when it only goes round in circles, where it is longest.
WITH subject, top, distance, beginnings, EXISTS {
  MATCH (top)-[u]->(over:Orgraph)
  WHERE u.upward AND over.id <> top.id
    AND (u.valid_from IS NULL OR u.valid_from <= date($at)) AND (u.valid_to IS NULL OR date($at) < u.valid_to)
} AS goes_on
WITH subject, collect({top: top, distance: distance, beginnings: beginnings, goes_on: goes_on}) AS places,
     min(CASE WHEN goes_on THEN 1 ELSE 0 END) AS circling, max(distance) AS longest
UNWIND places AS place
WITH subject, place, circling, longest
WHERE CASE WHEN $to IS NOT NULL THEN place.top.id = $to WHEN circling = 0 THEN NOT place.goes_on ELSE place.distance = longest END

// Of the shortest ways there: the one whose relations are strongest, then the first by id.
UNWIND place.beginnings AS beginning
WITH subject, place, beginning
WHERE beginning.distance = place.distance
WITH subject, place.top AS top, beginning.first AS first, beginning.start AS start
WITH subject, top, first, start, CASE WHEN top.id = start.id THEN null ELSE top END AS beyond
OPTIONAL MATCH p = allShortestPaths((start)-[*1..15]->(beyond))
WHERE all(hop IN relationships(p) WHERE hop.upward
          AND (hop.valid_from IS NULL OR hop.valid_from <= date($at)) AND (hop.valid_to IS NULL OR date($at) < hop.valid_to))
WITH top,
     CASE WHEN first IS NULL THEN [] ELSE [first] END + CASE WHEN p IS NULL THEN [] ELSE relationships(p) END AS hops,
     CASE WHEN first IS NULL THEN [] ELSE [subject] END + CASE WHEN p IS NULL THEN [start] ELSE nodes(p) END AS passed
WITH top, min([size(hops), [hop IN hops | [coalesce(hop.rank, 0), hop.id]], hops, passed]) AS best
WITH best[0] AS distance, best[1] AS strength, best[2] AS hops, best[3] AS passed
RETURN [n IN passed | properties(n)] AS nodes,
       [hop IN hops | {source: startNode(hop).id, target: endNode(hop).id, relation: properties(hop)}] AS hops
ORDER BY distance, strength
