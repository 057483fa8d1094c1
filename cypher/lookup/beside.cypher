// params: keys: ids. returns: those of them that are nodes, each with the notes that bear on it
UNWIND $keys AS key
MATCH (n:Orgraph {id: key})
WHERE n.label IS NOT NULL
OPTIONAL MATCH (n)<-[:VEDROERER]-(note:Note)
WITH n, note
ORDER BY note.position
WITH n, collect(properties(note)) AS notes
RETURN properties(n) AS node, notes
ORDER BY n.position
