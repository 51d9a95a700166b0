/** Tables of destroying personal data at head office. */

export const ERASURE_SQL = `
  -- What was destroyed: whatever arrives about it later loses its payload too.
  CREATE TABLE erased_aggregate (kind text NOT NULL, aggregate text NOT NULL, PRIMARY KEY (kind, aggregate));
  -- People of whom nothing is to be kept: papers about them that come to light later are ordered away as well.
  CREATE TABLE erased_person (patient text PRIMARY KEY, erasure uuid NOT NULL);
  CREATE TABLE erasure_progress (cursor bigint NOT NULL);
  INSERT INTO erasure_progress VALUES (0);
  -- The act of destruction and what it rests on (приказ Роскомнадзора 28.10.2022 № 179), kept for three years. The only
  -- place where the person's name stays.
  CREATE TABLE erasure_act (
    erasure uuid PRIMARY KEY,
    subject text NOT NULL,
    operator text NOT NULL,
    operator_address text NOT NULL,
    operator_inn text NOT NULL,
    ground text NOT NULL,
    basis text NOT NULL,
    categories text[] NOT NULL,
    -- [{ category, until }] of what the law keeps, as JSON.
    kept text NOT NULL,
    carried_by text NOT NULL,
    carried_post text NOT NULL,
    ordered_at timestamptz NOT NULL,
    carried_at timestamptz,
    facts int NOT NULL DEFAULT 0,
    blobs int NOT NULL DEFAULT 0
  );`

export const ERASED_PAPERS_SQL = `
  -- Papers that were destroyed: a desk that does not know yet may send them again, and they are not taken.
  CREATE TABLE erased_blob (sha256 text PRIMARY KEY);
  -- Those of orders before there was this list. Only what head office has written is read as JSON.
  WITH own AS MATERIALIZED (
    SELECT payload FROM fact
    WHERE kind = 'erasure' AND payload LIKE '%"blobs":[%'
      AND device = (SELECT (value::json ->> 'device')::uuid FROM setting WHERE name = 'head-office.identity')
  )
  INSERT INTO erased_blob SELECT DISTINCT json_array_elements_text(payload::json -> 'blobs') FROM own;`
