// params: key: an id. returns: the notes that bear on it
MATCH (:Orgraph {id: $key})<-[:VEDROERER]-(n:Note)
RETURN properties(n) AS note
ORDER BY n.position
