// params: key: a document. returns: the notes that rest on it
MATCH (n:Note:Orgraph)
WHERE $key IN n.documents
RETURN properties(n) AS note
ORDER BY n.position
