// A story of somebody who is locked out, told once for each way of carrying its remedy out: by a
// reader of our own, which finds a wrong argument, and by every AWS CLI of this machine.
//
//   tellStory({
//     number: 'C17',
//     title: 'only the deployment role is in the key policy',
//     breaks: async (world) => ({ key, person }),
//     causes: ['key-policy/principal-not-named'],
//     remedies: ['name-principal'],
//   })
//
// The person's request must be refused first. Then the doctor must name the causes and offer these
// remedies, no others; all of them are carried out as printed, in their order; then the same
// request must succeed. A story that ends at AWS Support has `remedies: ['aws-support']`; one
// where the doctor can only say why has none. In both the request is still refused at the end.

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  type KMSClientConfig,
} from '@aws-sdk/client-kms'
import { diagnose, diagnosisSchema, renderJson, renderText } from '../../../../src/doctor/index.ts'
import type { Diagnosis, FindingId, SaidRemedy } from '../../../../src/doctor/index.ts'
import { LAUNCHER } from '../../../cli/sparekey.ts'
import { awsClis } from '../../../compat/installed.ts'
import { startWorld, type TestWorld, type WorldOptions } from '../../../fixtures/world.ts'
import { misfits } from '../../json-schema.ts'
import { applyRemedy, type SessionCredentials } from '../../run-command.ts'
import { accountArn } from '../../scenarios/locked-key.ts'
import { recordCarriedOut } from './carried-out.ts'
import { applyAtOnce, applyInShell } from './in-shell.ts'
import { connect } from '../../hurried.ts'

export interface Story {
  /** Of the lockout stories: `A1`, `C20`, `E3`; absent: it is none of them. */
  readonly number?: string
  readonly title: string
  readonly world?: WorldOptions
  /** Makes the world and breaks it, all through the API. */
  readonly breaks: (world: TestWorld) => Promise<Broken>
  /** The failed findings of the first diagnosis, the one to fix first at the head. */
  readonly causes: readonly FindingId[]
  readonly outcome?: Diagnosis['outcome']
  /** What the first diagnosis offers, in its order; absent: all that it offers is to work. */
  readonly remedies?: readonly SaidRemedy['id'][]
  /** It is also told by the one command of Sparekey that does all of the remedy. */
  readonly atOnce?: boolean
  /** What else the person must be told. */
  readonly tells?: (diagnosis: Diagnosis) => void
}

export interface Broken {
  /** The ARN of the key. */
  readonly key: string
  /** What the person types for it, where that is not the ARN. */
  readonly typed?: string
  readonly person: SessionCredentials
  /** Whom to ask about; absent: the person. */
  readonly principal?: string
  readonly actions?: readonly string[]
  readonly context?: Readonly<Record<string, string>>
  readonly region?: string
  /** What is refused, and must succeed in the end; absent: reading and putting the key policy. */
  readonly wants?: (as: KMSClientConfig) => Promise<unknown>
  /** Credentials of those who carry a remedy out and whom the person cannot become, by ARN. */
  readonly others?: Readonly<Record<string, SessionCredentials>>
}

/** Undefined: the reader of our own. `atOnce`: by one command of Sparekey, where there is one. */
type Hand = { readonly aws: string } | 'atOnce' | undefined

const clis = process.env.SPAREKEY_TEST_WITHOUT_AWS_CLI === undefined ? await awsClis() : new Map()

export function tellStory(story: Story): void {
  const { number, title, remedies } = story
  const name = number === undefined ? title : `${number}: ${title}`
  test(name, (t) => play(t, story, undefined))
  if (remedies?.length === 0 || remedies?.includes('aws-support')) return
  if (story.atOnce) test(`${name} (at once)`, (t) => play(t, story, 'atOnce'))
  for (const [version, aws] of clis) {
    test(`${name} (${version})`, (t) => play(t, story, { aws }))
  }
}

async function play(t: TestContext, story: Story, hand: Hand): Promise<void> {
  const world = await startWorld(story.world)
  t.after(() => world.close())
  const broken = await story.breaks(world)
  await requireRefused(world, broken)
  const [diagnosis] = await asked(world, broken)
  assert.ok(diagnosis)
  assert.deepEqual(diagnosis.causes, story.causes)
  assert.equal(diagnosis.outcome, story.outcome ?? 'implicitDeny')
  const offered = diagnosis.remedies.map(({ id }) => id)
  assert.deepEqual(offered, story.remedies ?? offered)
  story.tells?.(diagnosis)
  for (const remedy of diagnosis.remedies) await carryOut(world, broken, remedy, hand)
  const isOver = diagnosis.remedies.some(({ commands }) => commands.length > 0)
  if (!isOver) return requireRefused(world, broken)
  await wanted(world, broken)
  const healed = await asked(world, broken)
  assert.deepEqual(
    healed.map(({ outcome, causes }) => [outcome, causes]),
    healed.map(() => ['allow', []]),
  )
}

async function asked(world: TestWorld, broken: Broken): Promise<readonly Diagnosis[]> {
  const { typed, principal, actions, context, person, region = 'us-east-1' } = broken
  const diagnoses = await diagnose(
    connect({
      endpoint: world.endpoint,
      region,
      credentials: person,
      sparekey: [process.execPath, LAUNCHER],
    }),
    {
      key: typed ?? broken.key,
      lang: 'en',
      ...(principal === undefined ? {} : { principal }),
      ...(actions === undefined ? {} : { actions }),
      ...(context === undefined ? {} : { context }),
    },
  )
  assert.deepEqual(misfits(JSON.parse(renderJson(diagnoses)), diagnosisSchema), [])
  for (const lang of ['en', 'ja'] as const) {
    assert.doesNotMatch(renderText(diagnoses, { lang }), /undefined|\[object|\{[a-z]+\}/)
  }
  return diagnoses
}

async function carryOut(
  world: TestWorld,
  { person, others = {} }: Broken,
  remedy: SaidRemedy,
  hand: Hand,
): Promise<void> {
  if (remedy.id === 'aws-support') {
    assert.deepEqual([remedy.by, remedy.becoming, remedy.commands], [['aws-support'], [], []])
    return recordCarriedOut(remedy.id)
  }
  if (hand === 'atOnce') return applyAtOnce(remedy, person)
  const [by = ''] = remedy.by
  const own = others[by] ?? (by === accountArn ? world.root() : person)
  if (hand === undefined) await applyRemedy(remedy, person, own)
  else await applyInShell(hand.aws, remedy, person, own)
}

async function requireRefused(world: TestWorld, broken: Broken): Promise<void> {
  await assert.rejects(wanted(world, broken), 'the person is not locked out')
}

async function wanted({ endpoint }: TestWorld, broken: Broken): Promise<void> {
  const { person, region = 'us-east-1', wants = readAndPut(broken.key) } = broken
  await wants({ endpoint, region, credentials: person, maxAttempts: 1 })
}

/** Reads the key policy and puts it back as it is. */
const readAndPut =
  (KeyId: string): NonNullable<Broken['wants']> =>
  async (as) => {
    const kms = new KMSClient(as)
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId }))
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy }))
  }
