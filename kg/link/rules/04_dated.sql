-- What is left and dated: the same place, title and date are one document. Without a place the issuer must be one,
-- and a common title (关于…的通知) without both is that of its own source only.
SELECT s.sid,
       first_value(s.sid) OVER (
         PARTITION BY s.core, s.place, s.date,
                      CASE WHEN s.generic OR s.place = '' THEN s.family ELSE '' END,
                      CASE WHEN s.place = '' AND s.family = '' AND (s.generic OR s.common) THEN s.sid ELSE '' END
         ORDER BY s.standing) AS centre
FROM sighting s
WHERE s.core <> '' AND s.date IS NOT NULL
  AND s.sid NOT IN (SELECT sid FROM numbered) AND s.sid NOT IN (SELECT sid FROM titled)
