-- The number that a mention means. Where the code alone does not say whose it is (太政办: 太康, 太和, 太仓),
-- the citing document's place and its superiors decide, if they leave one; two leave it open.
SELECT m.mid,
       CASE WHEN m.nkey <> '' THEN m.nkey WHEN k.n = 1 THEN k.nkey WHEN k.n IS NULL THEN m.fallback END AS nkey,
       CASE WHEN m.nkey = '' AND k.n = 1 THEN 'number-reach' WHEN k.n > 1 AND m.nkey = '' THEN 'ambiguous' ELSE 'number' END
         AS reason
FROM mention m
LEFT JOIN (
  SELECT m.mid, count(DISTINCT k.nkey) AS n, min(k.nkey) AS nkey
  FROM mention m
  JOIN known_number k ON k.ncode = m.ncode
  JOIN reach r ON r.sid = m.sid AND r.place = k.owner
  WHERE m.nkey = ''
  GROUP BY m.mid
) k ON k.mid = m.mid
WHERE m.ncode <> ''
