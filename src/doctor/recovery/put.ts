// PutKeyPolicy, and what is in force after it whatever became of the call.

import { setTimeout as sleep } from 'node:timers/promises'
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'
import { secondMs } from '../../base/sizes.ts'
import { LOCKOUT_SENTENCE } from '../../policy/index.ts'
import { awsCommand } from '../command-line.ts'
import type { Connection } from '../connection.ts'
import { gotOf, isGot, isUnseen, reasonOf, type Answer } from '../evidence/answer.ts'
import { askKeyPolicy } from '../evidence/key-policy.ts'
import type { RecoveryPlan } from './plan.ts'
import { RecoveryProblem } from './problem.ts'
import { isSamePolicy } from './same-policy.ts'
import { textOf } from './target.ts'

/** `refused`: KMS took the policy, and the one who put it may not read it. */
export interface ReadBack {
  readonly readBack: 'same' | 'refused'
  readonly reason?: string
}

/** Who may be able to read the policy, the best first. */
export type Readers = readonly Connection[]

const settling = { triesMax: 3, pauseMs: 1 * secondMs } as const

/** With the policy lockout safety check on: AWS refuses what would lock the key again. */
export async function putPolicy(
  acting: Connection,
  plan: RecoveryPlan,
  readers: Readers,
): Promise<ReadBack> {
  const { key, after } = plan
  const input = { KeyId: key, PolicyName: 'default', Policy: textOf(after) }
  try {
    await acting.kms.send(new PutKeyPolicyCommand(input))
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    if (isAnswered(thrown)) throw refusalOf(thrown, plan)
    return settle(thrown, plan, readers)
  }
  return readBack(plan, readers)
}

/** KMS took it; what it shows must be that. */
async function readBack(plan: RecoveryPlan, readers: Readers): Promise<ReadBack> {
  const answer = await readPolicy(plan.key, readers)
  const state = stateOf(answer, plan)
  if (state === 'new') return { readBack: 'same' }
  if (state === 'unseen') return { readBack: 'refused', reason: whyUnseen(answer) }
  throw new RecoveryProblem('otherInForce', { commands: [getCommand(plan)] })
}

/** The call may have reached KMS or not. The policy in force tells; it may come late. */
async function settle(thrown: Error, plan: RecoveryPlan, readers: Readers): Promise<ReadBack> {
  for (let tries = 1; ; tries++) {
    const answer = await readPolicy(plan.key, readers)
    const state = stateOf(answer, plan)
    if (state === 'new') return { readBack: 'same' }
    if (tries < settling.triesMax) {
      await sleep(settling.pauseMs)
      continue
    }
    throw unsettled(state, answer, thrown, plan)
  }
}

function unsettled(
  state: State,
  answer: Answer<JsonObject> | undefined,
  thrown: Error,
  plan: RecoveryPlan,
): RecoveryProblem {
  const facts = { sentence: sentenceOf(thrown) }
  if (state === 'old' && '$metadata' in thrown && isOfClient(thrown)) return refusalOf(thrown, plan)
  if (state === 'old') {
    return new RecoveryProblem('oldInForce', { facts, commands: [plan.command], cause: thrown })
  }
  const commands = [getCommand(plan), plan.command]
  if (state === 'other') return new RecoveryProblem('otherInForce', { commands, cause: thrown })
  const more = { ...facts, reason: whyUnseen(answer) }
  return new RecoveryProblem('unknownInForce', { facts: more, commands, cause: thrown })
}

type State = 'new' | 'old' | 'other' | 'unseen'

/** Which of the two policies is in force. */
export function stateOf(
  answer: Answer<JsonObject> | undefined,
  { before, after, takenOut }: Pick<RecoveryPlan, 'before' | 'after' | 'takenOut'>,
): State {
  const policy = gotOf(answer)
  if (policy === undefined) return 'unseen'
  if (isSamePolicy(policy, after)) return 'new'
  return isSamePolicy(policy, before, takenOut) ? 'old' : 'other'
}

