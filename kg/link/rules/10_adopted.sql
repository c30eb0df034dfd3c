-- A document read without its number gets it from a pair elsewhere: one number, one document, the same
-- place and title, and the number of its year; not where another text of that title says no place: it may be that one,
-- unless the pair names the issuer of this text. So does one that says its number and not whose it is.
SELECT nkey, min(tid) AS tid
FROM (
  SELECT nkey, tid, count(*) OVER (PARTITION BY tid) AS numbers
  FROM (SELECT DISTINCT t.nkey, d.tid
        FROM taught t
        JOIN sighting_name n ON n.core = t.core AND (n.place = t.place OR '?' || n.place = t.place)
        JOIN sighting s ON s.sid = n.sid
        JOIN member d ON d.sid = s.sid
        WHERE t.nkey NOT IN (SELECT nkey FROM sighting)
          AND s.nkey = '' AND s.number = '' AND NOT s.generic
          AND (t.family = '' OR s.family = '' OR t.family = s.family)
          AND (s.year IS NULL OR t.nyear IS NULL OR s.year = t.nyear)
          AND (t.said = '' OR s.date IS NULL OR s.date = t.said)
          AND d.tid NOT IN (SELECT centre FROM numbered)
          AND (t.family <> '' AND t.family = s.family
               OR NOT EXISTS (SELECT 1 FROM sighting o JOIN member e ON e.sid = o.sid
                          WHERE o.core = t.core AND o.place = '' AND o.nkey = '' AND NOT o.row AND e.tid <> d.tid))
        UNION
        SELECT DISTINCT t.nkey, d.tid
        FROM taught t
        JOIN sighting s ON s.core = t.core AND s.owner = '?' AND t.nkey = t.owner || '|' || s.ncode
        JOIN member d ON d.sid = s.sid
        WHERE t.nkey NOT IN (SELECT nkey FROM sighting) AND NOT s.generic AND s.place IN ('', t.place)) pairs
) counted
WHERE numbers = 1
GROUP BY nkey
HAVING count(DISTINCT tid) = 1
