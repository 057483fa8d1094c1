// returns: what is stored, told apart by fingerprints; relationships without one are others' and are left alone
MATCH (:Orgraph)-[r]->(:Orgraph)
WHERE r.fingerprint IS NOT NULL
RETURN r.id AS id, type(r) AS type, r.fingerprint AS fingerprint, r.position AS position, r.valid_to IS NULL AS open, elementId(r) AS element
