-- Stubs that say whose they are, by issuer or place. Where the title and place are one and a single issuer is
-- ever named, those that name none mean that issuer's.
SELECT DISTINCT core, place, family, 's|' || family || '|' || place || '|' || core AS tid
FROM open
WHERE family <> ''
UNION
SELECT DISTINCT o.core, o.place, '', 's||' || o.place || '|' || o.core
FROM open o
WHERE o.family = '' AND o.place <> ''
  AND NOT EXISTS (SELECT 1 FROM open f WHERE f.core = o.core AND f.place = o.place AND f.family <> '')
