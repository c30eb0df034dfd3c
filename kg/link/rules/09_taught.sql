-- Pairs teach: where a mention gives title and number, and the number's owner agrees with the title's issuer,
-- the title alone means that number elsewhere.
SELECT DISTINCT n.nkey, m.core, m.place, m.family, m.nyear
FROM mention m
JOIN number_of n ON n.mid = m.mid
WHERE m.teaches AND n.nkey IS NOT NULL
