-- A source without a number (a repost) joins the one numbered document of the same place and title
-- whose issuer and date it does not contradict.
SELECT sid, min(centre) AS centre
FROM (
  SELECT DISTINCT u.sid, n.centre
  FROM sighting u
  JOIN sighting m ON m.core = u.core AND m.place = u.place AND m.sha256 <> u.sha256
  JOIN numbered n ON n.sid = m.sid
  WHERE u.nkey = '' AND u.core <> '' AND u.place <> '' AND NOT u.generic
    AND (u.family = m.family OR u.family = '' OR m.family = '')
    AND (u.day IS NULL OR m.day IS NULL
         OR CASE WHEN u.date IS NULL OR m.date IS NULL THEN abs(u.day - m.day) <= 60 ELSE u.day = m.day END)
) matches
GROUP BY sid
HAVING count(*) = 1
