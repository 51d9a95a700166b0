/**
 * Splits the table of facts by replication scope and month of receipt. What is there already becomes the first partition
 * as it stands, without being copied; its own unique indexes go on holding.
 */
export const PARTITIONS_SQL = `
  ALTER TABLE fact RENAME TO fact_until_now;
  ALTER INDEX fact_of_aggregate RENAME TO fact_until_now_of_aggregate;
  -- The scope whose cursor counts the fact; its header names a finer one.
  ALTER TABLE fact_until_now ADD COLUMN scope text NOT NULL DEFAULT 'network';
  CREATE TABLE fact (LIKE fact_until_now INCLUDING DEFAULTS) PARTITION BY LIST (scope);
  ALTER TABLE fact ADD FOREIGN KEY (device) REFERENCES device;
  CREATE INDEX fact_of_aggregate ON fact (kind, aggregate);

  -- Whatever no partition was made for lands here rather than being refused.
  CREATE TABLE fact_elsewhere PARTITION OF fact DEFAULT;
  CREATE UNIQUE INDEX ON fact_elsewhere (scope, cursor);
  CREATE UNIQUE INDEX ON fact_elsewhere (device, epoch, seq);
  CREATE TABLE fact_network PARTITION OF fact FOR VALUES IN ('network') PARTITION BY RANGE (received_at);
  CREATE TABLE fact_network_other PARTITION OF fact_network DEFAULT;
  CREATE UNIQUE INDEX ON fact_network_other (cursor);
  CREATE UNIQUE INDEX ON fact_network_other (device, epoch, seq);

  DO $$
  DECLARE until timestamptz := date_trunc('month', now(), 'UTC') + interval '1 month';
  BEGIN
    IF EXISTS (SELECT FROM fact_until_now) THEN
      -- Received by a server whose clock was ahead: such facts must not stretch the first partition over years.
      WITH ahead AS (DELETE FROM fact_until_now WHERE received_at >= until RETURNING *)
        INSERT INTO fact_network_other SELECT * FROM ahead;
      EXECUTE format(
        'ALTER TABLE fact_network ATTACH PARTITION fact_until_now FOR VALUES FROM (MINVALUE) TO (%L)', until
      );
    ELSE
      DROP TABLE fact_until_now;
    END IF;
  END $$;`
