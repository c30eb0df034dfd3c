-- Numbers whose owner is known, from documents and from mentions that name the issuer.
SELECT ncode, nkey, owner FROM sighting WHERE nkey <> ''
UNION
SELECT ncode, nkey, owner FROM mention WHERE nkey <> ''
