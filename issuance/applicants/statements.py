"""The SQL of the register (infra/postgres/issuance/0020_applicants.sql).

Values follow the order of application id and `issuance.applicants.sealing.FIELDS`.
"""

from typing import Final

SAVE_PERSONS: Final = """
    INSERT INTO office.persons (person_id, application_id, name, name_kana, former_name, alias,
      birth_on, sex, postcode, address)
    SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[],
      $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[])
    ON CONFLICT (person_id) DO NOTHING RETURNING person_id"""

SAVE_KEYS: Final = """
    INSERT INTO office.person_keys (person_id, key_id, kek_id, wrapped)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[])"""

LOAD: Final = """
    SELECT * FROM office.persons LEFT JOIN office.person_keys USING (person_id)
    WHERE person_id = ANY($1)"""

FOR_COUNTING: Final = """
    SELECT person_id, birth_on, sex, erased_at, key_id, kek_id, wrapped
    FROM office.persons LEFT JOIN office.person_keys USING (person_id)
    WHERE person_id = ANY($1)"""

HOLD: Final = """
    SELECT * FROM office.persons LEFT JOIN office.person_keys USING (person_id)
    WHERE person_id = $1 FOR UPDATE OF persons"""

CORRECT: Final = """
    UPDATE office.persons
    SET address_version = address_version + 1, name = $2, name_kana = $3, former_name = $4,
      alias = $5, birth_on = $6, sex = $7, postcode = $8, address = $9
    WHERE person_id = $1 RETURNING address_version"""

DESTROY_KEY: Final = "DELETE FROM office.person_keys WHERE person_id = $1"

ERASE: Final = """
    UPDATE office.persons
    SET erased_at = $2, application_id = NULL, name = NULL, name_kana = NULL, former_name = NULL,
      alias = NULL, birth_on = NULL, sex = NULL, postcode = NULL, address = NULL
    WHERE person_id = $1 AND erased_at IS NULL RETURNING person_id"""

KEYS_UNDER: Final = """
    SELECT person_id, key_id, kek_id, wrapped FROM office.person_keys
    WHERE kek_id = $1 ORDER BY person_id LIMIT $2 FOR UPDATE"""

REWRAP: Final = """
    UPDATE office.person_keys AS kept SET kek_id = moved.kek_id, wrapped = moved.wrapped
    FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS moved (key_id, kek_id, wrapped)
    WHERE kept.key_id = moved.key_id"""
