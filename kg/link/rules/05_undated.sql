-- What is left and has no date joins the one dated document of its place, issuer and title (a row of a catalogue that
-- was published within 60 days of it), else its own kind: rows of one day of publication.
-- Where neither place nor issuer is known every source is a document of its own.
SELECT r.sid,
       coalesce(d.centre, first_value(r.sid) OVER (PARTITION BY r.core, r.place, r.family, r.alone, r.day ORDER BY r.standing))
         AS centre
FROM (
  SELECT sid, core, place, family, standing, day,
         CASE WHEN generic OR place = '' AND family = '' THEN sid ELSE '' END AS alone
  FROM sighting
  WHERE core <> '' AND date IS NULL
    AND sid NOT IN (SELECT sid FROM numbered) AND sid NOT IN (SELECT sid FROM titled)
) r
LEFT JOIN (
  SELECT u.sid, min(d.centre) AS centre
  FROM sighting u
  JOIN sighting s ON s.core = u.core AND s.place = u.place AND s.family = u.family
  JOIN dated d ON d.sid = s.sid
  WHERE u.date IS NULL AND NOT s.generic AND s.place <> '' AND s.family <> ''
    AND (u.day IS NULL OR abs(u.day - s.day) <= 60)
  GROUP BY u.sid
  HAVING count(DISTINCT d.centre) = 1
) d ON d.sid = r.sid
