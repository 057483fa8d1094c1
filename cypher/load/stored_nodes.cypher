// returns: what is stored, told apart by fingerprints
MATCH (n:Orgraph)
WHERE n.fingerprint IS NOT NULL
RETURN n.id AS id, n.labels AS labels, n.fingerprint AS fingerprint, n.position AS position, n.valid_to IS NULL AS open
