-- Orders that issue one regulation again are versions of one work: the one cited most stands for it. Not those that
-- some document repeals: what replaced them is another.
SELECT nkey, first_value(nkey) OVER (PARTITION BY place, core ORDER BY times DESC, nkey) AS work
FROM (
  SELECT o.nkey, m.core, CASE WHEN m.place <> '' THEN m.place ELSE m.owner END AS place, count(*) AS times,
         row_number() OVER (PARTITION BY o.nkey ORDER BY count(*) DESC, m.core, min(m.place)) AS standing
  FROM mention m
  JOIN number_of o ON o.mid = m.mid
  WHERE m.work AND o.nkey IS NOT NULL
    AND o.nkey NOT IN (SELECT nkey FROM sighting) AND o.nkey NOT IN (SELECT nkey FROM adopted)
    AND o.nkey NOT IN (SELECT n.nkey FROM number_of n JOIN mention r ON r.mid = n.mid
                       WHERE r.relation = 'repeals' AND n.nkey IS NOT NULL)
  GROUP BY o.nkey, m.core, CASE WHEN m.place <> '' THEN m.place ELSE m.owner END
) orders
WHERE standing = 1
