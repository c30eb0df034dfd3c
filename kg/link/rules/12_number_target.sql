-- The documents that bear a number: those read, else the one that adopted it, else a stub of the number alone,
-- for the versions of a work one stub.
SELECT DISTINCT s.nkey, d.tid FROM sighting s JOIN member d ON d.sid = s.sid WHERE s.nkey <> ''
UNION
SELECT nkey, tid FROM adopted
UNION
SELECT DISTINCT n.nkey, '#' || coalesce(v.work, n.nkey)
FROM number_of n
LEFT JOIN version v ON v.nkey = n.nkey
WHERE n.nkey IS NOT NULL
  AND n.nkey NOT IN (SELECT nkey FROM sighting) AND n.nkey NOT IN (SELECT nkey FROM adopted)
