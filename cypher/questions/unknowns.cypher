// answers: unknowns
// params: id: a body, a thing or a document, or null for everything
// returns: note: what is not settled; bodies: what it concerns

// Notes on the subject come first, then those that rest on the document.
MATCH (n:Note:Orgraph)
WHERE $id IS NULL OR $id IN n.concerns OR $id IN n.documents
OPTIONAL MATCH (n)-[:VEDROERER]->(b:Orgraph)
WITH n, b
ORDER BY b.position
WITH n, collect(properties(b)) AS bodies
RETURN properties(n) AS note, bodies
ORDER BY $id IS NOT NULL AND NOT $id IN coalesce(n.concerns, []), n.position
