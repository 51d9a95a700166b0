/** Bugs that others have shipped, planted one at a time at a seam between the product and what it stands on. */
import { z } from 'zod'
import type { AnyAggregate } from '../src/domain/fact.ts'
import { ClockStamp, clockMilliseconds } from '../src/journal/clock.ts'
import type { Edition } from './desk/desk.ts'
import type { Planted } from './scene.ts'

/** A sequence hands out its numbers at once: whoever commits late comes to lie before a place that others have passed. */
const cursorOfASequence: Planted = {
  office: {
    statement: (text, inside, outside) => (/UPDATE scope_cursor/.test(text) ? outside() : inside())
  }
}

const PushedClocks = z.object({ facts: z.array(z.object({ header: z.object({ clock: ClockStamp }) })) })

/** A stamp of tomorrow is refused instead of counted as one of today. */
const rejectingClock: Planted = {
  serve: (url, request, now) => {
    if (request.method !== 'POST' || url.pathname !== '/v1/facts') return null
    const { facts } = PushedClocks.parse(JSON.parse(String(request.body)))
    if (facts.every(({ header }) => clockMilliseconds(header.clock) <= now + 300_000)) return null
    return {
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"code":"BAD_REQUEST","message":"the clock is ahead"}')
    }
  }
}

/** Head office answers when everything is ready to be committed, and commits afterwards. */
const answerBeforeCommit: Planted = {
  office: {
    commit: (commit) => {
      void commit()
      return Promise.resolve()
    }
  }
}

/** The desk believes that head office holds what it holds itself. */
const noForkCheck: Planted = {
  desk: {
    link: (link, journal) => ({
      ...link,
      hello: async (recorded) => {
        const hello = await link.hello(recorded)
        const acked = Math.min(hello.acked, journal.head().seq)
        return { ...hello, acked, head: journal.ownAfter(acked - 1, 1)[0]?.hash ?? hello.head }
      }
    })
  }
}

/** A push that is repeated is answered without the verdicts that the first answer carried. */
const forgetfulRetry: Planted = {
  office: {
    statement: async (text, inside) =>
      /SELECT seq, hash, effective FROM fact/.test(text)
        ? (await inside()).map(({ effective: _effective, ...row }) => row)
        : inside()
  }
}

const changed = (kind: string, change: (aggregate: AnyAggregate) => AnyAggregate) => (edition: Edition) => ({
  ...edition,
  aggregates: edition.aggregates.map((one) => (one.kind === kind ? change(one) : one))
})

const Register = z.object({ first: z.unknown(), standing: z.array(z.unknown()) })

/** Of two phones entered apart the later one is kept and the other forgotten. */
const lastPhoneWins: Planted = {
  desk: {
    edition: changed('patient', (patient) => ({
      ...patient,
      fold: (state, fact) => {
        const forgetful: unknown = JSON.parse(JSON.stringify(patient.fold(state, fact)), (member, value: unknown) => {
          const register = member === 'phones' ? Register.safeParse(value) : null
          return register?.success === true
            ? { first: register.data.first, standing: register.data.standing.slice(-1) }
            : value
        })
        return forgetful
      }
    }))
  }
}

/** A state goes on from where it is, whatever place a fact that has just come has in the order. */
const foldAsTheyCome: Planted = {
  desk: {
    sql: (text) =>
      text.replace('SELECT state, last FROM aggregate_state', `SELECT state, '' AS last FROM aggregate_state`)
  }
}

export const BUGS = {
  'a cursor that is allotted like a sequence': cursorOfASequence,
  'a clock that is a reason to refuse': rejectingClock,
  'an answer before the commit': answerBeforeCommit,
  'a greeting without a look at the chain': noForkCheck,
  'a retry that is not answered like the first time': forgetfulRetry,
  'a phone of which the last one wins': lastPhoneWins,
  'a fold in the order of arrival': foldAsTheyCome
} as const satisfies Readonly<Record<string, Planted>>
