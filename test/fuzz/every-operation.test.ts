// Random requests for every operation there is: so many each, and no 500. `npm test` has a few,
// `npm run check:fuzz` a thousand.

import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { startBesiegedStack, type BesiegedStack } from '../fixtures/besieged-stack.ts'
import { assertAwsAnswer, assertS3Answer } from './answer.ts'
import { operations, requestOf, type Operation } from './operation-request.ts'
import { richPool } from './rich-pool.ts'
import { inputOf, type Pool } from './shape-values.ts'

const each = Number(process.env.FUZZ_REQUESTS ?? 4)
/** With one pool: what random requests have made unusable is made anew. */
const requestsASlice = 50
const atOnce = 8

let stack: BesiegedStack
before(async () => {
  stack = await startBesiegedStack()
})
after(() => stack.close())

interface Tally {
  readonly statuses: Map<string, number>
  readonly succeeded: Set<string>
}

async function tryOperation(operation: Operation, pool: Pool, runs: number, tally: Tally) {
  const { model, name } = operation
  const shape = model.operations[name]?.input
  const input = shape === undefined ? fc.jsonValue() : inputOf(model, shape, pool)
  const property = fc.asyncProperty(input, async (value) => {
    const request = requestOf(operation, value)
    const answer = await stack.ask(request)
    if (model.protocol === 'restXml') assertS3Answer(answer, request.method ?? '')
    else assertAwsAnswer(answer)
    const status = `${model.signingName} ${answer.status}`
    tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
    if (answer.status < 300) tally.succeeded.add(`${model.signingName}:${name}`)
  })
  await fc.assert(property, { numRuns: runs })
}

/** As many of the works at once as may be. */
async function allOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  const waiting = [...items]
  const take = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, take))
}

async function tryAll(tally: Tally, failures: string[]): Promise<void> {
  for (let [done, round] = [0, 1]; done < each; round += 1) {
    const runs = Math.min(requestsASlice, each - done)
    const pool = await richPool(stack, round)
    await allOf(operations, (operation) =>
      tryOperation(operation, pool, runs, tally).catch((thrown: unknown) => {
        const why = thrown instanceof Error ? `${thrown.message}\n${String(thrown.cause)}` : thrown
        failures.push(`${operation.model.signingName}:${operation.name}: ${String(why)}`)
      }),
    )
    done += runs
  }
}

function tell(t: TestContext, { statuses, succeeded }: Tally): void {
  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  t.diagnostic(`${total} requests for ${operations.length} operations were answered as AWS answers`)
  for (const [status, count] of [...statuses].toSorted()) t.diagnostic(`${status}: ${count}`)
  const never = operations.filter((o) => !succeeded.has(`${o.model.signingName}:${o.name}`))
  t.diagnostic(`operations that did something: ${operations.length - never.length}`)
  if (each >= 1000) t.diagnostic(`that did not: ${never.map(({ name }) => name).join(' ')}`)
}

test('random requests for every operation never give a 500', async (t) => {
  const tally: Tally = { statuses: new Map(), succeeded: new Set() }
  const failures: string[] = []
  // Its memory is not bounded here: it holds what has been made.
  const siege = await stack.besiege(() => tryAll(tally, failures), {
    ...{ probeMsMax: 10_000, grownMiBMax: Infinity },
  })
  tell(t, tally)
  t.diagnostic(`meanwhile ${siege.probes} of another client's, ${siege.slowestMs} ms at most`)
  t.diagnostic(`grown by ${siege.grownMiB} MiB`)
  assert.deepEqual(failures, [])
})
