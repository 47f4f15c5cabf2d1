// Whether an answer rests on a policy that is older than it may be: one client changes the policy
// of a key without end, others ask by it at every node, and what they are told is held against when
// the changes were acknowledged.

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { EncryptCommand, GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import { ACCOUNT, type Credentials } from '../../fixtures/credentials-file.ts'
import { Unknown, type Calls } from './calls.ts'
import type { Fleet } from './fleet.ts'

export interface Watched {
  readonly fleet: Fleet
  readonly calls: Calls
  readonly root: Credentials
  /** Whom every other policy lets in. */
  readonly user: Credentials & { readonly arn: string }
  readonly KeyId: string
  readonly boundMs: number
}

/** By `performance.now()`. */
interface Put {
  readonly number: number
  readonly sentAt: number
  ackedAt?: number
}

const namesUser = (number: number): boolean => number % 2 === 0

export class PolicyWatch {
  readonly #watched: Watched
  readonly #puts: Put[] = []
  /** How long after it was acknowledged a change was last not known to an answer, one a node. */
  readonly #lastStaleMs = new Map<string, number>()
  answers = 0

  constructor(watched: Watched) {
    this.#watched = watched
  }

  get puts(): number {
    return this.#puts.filter(({ ackedAt }) => ackedAt !== undefined).length
  }

  /** Milliseconds: of each change at each node that was asked, 0 where nothing older was told. */
  delays(): readonly number[] {
    return [...this.#lastStaleMs.values()].toSorted((one, other) => one - other)
  }

  async change(goesOn: () => boolean): Promise<void> {
    const { fleet, calls, root, user, KeyId } = this.#watched
    while (goesOn()) {
      const put: Put = { number: this.#puts.length, sentAt: performance.now() }
      this.#puts.push(put)
      const Policy = policyNumber(put.number, user.arn)
      const { kms } = (await fleet.at(put.number % 3)).clients(root)
      await known(
        calls.make('PutKeyPolicy', () => kms.send(new PutKeyPolicyCommand({ KeyId, Policy }))),
      ).then((answer) => answer && (put.ackedAt = performance.now()))
      await sleep(50)
    }
  }

  /** As root, who reads which policy the node holds. */
  async read(place: number, goesOn: () => boolean): Promise<void> {
    const { fleet, calls, root, KeyId } = this.#watched
    while (goesOn()) {
      const node = await fleet.at(place)
      const { kms } = node.clients(root)
      const askedAt = performance.now()
      const answer = await known(
        calls.make('GetKeyPolicy', () => kms.send(new GetKeyPolicyCommand({ KeyId }))),
      )
      const number = Number(/"change-(\d+)"/.exec(answer?.Policy ?? '')?.[1] ?? -1)
      if (number >= 0) this.#requireNew(node.place, askedAt, number)
      await sleep(10)
    }
  }

  /** As the user, whom every other policy lets in. */
  async use(place: number, goesOn: () => boolean): Promise<void> {
    const { fleet, calls, user, KeyId } = this.#watched
    while (goesOn()) {
      const { kms } = (await fleet.at(place)).clients(user)
      const askedAt = performance.now()
      const Plaintext = Buffer.from('x')
      const isLetIn = await known(
        calls
          .make('Encrypt', () => kms.send(new EncryptCommand({ KeyId, Plaintext })))
          .then(
            () => true,
            (fault: Error) => {
              if (fault.name !== 'AccessDeniedException') throw fault
              return false
            },
          ),
      )
      if (isLetIn !== undefined) this.#requirePossible(askedAt, isLetIn)
      await sleep(15)
    }
  }

  #requireNew(place: number, askedAt: number, told: number): void {
    this.answers += 1
    for (const { number, ackedAt } of this.#puts.slice(-20)) {
      if (ackedAt === undefined || ackedAt > askedAt) continue
      const name = `${place} ${number}`
      const staleMs = number > told ? askedAt - ackedAt : 0
      this.#lastStaleMs.set(name, Math.max(this.#lastStaleMs.get(name) ?? 0, staleMs))
    }
    const least = this.#leastAt(askedAt)
    assert.ok(told >= least, `${told} was told when it had to be ${least}, by node ${place}`)
  }

  #requirePossible(askedAt: number, isLetIn: boolean): void {
    this.answers += 1
    const least = this.#leastAt(askedAt)
    // The policy that the key was made with may still be in force.
    if (least < 0) return
    const possible = this.#puts.slice(least)
    assert.ok(
      possible.some(({ number }) => namesUser(number) === isLetIn),
      `the user was ${isLetIn ? 'let in' : 'refused'} by a policy that is too old: ` +
        `the question came at ${askedAt}, after ${JSON.stringify(this.#puts.slice(-4))}`,
    )
  }

  /** The oldest that an answer may still rest on whose question came then; -1: none was there. */
  #leastAt(askedAt: number): number {
    const { boundMs } = this.#watched
    return this.#puts.findLastIndex(
      ({ ackedAt }) => ackedAt !== undefined && ackedAt + boundMs < askedAt,
    )
  }
}

/** Undefined: nobody knows what became of it. */
async function known<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call
  } catch (fault) {
    if (fault instanceof Unknown) return undefined
    throw fault
  }
}

function policyNumber(number: number, user: string): string {
  const root = `arn:aws:iam::${ACCOUNT}:root`
  const statement = (Sid: string, AWS: string, Action: string) => {
    return { Sid, Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' }
  }
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      statement(`change-${number}`, root, 'kms:*'),
      ...(namesUser(number) ? [statement('user', user, 'kms:Encrypt')] : []),
    ],
  })
}
