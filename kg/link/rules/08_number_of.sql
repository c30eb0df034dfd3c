-- The number that a mention means. Where the code alone does not say whose it is (太政办: 太康, 太和, 太仓), the title
-- beside it decides, else the citing document's place and its superiors, if they leave one; two leave it open.
-- A code that is known as a central organ's, and as nobody else's, is that organ's in other numbers too.
-- Of an owner that nobody names, mentions of one province mean the same, and those of one title anywhere.
SELECT m.mid,
       CASE WHEN m.nkey <> '' THEN m.nkey
            WHEN t.n = 1 THEN t.nkey
            WHEN r.n = 1 THEN r.nkey
            WHEN r.n IS NULL AND c.code IS NOT NULL THEN 'central|' || m.ncode
            WHEN r.n IS NULL THEN coalesce(f.fallback, m.fallback) END AS nkey,
       CASE WHEN m.nkey <> '' OR t.n = 1 OR r.n IS NULL THEN 'number'
            WHEN r.n = 1 THEN 'number-reach'
            ELSE 'ambiguous' END AS reason
FROM mention m
LEFT JOIN (
  SELECT m.mid, count(DISTINCT k.nkey) AS n, min(k.nkey) AS nkey
  FROM mention m JOIN known_number k ON k.ncode = m.ncode AND k.core = m.core
  WHERE m.nkey = '' AND m.core <> '' AND NOT m.generic
  GROUP BY m.mid
) t ON t.mid = m.mid
LEFT JOIN (
  SELECT m.mid, count(DISTINCT k.nkey) AS n, min(k.nkey) AS nkey
  FROM mention m
  JOIN known_number k ON k.ncode = m.ncode
  JOIN reach r ON r.sid = m.sid AND r.place = k.owner
  WHERE m.nkey = ''
  GROUP BY m.mid
) r ON r.mid = m.mid
LEFT JOIN (
  SELECT ncode, core, min(fallback) AS fallback
  FROM mention
  WHERE nkey = '' AND ncode <> '' AND core <> '' AND NOT generic
  GROUP BY ncode, core
) f ON f.ncode = m.ncode AND f.core = m.core
LEFT JOIN (
  SELECT split_part(ncode, '|', 1) AS code
  FROM known_number
  GROUP BY split_part(ncode, '|', 1)
  HAVING min(owner) = 'central' AND max(owner) = 'central'
) c ON c.code = split_part(m.ncode, '|', 1)
WHERE m.ncode <> ''
