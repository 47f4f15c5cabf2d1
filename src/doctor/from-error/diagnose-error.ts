// The diagnosis of an error that somebody pasted.

import { arnOf, parseArn } from '../../base/arn.ts'
import type { Connection } from '../connection.ts'
import { diagnose, type DiagnoseOptions } from '../diagnose.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { askCallerIdentity } from '../evidence/caller-identity.ts'
import type { ToldDenial } from '../evidence/evidence.ts'
import { doctorFailure } from '../failure.ts'
import { principalOf } from '../principals.ts'
import { diagnoseProposed, type ProposedOptions } from '../proposed/diagnose-proposed.ts'
import type { ProposedPolicy } from '../proposed/proposed-policy.ts'
import { proposedWordsFor } from '../proposed/words/words.ts'
import { fill } from '../report/words/words.ts'
import { fromTextAlone, refusedPolicyUnseen, type Asked } from './from-text-alone.ts'
import { lookUpRefused } from './look-up-refused.ts'
import type { ReadError } from './read-error.ts'

export interface ErrorOptions extends Omit<DiagnoseOptions, 'key' | 'told'> {
  /** Overrides what the text tells. */
  readonly key?: string
  /** The key policy that was refused, where the text does not hold it. */
  readonly proposed?: ProposedPolicy
}

/** What the options say goes before what the text tells. */
export async function diagnoseError(
  connection: Connection,
  error: ReadError,
  options: ErrorOptions,
): Promise<Diagnosis[]> {
  requireReadable(error)
  const caller = await askCallerIdentity(connection)
  const isKnown = !('rejected' in caller)
  const asked: Asked = {
    ...{ connection, error, options },
    caller: isKnown ? caller : undefined,
    rejection: isKnown ? undefined : `${caller.code}: ${caller.message}`,
  }
  const diagnoses = await (error.says === 'denied' ? ofDenial(asked) : ofRefusedPolicy(asked))
  return diagnoses.map((diagnosis) => withText(diagnosis, error))
}

function requireReadable({ says, action, encoded = '', denial }: ReadError): void {
  if (says === 'encoded') {
    const decode = 'aws sts decode-authorization-message --query DecodedMessage --output text'
    throw doctorFailure('encodedReason', {}, { lines: [`${decode} --encoded-message ${encoded}`] })
  }
  if (action === undefined || /^kms:/i.test(action)) return
  if (denial === undefined) throw doctorFailure('aboutAnotherNoDenial', { action })
  throw doctorFailure('aboutAnother', { action }, { lines: [denial.sentence] })
}

async function ofDenial(asked: Asked): Promise<Diagnosis[]> {
  const { connection, error, options, caller } = asked
  const account = caller?.account ?? error.account ?? ''
  const principal = options.principal ?? unmasked(error.principal, account)
  const key = options.key ?? keyOf(error, account)
  const actions = options.actions?.length ? options.actions : actionsOf(error)
  const context = { ...error.context, ...options.context }
  const told = toldOf(error, principal)
  const isCaller = principal === undefined || principalOf(principal) !== undefined
  if (caller === undefined || key === undefined || !(isCaller || options.principal !== undefined)) {
    const question = { principal, key, context, told }
    return Promise.all(actions.map((action) => fromTextAlone(asked, { ...question, action })))
  }
  return diagnose(connection, {
    ...options,
    ...{ key, actions, context },
    ...(principal === undefined ? {} : { principal }),
    ...(told && { told }),
  })
}

/** Without an action in the text: what an administrator does with a key policy. */
const actionsOf = ({ action }: ReadError): readonly string[] =>
  action === undefined ? ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'] : [action]

function toldOf(
  { denial, action }: ReadError,
  principal: string | undefined,
): ToldDenial | undefined {
  return denial === undefined || action === undefined ? undefined : { principal, action, denial }
}

/** CI systems put stars in place of the account id, people put words: the caller's is meant. */
function unmasked(arn: string | undefined, account: string): string | undefined {
  const isMasked = arn !== undefined && parseArn(arn) === undefined && account !== ''
  return isMasked ? arn.replace(MASKED_ACCOUNT, `$1${account}:`) : arn
}

const MASKED_ACCOUNT = /^(arn:aws[a-z-]*:[a-z]{2,20}:[a-z0-9-]*:)(?!\d{12}:)[^:]{0,40}:/

/** A bare id is a key of the Region and the account that the text tells of. */
function keyOf(
  { resource, region }: Pick<ReadError, 'resource' | 'region'>,
  account: string,
): string | undefined {
  if (resource === undefined || resource === '*') return undefined
  const named = unmasked(resource, account) ?? resource
  const arn = parseArn(named)
  if (arn !== undefined)
    return arn.service === 'kms' && !arn.resource.endsWith('*') ? named : undefined
  if (named.startsWith('alias/')) return named
  if (!/^[\w-]{1,64}$/.test(named)) return undefined
  return region === undefined || account === ''
    ? named
    : arnOf('kms', region, account, `key/${named}`)
}

async function ofRefusedPolicy(asked: Asked): Promise<Diagnosis[]> {
  const { connection, error, options, caller } = asked
  if (caller === undefined) return [await refusedPolicyUnseen(asked)]
  const found = await refusedPolicy(asked, caller.account)
  if (found === undefined) return [await refusedPolicyUnseen(asked)]
  const { policy, key, principal = error.principal } = found
  const proposed: ProposedOptions = {
    ...options,
    proposed: policy,
    ...(error.says === 'lockout' || error.says === 'principals' ? { refusal: error.says } : {}),
    context: { ...error.context, ...options.context },
    keyOptions: found.keyOptions,
  }
  const { key: _key, principal: _principal, ...rest } = proposed
  const of = options.key ?? key
  const by = options.principal ?? unmasked(principal, caller.account)
  const diagnoses = await diagnoseProposed(connection, {
    ...rest,
    ...(of === undefined ? {} : { key: of }),
    ...(by === undefined ? {} : { principal: by }),
  })
  const sentence = error.denial?.sentence
  return diagnoses.map((one) => ({ ...one, ...(sentence === undefined ? {} : { sentence }) }))
}

interface RefusedPolicy {
  readonly policy: ProposedPolicy
  readonly key: string | undefined
  readonly principal?: string
  readonly keyOptions: readonly string[]
}

/** From the file that was given, from the event that was pasted, else from the event history. */
async function refusedPolicy(asked: Asked, account: string): Promise<RefusedPolicy | undefined> {
  const { error, options, connection } = asked
  const { action, policy: text, eventId = '-', keyOptions = [] } = error
  const key = action === 'kms:PutKeyPolicy' ? keyOf(error, account) : undefined
  if (options.proposed !== undefined) return { policy: options.proposed, key, keyOptions }
  const { ofEvent } = proposedWordsFor(options.lang)
  if (text !== undefined) {
    return { policy: { name: fill(ofEvent, { eventId }), text }, key, keyOptions }
  }
  const found = await lookUpRefused(connection, error, options)
  if (found?.policy === undefined) return undefined
  const name = fill(ofEvent, { eventId: found.eventId ?? '-' })
  const ofKey = found.action === 'kms:PutKeyPolicy' ? keyOf(found, account) : undefined
  return {
    policy: { name, text: found.policy },
    key: ofKey,
    ...(found.principal === undefined ? {} : { principal: found.principal }),
    keyOptions: found.keyOptions ?? [],
  }
}

function withText(diagnosis: Diagnosis, { text, via }: ReadError): Diagnosis {
  const { request } = diagnosis
  return {
    ...diagnosis,
    from: text,
    request: { ...request, ...(via === undefined ? {} : { via }) },
  }
}
