/** Tables of papers that are still on their way, piece by piece. */

export const UPLOADS_SQL = `
  -- One row per device and paper: asked for again, the same upload goes on.
  CREATE TABLE upload (
    id uuid PRIMARY KEY,
    -- No reference: uploads are no part of a backup, and must not stand in the way of bringing one back.
    device uuid NOT NULL,
    sha256 text NOT NULL,
    length int NOT NULL,
    received int NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL,
    UNIQUE (device, sha256)
  );
  CREATE TABLE upload_piece (
    upload uuid NOT NULL REFERENCES upload ON DELETE CASCADE,
    position int NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (upload, position)
  );
  ALTER TABLE upload_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;`
