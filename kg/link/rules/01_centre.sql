-- For each number the source around which the others gather: of the title most sources give, the best attested.
SELECT nkey, sid
FROM (
  SELECT s.nkey, s.sid, row_number() OVER (PARTITION BY s.nkey ORDER BY v.votes DESC, s.standing) AS place_in_line
  FROM sighting s
  JOIN (SELECT nkey, core, count(*) AS votes FROM sighting WHERE nkey <> '' GROUP BY nkey, core) v
    ON v.nkey = s.nkey AND v.core = s.core
) ranked
WHERE place_in_line = 1
