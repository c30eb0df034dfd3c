-- Pairs teach: where a mention gives title and number, and the number's owner agrees with the title's issuer,
-- the title alone means that number elsewhere: within reach of its place, of an unknown owner's in documents of one place.
-- A notice of several texts teaches the title of each.
-- Not where a document repeals what bore its own title before: the title is its own now.
SELECT DISTINCT n.nkey, split_part(n.nkey, '|', 1) AS owner, i.core, m.family, m.nyear, i.common, max(m.said) OVER (PARTITION BY n.nkey) AS said,
       CASE WHEN i.place <> '' THEN i.place WHEN m.place <> '' THEN m.place WHEN m.owner <> '' THEN m.owner ELSE '?' || m.home END
         AS place
FROM mention m
JOIN number_of n ON n.mid = m.mid
JOIN mention_name i ON i.mid = m.mid
WHERE m.teaches AND n.nkey IS NOT NULL
  AND NOT (m.relation = 'repeals' AND EXISTS (SELECT 1 FROM sighting_name own WHERE own.sid = m.sid AND own.core = m.core))
