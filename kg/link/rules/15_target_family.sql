-- The agencies by which a document is known, an agency and its office taken as one.
SELECT d.tid, f.family FROM sighting_family f JOIN member d ON d.sid = f.sid
UNION
SELECT t.tid, p.family
FROM taught p JOIN number_target t ON t.nkey = p.nkey
WHERE p.family <> '' AND substr(t.tid, 1, 1) = '#'
