// Random requests for every operation there is: so many each, and no 500. `npm test` has a few,
// `npm run check:fuzz` a thousand.

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { assertAwsAnswer, assertS3Answer } from './answer.ts'
import { operations, requestOf, type Operation } from './operation-request.ts'
import { startRichStack, type RichStack } from './rich-stack.ts'
import { inputOf } from './shape-values.ts'

const each = Number(process.env.FUZZ_REQUESTS ?? 4)
/** With one stack: what random requests have made unusable is made anew. */
const requestsAStack = 50
/** Of one operation in a row: the others make and change things in between. */
const requestsInARow = 5
const atOnce = 8

/** With all that comes at once, and a collection of garbage. */
const busyMsMax = 500

interface Tally {
  readonly statuses: Map<string, number>
  readonly succeeded: Set<string>
}

async function tryOperation(
  operation: Operation,
  { stack, known, administrators }: RichStack,
  runs: number,
  tally: Tally,
) {
  const { model, name } = operation
  const shape = model.operations[name]?.input
  const valid = known.sample(model, name)
  const input =
    shape === undefined ? fc.jsonValue() : inputOf(model, shape, known.pool(model), valid)
  const [first, ...others] = administrators.map((one) => fc.constant(one))
  assert.ok(first)
  const by = fc.oneof({ weight: 4, arbitrary: first }, ...others)
  const property = fc.asyncProperty(input, by, async (value, credentials) => {
    const request = requestOf(operation, value)
    const answer = await stack.ask(request, credentials)
    if (model.protocol === 'restXml') assertS3Answer(answer, request.method ?? '')
    else assertAwsAnswer(answer)
    const status = `${model.signingName} ${answer.status}`
    tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
    if (answer.status >= 300) return
    tally.succeeded.add(`${model.signingName}:${name}`)
    known.learn(model, answer.text)
  })
  await fc.assert(property, { numRuns: runs })
}

const takesAway =
  /^(Abort|Cancel|Close|Decline|Delete|Detach|Disable|Leave|Remove|Schedule|Stop|Untag)/

/** Forwards and backwards, for one needs what another has made; what takes away comes last. */
function inTurn(round: number): readonly Operation[] {
  const turned = round % 2 === 0 ? operations : operations.toReversed()
  const [taking = [], others = []] = [true, false].map((takes) =>
    turned.filter(({ name }) => takesAway.test(name) === takes),
  )
  return [...others, ...taking]
}

/** As many of the works at once as may be. */
async function allOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  const waiting = [...items]
  const take = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, take))
}

async function tryAll(stack: RichStack, requests: number, tally: Tally): Promise<string[]> {
  const failures: string[] = []
  for (let done = 0; done < requests; done += requestsInARow) {
    const runs = Math.min(requestsInARow, requests - done)
    await allOf(inTurn(done / requestsInARow), (operation) =>
      tryOperation(operation, stack, runs, tally).catch((thrown: unknown) => {
        const why = thrown instanceof Error ? `${thrown.message}\n${String(thrown.cause)}` : thrown
        failures.push(`${operation.model.signingName}:${operation.name}: ${String(why)}`)
      }),
    )
  }
  return failures
}

function tell(t: TestContext, { statuses, succeeded }: Tally): void {
  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  t.diagnostic(`${total} requests for ${operations.length} operations were answered as AWS answers`)
  for (const [status, count] of [...statuses].toSorted()) t.diagnostic(`${status}: ${count}`)
  const never = operations.filter((o) => !succeeded.has(`${o.model.signingName}:${o.name}`))
  t.diagnostic(`operations that did something: ${operations.length - never.length}`)
  if (each >= 20) t.diagnostic(`that did not: ${never.map(({ name }) => name).join(' ')}`)
}

test('random requests for every operation never give a 500', async (t) => {
  const tally: Tally = { statuses: new Map(), succeeded: new Set() }
  for (let done = 0; done < each; done += requestsAStack) {
    const rich = await startRichStack()
    try {
      await trySome(t, rich, Math.min(requestsAStack, each - done), tally)
    } finally {
      await rich.close()
    }
  }
  tell(t, tally)
})

async function trySome(t: TestContext, rich: RichStack, requests: number, tally: Tally) {
  const failures: string[] = []
  const begun = new Date()
  // Its memory is not bounded here: it holds what has been made.
  const siege = await rich.stack.besiege(
    async () => failures.push(...(await tryAll(rich, requests, tally))),
    { probeMsMax: 10_000, grownMiBMax: Infinity },
  )
  t.diagnostic(`meanwhile ${siege.probes} of another client's, ${siege.slowestMs} ms at most`)
  t.diagnostic(`grown by ${siege.grownMiB} MiB`)
  const busyMs = Math.round(rich.busyMsSince(begun))
  t.diagnostic(`busy for ${busyMs} ms in one go at most`)
  assert.ok(busyMs < busyMsMax, `the stack heard nobody for ${busyMs} ms`)
  assert.ok(failures.length === 0, failures.join('\n'))
}
