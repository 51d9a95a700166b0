/** Signed papers that facts name and nobody has sent yet: a fact may be here before its file, and that is to be seen. */
import { documentAggregate } from '../../domain/documents/evolve.ts'
import { signedFiles as filesOfDocument } from '../../domain/documents/files.ts'
import type { NewFact, Recorded } from '../../domain/fact.ts'
import { planAggregate } from '../../domain/plans/evolve.ts'
import { signedFiles as filesOfPlan } from '../../domain/plans/files.ts'
import type { Sha256 } from '../../domain/values/sha256.ts'
import type { Sql } from '../database.ts'
import { folder } from './sources.ts'
import type { AggregateFacts } from './stored-facts.ts'

export const AWAITED_SQL = `
  -- Only papers that were not here when their fact was looked at; a row goes when its paper comes.
  CREATE TABLE awaited_paper (
    kind text NOT NULL,
    aggregate text NOT NULL,
    sha256 text NOT NULL,
    -- Who named it first, and therefore has it.
    device uuid NOT NULL,
    PRIMARY KEY (kind, aggregate, sha256)
  );
  CREATE INDEX awaited_paper_of_device ON awaited_paper (device);
  CREATE INDEX awaited_paper_by_name ON awaited_paper (sha256);
  -- What is here already is looked at too.
  UPDATE figure_progress SET version = 0;`

type Files = (facts: readonly Recorded<NewFact>[]) => readonly Sha256[]

const foldDocument = folder(documentAggregate)
const foldPlan = folder(planAggregate)
const FILES: ReadonlyMap<string, Files> = new Map<string, Files>([
  [
    documentAggregate.kind,
    (facts) => {
      const document = foldDocument(facts)
      return document === null ? [] : filesOfDocument(document)
    }
  ],
  [
    planAggregate.kind,
    (facts) => {
      const plan = foldPlan(facts)
      return plan === null ? [] : filesOfPlan(plan)
    }
  ]
])

/** Looks at these documents and plans anew. */
export const noteAwaited = async (sql: Sql, aggregates: readonly AggregateFacts[]): Promise<void> => {
  const looked = aggregates.filter((one) => FILES.has(one.kind))
  const named = looked.flatMap(({ kind, aggregate, facts }) =>
    [...new Set(FILES.get(kind)?.(facts))].map((sha256) => ({
      kind,
      aggregate,
      sha256,
      device: namedBy(facts, sha256)
    }))
  )
  await sql.query(
    `DELETE FROM awaited_paper WHERE ctid = ANY (ARRAY (
       SELECT place FROM unnest($1::text[], $2::text[]) AS gone (kind, aggregate) CROSS JOIN LATERAL (
         SELECT ctid AS place FROM awaited_paper AS one
         WHERE one.kind = gone.kind AND one.aggregate = gone.aggregate OFFSET 0
       ) AS looked))`,
    [looked.map((one) => one.kind), looked.map((one) => one.aggregate)]
  )
  await sql.query(
    `INSERT INTO awaited_paper (kind, aggregate, sha256, device)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) AS named (kind, aggregate, sha256, device)
     WHERE NOT EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = named.sha256)`,
    [
      named.map((one) => one.kind),
      named.map((one) => one.aggregate),
      named.map((one) => one.sha256),
      named.map((one) => one.device)
    ]
  )
}

const namedBy = (facts: readonly Recorded<NewFact>[], sha256: Sha256): string | undefined =>
  facts.find(({ payload }) => JSON.stringify(payload).includes(sha256))?.provenance.device

/** Of `desk`, in a query: how many of its papers have not come. One may have come while its fact was being looked at. */
export const AWAITED = `(SELECT count(DISTINCT awaited_paper.sha256) FROM awaited_paper
  WHERE awaited_paper.device = desk.id AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = awaited_paper.sha256))`
