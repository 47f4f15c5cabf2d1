// Several nodes on one PostgreSQL under load, while nodes are killed, connections cut and the
// server is crashed: nothing that was acknowledged is lost, nor its event, and no answer rests on a
// policy that is too old.

import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { CreateAccessKeyCommand, CreateUserCommand, type AccessKey } from '@aws-sdk/client-iam'
import { CreateKeyCommand } from '@aws-sdk/client-kms'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import pg from 'pg'
import type { Credentials } from '../../fixtures/credentials-file.ts'
import { findPostgres, newPostgresPlace, type Crash } from '../../store/postgres-place.ts'
import { newNodeWorld } from '../node-world.ts'
import { Calls } from './calls.ts'
import { Changers } from './changers.ts'
import { Fleet, type LiveNode } from './fleet.ts'
import { PolicyWatch } from './policy-watch.ts'

export interface NodeKillsOptions {
  readonly rounds: number
  /** Of load and misfortune, before all is looked at. */
  readonly roundMs: number
  readonly consistency: 'bounded' | 'strong'
}

export interface NodeKillsReport {
  readonly kills: number
  readonly cuts: number
  readonly crashes: number
  readonly acknowledged: number
  readonly events: number
  readonly policyChanges: number
  readonly answersByPolicy: number
  /** Milliseconds, sorted. */
  readonly delays: readonly number[]
  /** What nodes said of themselves while they could not answer, how often each. */
  readonly faults: ReadonlyMap<string, number>
}

const nodes = 3
const changers = 4
const boundMs = { bounded: 1000, strong: 0 } as const
const crashEvery = 3

export async function survivesNodeKills({
  rounds,
  roundMs,
  consistency,
}: NodeKillsOptions): Promise<NodeKillsReport> {
  const postgres = findPostgres()
  if ('skip' in postgres) throw new Error(postgres.skip)
  const applicationName = `sparekey-${randomBytes(4).toString('hex')}`
  const place = newPostgresPlace({ ...postgres, applicationName })
  const world = newNodeWorld(place.url)
  const fleet = new Fleet(world, ['--consistency', consistency, '--log-level', 'silent'])
  const fates = { fleet, url: postgres.url, applicationName, crash: postgres.crash }
  const harm = new Misfortune(fates)
  try {
    await fleet.start(nodes)
    const scene = await setScene(fleet, await world.root(), boundMs[consistency])
    for (let round = 1; round <= rounds; round += 1) {
      await loadDuring(scene, () => harm.strike(round, roundMs))
      await fleet.whole()
      await requireAll(scene)
    }
    const { calls, watch } = scene
    return {
      ...{ kills: fleet.kills, cuts: harm.cuts, crashes: harm.crashes },
      ...{ acknowledged: calls.acknowledged, events: calls.events, faults: calls.faults },
      ...{ policyChanges: watch.puts, answersByPolicy: watch.answers, delays: watch.delays() },
    }
  } finally {
    await world.close()
    await place.remove()
  }
}

interface Scene {
  readonly fleet: Fleet
  readonly calls: Calls
  readonly onlooker: Credentials
  readonly changers: Changers
  readonly watch: PolicyWatch
  readonly boundMs: number
}

async function setScene(fleet: Fleet, root: Credentials, bound: number): Promise<Scene> {
  const calls = new Calls()
  const [first] = fleet.live() as readonly [LiveNode, ...LiveNode[]]
  const { iam } = first.clients(root)
  const made = await calls.make('CreateAccessKey', () => iam.send(new CreateAccessKeyCommand({})))
  const onlooker = credentialsOf(made.AccessKey)
  const by = first.clients(onlooker)
  const { User } = await by.iam.send(new CreateUserCommand({ UserName: 'alice' }))
  const key = await by.iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }))
  const user = { ...credentialsOf(key.AccessKey), arn: User?.Arn ?? '' }
  const [watched = '', sharedKey = ''] = await Promise.all(
    [1, 2].map(async () => (await by.kms.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId),
  )
  const bucket = 'shared'
  await by.s3.send(new CreateBucketCommand({ Bucket: bucket }))
  await sleep(bound)
  const around = { fleet, calls, root, boundMs: bound }
  return {
    ...{ fleet, calls, onlooker, boundMs: bound },
    changers: new Changers({ ...around, sharedKey, bucket }),
    watch: new PolicyWatch({ ...around, user, KeyId: watched }),
  }
}

let name = 0

async function loadDuring(scene: Scene, misfortune: () => Promise<void>): Promise<void> {
  let isOn = true
  const goesOn = () => isOn
  const places = Array.from({ length: nodes }, (_, place) => place)
  const load = [
    scene.watch.change(goesOn),
    ...places.map((place) => scene.watch.read(place, goesOn)),
    ...places.map((place) => scene.watch.use(place, goesOn)),
    ...Array.from({ length: changers }, () => scene.changers.change(`c${(name += 1)}`, goesOn)),
  ]
  await Promise.all([misfortune().finally(() => (isOn = false)), ...load])
}

/** At every node: all that was acknowledged is there, and its events. */
async function requireAll({ fleet, calls, onlooker, changers, boundMs: bound }: Scene) {
  await sleep(bound)
  for (const node of fleet.live()) await changers.requireThere(node.clients(onlooker))
  changers.forgetSettled()
  for (const node of fleet.live().slice(0, 1)) {
    await calls.requireEvents(node.clients(onlooker), onlooker.accessKeyId)
  }
}

interface Fates {
  readonly fleet: Fleet
  readonly url: string
  readonly applicationName: string
  /** Undefined: the server is somebody else's. */
  readonly crash: Crash | undefined
}

class Misfortune {
  readonly #fates: Fates
  cuts = 0
  crashes = 0

  constructor(fates: Fates) {
    this.#fates = fates
  }

  /** A round of it, at random moments. */
  async strike(round: number, roundMs: number): Promise<void> {
    const endsAt = performance.now() + roundMs
    const crashesNow = round % crashEvery === 0
    const acts = [
      () => this.#fates.fleet.killOne(),
      () => this.#cut(1),
      () => this.#cut(0.5),
      ...(crashesNow ? [() => this.#crash()] : []),
    ]
    while (acts.length > 0) {
      await sleep(randomInt(Math.ceil(roundMs / (acts.length + 1))))
      const [act] = acts.splice(randomInt(acts.length), 1)
      await act?.()
    }
    await sleep(Math.max(0, endsAt - performance.now()))
  }

  /** Some of the nodes' connections, or all of them. */
  async #cut(share: number): Promise<void> {
    const client = new pg.Client({ connectionString: this.#fates.url })
    client.on('error', () => undefined)
    await client.connect()
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = $1 AND random() < $2`,
      [this.#fates.applicationName, share],
    )
    this.cuts += rowCount ?? 0
    await client.end()
  }

  async #crash(): Promise<void> {
    await this.#fates.crash?.()
    if (this.#fates.crash) this.crashes += 1
  }
}

function credentialsOf(key: AccessKey | undefined): Credentials {
  assert.ok(key)
  return { accessKeyId: key.AccessKeyId ?? '', secretAccessKey: key.SecretAccessKey ?? '' }
}
