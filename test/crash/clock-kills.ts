// Kills while the clock deletes keys whose pending window has passed, and rotates others.

import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  ListKeyRotationsCommand,
  NotFoundException,
  ScheduleKeyDeletionCommand,
  type KMSClient,
} from '@aws-sdk/client-kms'
import type { JsonObject } from '../../src/base/json.ts'
import type { ChildStack } from '../fixtures/child-stack.ts'
import { advance } from '../fixtures/clock.ts'
import { clientsOf } from '../journey/clients.ts'
import { endLives, inNewDirectory, type Kills } from './lives.ts'
import { recordedEvents } from './sound.ts'

const flags = ['--insecure-allow-clock']
const keysPerLife = 12
/** Shorter than a rotation period by nothing, and than the event history by enough. */
const aheadHours = 90 * 24 + 1
const firstWindowMs = 100

interface Made {
  readonly arn: string
  readonly blob: Uint8Array
  readonly isDeleted: boolean
}

export interface ClockKills {
  readonly keys: number
  /** How often the kill found a part of the work done, and a part of it not. */
  readonly amidst: number
}

/**
 * Each life schedules the deletion of keys, has others rotated, moves the clock on, and is killed
 * meanwhile. A key is gone exactly when its DeleteKey event is there, was rotated as often as its
 * RotateKey events say, and what it encrypted before opens.
 */
export const survivesClockKills = ({ rounds }: Kills): Promise<ClockKills> =>
  inNewDirectory(async (data) => {
    const keys: Made[] = []
    let fresh: readonly Made[] = []
    let amidst = 0
    let windowMs = firstWindowMs
    await endLives(data, rounds, {
      flags,
      check: async (stack) => {
        const done = await checkKeys((await clientsOf(stack)).kms, data, fresh)
        if (done > 0 && done < fresh.length) amidst += 1
      },
      live: async (stack) => {
        fresh = await makeKeys((await clientsOf(stack)).kms)
        keys.push(...fresh)
        windowMs = await advanceAndKill(stack, windowMs)
      },
    })
    // Whatever the kills have left undone is done now, and once.
    fresh = keys
    await endLives(data, 1, {
      flags,
      check: async (stack) => {
        await advance(stack, `${aheadHours}h`)
        assert.equal(await checkKeys((await clientsOf(stack)).kms, data, keys), keys.length)
      },
      live: async (stack) => stack.kill(),
    })
    return { keys: keys.length, amidst }
  })

async function makeKeys(kms: KMSClient): Promise<readonly Made[]> {
  const make = async (_: unknown, index: number): Promise<Made> => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
    const { KeyId = '', Arn = '' } = KeyMetadata ?? {}
    const Plaintext = Buffer.from(Arn)
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
    const isDeleted = index % 2 === 0
    if (isDeleted) await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }))
    else await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }))
    return { arn: Arn, blob: CiphertextBlob ?? new Uint8Array(), isDeleted }
  }
  return Promise.all(Array.from({ length: keysPerLife }, make))
}

/** How long the next kill may wait: as long as the work took that came before its own. */
async function advanceAndKill(stack: ChildStack, windowMs: number): Promise<number> {
  const began = performance.now()
  const tookMs = advance(stack, `${aheadHours}h`).then(
    () => performance.now() - began,
    () => undefined,
  )
  await sleep(randomInt(Math.ceil(windowMs) + 1))
  await stack.kill()
  return (await tookMs) ?? windowMs * 1.1
}

/** How many of these keys the clock has reached. */
async function checkKeys(kms: KMSClient, data: string, keys: readonly Made[]): Promise<number> {
  const events = [...recordedEvents(data).values()]
  const deleted = arnsOf(events, 'DeleteKey')
  const rotated = arnsOf(events, 'RotateKey')
  let done = 0
  for (const { arn, blob, isDeleted } of keys) {
    const found = isDeleted ? await isGone(kms, arn) : await rotations(kms, arn, blob)
    const told = (isDeleted ? deleted : rotated).filter((one) => one === arn).length
    assert.equal(found, told, `${arn}: its events tell ${told}`)
    assert.ok(told <= 1, `${arn} came twice`)
    done += told
  }
  return done
}

const arnsOf = (events: readonly JsonObject[], eventName: string): readonly unknown[] =>
  events
    .filter((event) => event['eventName'] === eventName)
    .map(({ resources }) => (resources as readonly { readonly ARN?: string }[])[0]?.ARN)

async function isGone(kms: KMSClient, KeyId: string): Promise<number> {
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
    assert.equal(KeyMetadata?.KeyState, 'PendingDeletion')
    return 0
  } catch (error) {
    assert.ok(error instanceof NotFoundException, String(error))
    return 1
  }
}

async function rotations(kms: KMSClient, KeyId: string, blob: Uint8Array): Promise<number> {
  const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: blob }))
  assert.equal(Buffer.from(Plaintext ?? []).toString(), KeyId)
  const { Rotations = [] } = await kms.send(new ListKeyRotationsCommand({ KeyId }))
  return Rotations.length
}
