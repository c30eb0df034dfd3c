-- What is left and dated: the same place, title and date are one document. Without a place the issuer must be one,
-- and a common title (关于…的通知) without both is that of its own source only. Where texts of one title and day have no
-- issuer in common (every agency's notice of the holidays), each issuer's are its own.
SELECT s.sid,
       first_value(s.sid) OVER (
         PARTITION BY s.core, s.place, s.date,
                      CASE WHEN s.generic OR s.place = '' OR parted.core IS NOT NULL THEN s.family ELSE '' END,
                      CASE WHEN s.place = '' AND s.family = '' AND (s.generic OR s.common) THEN s.sid ELSE '' END
         ORDER BY s.standing) AS centre
FROM sighting s
LEFT JOIN (
  SELECT f.core, f.place, f.date
  FROM (SELECT a.core, a.place, a.date, i.family, count(DISTINCT a.sid) AS texts
        FROM sighting a JOIN sighting_family i ON i.sid = a.sid
        WHERE NOT a.row AND a.nkey = ''
        GROUP BY a.core, a.place, a.date, i.family) f
  JOIN (SELECT a.core, a.place, a.date, count(DISTINCT a.sid) AS texts
        FROM sighting a JOIN sighting_family i ON i.sid = a.sid
        WHERE NOT a.row AND a.nkey = ''
        GROUP BY a.core, a.place, a.date) t ON t.core = f.core AND t.place = f.place AND t.date = f.date
  GROUP BY f.core, f.place, f.date
  HAVING max(f.texts) < max(t.texts)
) parted ON parted.core = s.core AND parted.place = s.place AND parted.date = s.date
WHERE s.core <> '' AND s.date IS NOT NULL
  AND s.sid NOT IN (SELECT sid FROM numbered) AND s.sid NOT IN (SELECT sid FROM titled)
