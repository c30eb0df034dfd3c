-- Every agency that was made responsible, each way in which it was written once.
SELECT DISTINCT key, name, region, level, written
FROM met
