-- Numbers whose owner is known, from documents and from mentions that name the issuer, with the titles beside them.
SELECT ncode, nkey, owner, core FROM sighting WHERE nkey <> ''
UNION
SELECT ncode, nkey, owner, CASE WHEN teaches THEN core ELSE '' END FROM mention WHERE nkey <> ''
