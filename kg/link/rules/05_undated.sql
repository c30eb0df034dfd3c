-- What is left and has no date joins the one dated document of its place, issuer and title, else its own kind.
-- Where neither place nor issuer is known every source is a document of its own.
SELECT r.sid,
       coalesce(d.centre, first_value(r.sid) OVER (PARTITION BY r.core, r.place, r.family, r.alone ORDER BY r.standing))
         AS centre
FROM (
  SELECT sid, core, place, family, standing,
         CASE WHEN generic OR place = '' AND family = '' THEN sid ELSE '' END AS alone
  FROM sighting
  WHERE core <> '' AND date IS NULL
    AND sid NOT IN (SELECT sid FROM numbered) AND sid NOT IN (SELECT sid FROM titled)
) r
LEFT JOIN (
  SELECT s.core, s.place, s.family, min(d.centre) AS centre
  FROM dated d JOIN sighting s ON s.sid = d.sid
  WHERE NOT s.generic AND s.place <> '' AND s.family <> ''
  GROUP BY s.core, s.place, s.family
  HAVING count(DISTINCT d.centre) = 1
) d ON d.core = r.core AND d.place = r.place AND d.family = r.family
