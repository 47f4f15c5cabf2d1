// Nodes that are killed and started again, and clients that go on at another one.

import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { IAMClient } from '@aws-sdk/client-iam'
import { KMSClient } from '@aws-sdk/client-kms'
import { S3Client } from '@aws-sdk/client-s3'
import type { ChildStack } from '../../fixtures/child-stack.ts'
import type { Credentials } from '../../fixtures/credentials-file.ts'
import type { NodeWorld } from '../node-world.ts'

export interface Clients {
  readonly kms: KMSClient
  readonly iam: IAMClient
  readonly s3: S3Client
  readonly trail: CloudTrailClient
}

/** A node in one of its lives. */
export interface LiveNode {
  readonly place: number
  clients(as: Credentials): Clients
}

interface Standing extends LiveNode {
  readonly stack: ChildStack
}

const startTriesMax = 5

export class Fleet {
  readonly #world: NodeWorld
  readonly #flags: readonly string[]
  readonly #standing = new Map<number, Standing>()
  #restarting: Promise<void>[] = []
  kills = 0

  constructor(world: NodeWorld, flags: readonly string[]) {
    this.#world = world
    this.#flags = flags
  }

  async start(nodes: number): Promise<void> {
    await Promise.all(Array.from({ length: nodes }, (_, place) => this.#startAt(place)))
  }

  live(): readonly LiveNode[] {
    return [...this.#standing.values()]
  }

  /** The one at the place, or another one while it is down. */
  async at(place: number): Promise<LiveNode> {
    for (;;) {
      const here = this.#standing.get(place)
      if (here) return here
      const others = this.live()
      const other = others[randomInt(Math.max(1, others.length))]
      if (other) return other
      await sleep(20)
    }
  }

  /** Kills one at random, and starts it again meanwhile. */
  async killOne(): Promise<void> {
    const all = [...this.#standing.values()]
    const { place, stack } = all[randomInt(Math.max(1, all.length))] ?? {}
    if (place === undefined || !stack) return
    this.#standing.delete(place)
    await stack.kill()
    this.kills += 1
    this.#restarting.push(this.#startAt(place))
  }

  /** Until all are up. */
  async whole(): Promise<void> {
    await Promise.all(this.#restarting)
    this.#restarting = []
  }

  async #startAt(place: number): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        const stack = await this.#world.start(...this.#flags)
        this.#standing.set(place, { place, stack, clients: clientsOf(stack) })
        return
      } catch (fault) {
        // The database may have been away at that moment.
        if (tries === startTriesMax) throw fault
      }
    }
  }
}

/** Each is tried once: what becomes of it is told one by one. */
function clientsOf({ endpoint }: ChildStack): (as: Credentials) => Clients {
  const made = new Map<string, Clients>()
  return (credentials) => {
    const known = made.get(credentials.accessKeyId)
    if (known) return known
    const configuration = {
      ...{ endpoint, region: 'us-east-1', credentials, maxAttempts: 1, forcePathStyle: true },
      requestHandler: { requestTimeout: 90_000, connectionTimeout: 10_000 },
    }
    const clients = {
      kms: new KMSClient(configuration),
      iam: new IAMClient(configuration),
      s3: new S3Client(configuration),
      trail: new CloudTrailClient(configuration),
    }
    made.set(credentials.accessKeyId, clients)
    return clients
  }
}
