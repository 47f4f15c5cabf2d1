// Does the time of a refusal tell whether a key of another account exists? `npm run check:timing`
// asks DescribeKey about one that does and about ones that do not by turns, in random order, and
// holds the two distributions against each other (Mann-Whitney); ROUNDS=20000 looks closer. The
// answers are the same to the letter, which is tested elsewhere.

import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { OTHER_ACCOUNT, startBesiegedStack } from '../../test/fixtures/besieged-stack.ts'
import { jsonCall, signWire, type Wire } from '../../test/fixtures/wire-request.ts'
import { mannWhitney } from './mann-whitney.ts'

const rounds = Number(process.env.ROUNDS ?? 5000)
/** Until code is compiled and caches are warm. */
const warmUpRounds = 1000
/** Of 0.5: how much more often than not one of the two is the slower. */
const leaningMax = 0.03

const stack = await startBesiegedStack()
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
try {
  await check()
} finally {
  agent.destroy()
  await stack.close()
}

async function check(): Promise<void> {
  const owner = stack.client(KMSClient, stack.root(OTHER_ACCOUNT))
  const { KeyMetadata } = await owner.send(new CreateKeyCommand({}))
  const existing = KeyMetadata?.Arn ?? ''
  const missing = `${existing.slice(0, existing.lastIndexOf('/'))}/${randomUUID()}`
  const fresh = (): string => `${existing.slice(0, existing.lastIndexOf('/'))}/${randomUUID()}`
  const noise = await compare(
    () => missing,
    () => missing,
  )
  tell('the same missing key twice (noise)', noise)
  const pairs = [
    ['one that exists and a missing one that was asked for before', () => missing],
    ['one that exists and missing ones that nobody has asked for', fresh],
  ] as const
  for (const [of, other] of pairs) {
    const { leaning } = tell(of, await compare(() => existing, other))
    assert.ok(Math.abs(leaning) < leaningMax, `${of}: it can be told by time`)
  }
}

interface Compared {
  readonly first: readonly number[]
  readonly second: readonly number[]
}

async function compare(first: () => string, second: () => string): Promise<Compared> {
  const measured = { first: [] as number[], second: [] as number[] }
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const [one, other] = [await signed(first()), await signed(second())]
    // Whoever comes second finds warmer caches.
    const isTurned = randomInt(2) === 1
    const times = isTurned
      ? [await timeOf(other), await timeOf(one)]
      : [await timeOf(one), await timeOf(other)]
    const [ofFirst = 0, ofSecond = 0] = isTurned ? times.toReversed() : times
    if (round < 0) continue
    measured.first.push(ofFirst)
    measured.second.push(ofSecond)
  }
  return measured
}

function tell(of: string, { first, second }: Compared): { readonly leaning: number } {
  const { probability, z } = mannWhitney(first, second)
  const [a, b] = [median(first), median(second)].map((ms) => Math.round(ms * 1000))
  console.log(`${of}: ${rounds} rounds, medians ${a} and ${b} us,`)
  console.log(
    `  the first is slower in ${(probability * 100).toFixed(1)} of 100, z = ${z.toFixed(1)}`,
  )
  return { leaning: probability - 0.5 }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function signed(KeyId: string): Promise<Wire> {
  const call = jsonCall('kms', 'TrentService.DescribeKey', JSON.stringify({ KeyId }))
  return signWire(stack.endpoint, call, { credentials: stack.root() })
}

/** From the last byte of the request to the last byte of the answer, on one connection. */
function timeOf({ method, headers, body }: Wire): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(stack.endpoint, { agent, method, headers: Object.fromEntries(headers) })
    const startMs = performance.now()
    sent.once('error', reject)
    sent.once('response', (response) => {
      response.resume()
      response.once('end', () => {
        const ms = performance.now() - startMs
        if (response.statusCode === 400) resolve(ms)
        else reject(new Error(`answered ${response.statusCode}`))
      })
    })
    sent.end(body)
  })
}
