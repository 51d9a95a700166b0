/** Tables of snapshots, of their chunks and of what makes them void. */
export const SNAPSHOTS_SQL = `
  -- What a new desk begins from; derived from facts, and made again when they were erased.
  CREATE TABLE snapshot (
    id uuid PRIMARY KEY,
    cursor bigint NOT NULL,
    -- The rules that folded its states.
    derivation text NOT NULL,
    -- Manifest and signature as sent, to the letter.
    signed text NOT NULL,
    created_at timestamptz NOT NULL,
    -- When a desk last asked for it or for a part of it.
    asked_at timestamptz NOT NULL
  );
  CREATE TABLE snapshot_chunk (sha256 text PRIMARY KEY, bytes bytea NOT NULL);
  ALTER TABLE snapshot_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
  -- Chunks of facts stand in every later snapshot too: history does not change.
  CREATE TABLE snapshot_part (
    snapshot uuid NOT NULL REFERENCES snapshot ON DELETE CASCADE,
    position int NOT NULL,
    kind text NOT NULL,
    sha256 text NOT NULL REFERENCES snapshot_chunk,
    bytes int NOT NULL,
    items int NOT NULL,
    -- Of a chunk of facts: the cursor of its last one.
    until bigint,
    PRIMARY KEY (snapshot, position)
  );
  CREATE INDEX snapshot_part_of_chunk ON snapshot_part (sha256);
  -- Raised by each erasure: a snapshot whose building began before it is not kept.
  CREATE TABLE snapshot_era (era int NOT NULL);
  INSERT INTO snapshot_era VALUES (0);`
