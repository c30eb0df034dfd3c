-- What is left and dated: the same place, title and date are one document.
SELECT s.sid,
       first_value(s.sid) OVER (
         PARTITION BY s.core, s.place, s.date, CASE WHEN s.generic OR s.place = '' THEN s.family ELSE '' END
         ORDER BY s.standing) AS centre
FROM sighting s
WHERE s.core <> '' AND s.date IS NOT NULL
  AND s.sid NOT IN (SELECT sid FROM numbered) AND s.sid NOT IN (SELECT sid FROM titled)
