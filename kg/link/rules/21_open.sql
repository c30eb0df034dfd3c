-- Mentions by title alone of which no document is known: they become stubs of their own. A title that names no
-- place and is general, or common, is that of the citing document or its place only.
SELECT m.mid, m.sid, m.core, m.place, m.family, m.generic,
       CASE WHEN m.generic OR m.common AND m.home = '' THEN '@' || m.sid
            WHEN m.common THEN '?' || m.home
            ELSE '' END AS scope
FROM mention m
JOIN member home ON home.sid = m.sid
WHERE m.ncode = '' AND m.core <> '' AND m.relation <> 'plans'
  AND m.mid NOT IN (SELECT mid FROM by_title)
  AND NOT EXISTS (SELECT 1 FROM target_name n
                  WHERE n.tid = home.tid AND n.core = m.core AND (m.place = n.place OR m.place = ''))