/** As the first who may read it; undefined when nobody answered at all. */
export async function readPolicy(
  key: string,
  readers: Readers,
): Promise<Answer<JsonObject> | undefined> {
  let last: Answer<JsonObject> | undefined
  for (const reader of readers) {
    const answer = await askKeyPolicy(reader, key).catch((thrown: unknown) => noAnswer(thrown))
    if (!isGot(answer)) {
      last ??= answer
      continue
    }
    const json = parseJson(answer.got)
    return { got: isJsonObject(json) ? json : {} }
  }
  return last
}

const noAnswer = (thrown: unknown): Answer<never> => ({
  failed: thrown instanceof Error ? sentenceOf(thrown) : String(thrown),
  by: 'kms:GetKeyPolicy',
})

const whyUnseen = (answer: Answer<JsonObject> | undefined): string =>
  isUnseen(answer) ? reasonOf(answer) : 'GetKeyPolicy'

const sentenceOf = ({ name, message }: Error): string =>
  message === '' ? name : `${name}: ${message}`

function getCommand({ key, where }: RecoveryPlan) {
  const words = ['kms', 'get-key-policy', '--key-id', key, '--policy-name', 'default'] as const
  return awsCommand([...words, '--output', 'text'], where, 'environment')
}

/**
 * KMS itself said no, to the one call that was made: nothing has changed. After a second attempt
 * the first may have come through, its answer lost.
 */
function isAnswered(thrown: Error): boolean {
  return '$metadata' in thrown && isOfClient(thrown) && attemptsOf(thrown) === 1
}

interface Metadata {
  readonly httpStatusCode?: number
  readonly attempts?: number
}

const metadataOf = (thrown: Error): Metadata =>
  '$metadata' in thrown ? (thrown.$metadata as Metadata) : {}

function isOfClient(thrown: Error): boolean {
  const { httpStatusCode = 0 } = metadataOf(thrown)
  return httpStatusCode >= 400 && httpStatusCode < 500
}

const attemptsOf = (thrown: Error): number | undefined => metadataOf(thrown).attempts

const THROTTLING = /^(Throttling|TooManyRequests|RequestLimitExceeded|RequestThrottled)/
const EXPIRED = /^(ExpiredToken|RequestExpired)/

/** In plain words, with what to do. */
function refusalOf(thrown: Error, plan: RecoveryPlan): RecoveryProblem {
  const { name, message } = thrown
  const facts = { sentence: message === '' ? name : message, as: plan.as, key: plan.key }
  const again = { facts, commands: [plan.command], cause: thrown }
  const plain = { facts, cause: thrown }
  if (name === 'MalformedPolicyDocumentException') return malformed(message, plan, plain)
  if (name.startsWith('AccessDenied')) {
    const others = plan.rescuers.filter(({ arn }) => arn !== plan.as)
    return new RecoveryProblem('putDenied', {
      ...plain,
      lines: others.map(({ arn }) => `--as ${arn}`),
    })
  }
  if (name === 'LimitExceededException') return new RecoveryProblem('putTooLarge', plain)
  if (THROTTLING.test(name)) return new RecoveryProblem('putThrottled', again)
  if (EXPIRED.test(name)) return new RecoveryProblem('putExpired', again)
  if (name === 'NotFoundException') return new RecoveryProblem('putKeyGone', plain)
  if (name === 'KMSInvalidStateException') {
    const isPending = /pending deletion/i.test(message)
    const words = ['kms', 'cancel-key-deletion', '--key-id', plan.key] as const
    const cancel = awsCommand(words, plan.where, 'asker')
    if (!isPending) return new RecoveryProblem('putKeyState', again)
    return new RecoveryProblem('putPendingDeletion', { ...plain, commands: [cancel, plan.command] })
  }
  return new RecoveryProblem('putRefused', plain)
}

function malformed(
  message: string,
  plan: RecoveryPlan,
  details: { readonly facts: Readonly<Record<string, string>>; readonly cause: Error },
): RecoveryProblem {
  if (message.includes(LOCKOUT_SENTENCE)) return new RecoveryProblem('putLocksOut', details)
  if (!/invalid principals/i.test(message)) return new RecoveryProblem('putMalformed', details)
  return new RecoveryProblem('putInvalidPrincipals', { ...details, lines: plan.unknownPrincipals })
}
