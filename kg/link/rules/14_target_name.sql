-- Every title by which a document is known: its own and the one it issues (taught 0), or learned from a pair (1). A text that was read
-- learns no title that is another numbered text's own: the pair is a slip.
SELECT tid, core, place, CASE WHEN max(CASE WHEN common THEN 1 ELSE 0 END) = 1 THEN TRUE ELSE FALSE END AS common,
       min(taught) AS taught
FROM (
  SELECT d.tid, n.core, n.place, s.common, 0 AS taught
  FROM sighting_name n JOIN sighting s ON s.sid = n.sid JOIN member d ON d.sid = n.sid
  UNION ALL
  SELECT t.tid, p.core, p.place, p.common, 1
  FROM taught p
  JOIN number_target t ON t.nkey = p.nkey
  WHERE p.nkey IN (SELECT nkey FROM number_target GROUP BY nkey HAVING count(*) = 1)
    AND NOT (substr(t.tid, 1, 1) <> '#'
             AND EXISTS (SELECT 1 FROM sighting_name n JOIN numbered d ON d.sid = n.sid
                         WHERE n.core = p.core AND n.place = p.place AND d.centre <> t.tid))
) names
GROUP BY tid, core, place
