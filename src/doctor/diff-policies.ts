// Two key policies side by side: what changed in the terms of policies, who gains and loses by it,
// and the texts line by line.

import { arnOf, parseArn } from '../base/arn.ts'
import { isJsonObject, parseJson, type JsonObject } from '../base/json.ts'
import type { WorldIdentity } from '../policy/index.ts'
import { accessChanges, type AccessChange } from './access-change.ts'
import type { Connection } from './connection.ts'
import { gotOf, isUnseen, reasonOf } from './evidence/answer.ts'
import { askCallerIdentity } from './evidence/caller-identity.ts'
import { askIdentity, whereOf, type Where } from './evidence/evidence.ts'
import { askKey } from './evidence/key.ts'
import { askKeyPolicy } from './evidence/key-policy.ts'
import { named } from './examine.ts'
import { doctorFailure } from './failure.ts'
import { history, keyUnknown, type PolicyEntry } from './history.ts'
import { changeLines, type ChangeLine } from './policy-change.ts'
import { accountNamedIn, identityArnOf, principalsNamedIn } from './principals.ts'
import type { Reach } from './reach.ts'
import { versionNamed } from './version-named.ts'

/** One side: a policy at hand, or one that AWS is asked for. */
export type PolicySide =
  | { readonly name: string; readonly policy: JsonObject }
  | {
      readonly name: string
      /** Id, ARN, alias or alias ARN. */
      readonly key: string
      /** As `versionNamed` takes it; absent: in force. */
      readonly at?: string
    }

export interface DiffOptions {
  readonly before: PolicySide
  readonly after: PolicySide
  /** The key that both are for, where neither side says it. */
  readonly key?: string
  readonly reach?: Reach
}

export interface PolicyDiff {
  readonly version: 1
  /** Undefined: nothing was asked of AWS. */
  readonly where?: Where
  /** That the policies are of. */
  readonly account: string
  /** The key's ARN; undefined: none was named. */
  readonly key?: string
  readonly before: { readonly name: string; readonly policy: JsonObject }
  readonly after: { readonly name: string; readonly policy: JsonObject }
  /** In the terms of policies; empty: they mean the same. */
  readonly lines: readonly ChangeLine[]
  readonly access: readonly AccessChange[]
  /** Whose IAM policies were counted, besides what the key policies say themselves. */
  readonly counted: readonly string[]
  /** The texts, in the form of `diff -u`. */
  readonly patch: string
}

/** For policies that speak of no account at all. */
const EXAMPLE_ACCOUNT = '111122223333'

/** Policies name few principals; beyond this the rest counts by the key policies alone. */
const identitiesMax = 30

/** Without a connection both sides must be at hand. */
export async function comparePolicies(
  options: DiffOptions,
  connection?: Connection,
): Promise<PolicyDiff> {
  const asked = connection && (await placeOf(connection))
  const [before, after] = await Promise.all([
    policyOf(options.before, asked, options.reach),
    policyOf(options.after, asked, options.reach),
  ])
  const key = before.key ?? after.key ?? (await keyOf(options.key, asked))
  const sides = [before.policy, after.policy]
  const keyArn =
    key ?? arnOf('kms', 'us-east-1', accountNamedIn(sides) ?? EXAMPLE_ACCOUNT, 'key/unknown')
  const identities = asked && key !== undefined ? await identitiesIn(sides, keyArn, asked) : []
  return {
    version: 1,
    ...(asked && { where: asked.where }),
    account: parseArn(keyArn)?.account ?? '',
    ...(key === undefined ? {} : { key }),
    before: { name: options.before.name, policy: before.policy },
    after: { name: options.after.name, policy: after.policy },
    lines: changeLines(before.policy, after.policy),
    access: accessChanges(keyArn, before.policy, after.policy, identities),
    counted: identities.map(({ arn }) => arn),
    patch: await patchOf(options.before.name, before.policy, options.after.name, after.policy),
  }
}

/** 2 when somebody's access differs; a policy that is only written otherwise is the same. */
export const diffExitCode = ({ access }: PolicyDiff): 0 | 2 => (access.length > 0 ? 2 : 0)

interface Asked {
  readonly connection: Connection
  readonly where: Where
  readonly caller: string
}

async function placeOf(connection: Connection): Promise<Asked> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('aws', caller)
  return { connection, where: await whereOf(connection, caller.account), caller: caller.arn }
}

interface Found {
  readonly policy: JsonObject
  /** ARN. */
  readonly key?: string
}

async function policyOf(
  side: PolicySide,
  asked: Asked | undefined,
  reach: Reach | undefined,
): Promise<Found> {
  if ('policy' in side) return { policy: side.policy }
  if (asked === undefined) {
    throw doctorFailure('noFileNoKey', { name: side.name })
  }
  if (side.at !== undefined) return versionOf(side.key, side.at, asked, reach)
  const key = await requireKey(side.key, asked)
  const answer = await askKeyPolicy(asked.connection, key)
  const policy = parseJson(gotOf(answer) ?? '')
  if (isJsonObject(policy)) return { policy, key }
  if (!isUnseen(answer)) throw doctorFailure('policyUnread', { key: side.key })
  throw doctorFailure('policyUnreadBecause', { key: side.key, reason: reasonOf(answer) })
}

async function versionOf(
  key: string,
  at: string,
  { connection }: Asked,
  reach: Reach | undefined,
): Promise<Found> {
  const past = await history(connection, { key, ...(reach && { reach }) })
  const versions = past.entries.filter((entry): entry is PolicyEntry => entry.kind === 'version')
  const found = versionNamed(versions, at)
  if (found) return { policy: found.policy, key: past.key }
  throw doctorFailure('versionUnknown', { at, key, count: String(versions.length) })
}

async function requireKey(key: string, { connection, where }: Asked): Promise<string> {
  const { arn } = await askKey(connection, key, where)
  if (arn === undefined) throw keyUnknown(key, where)
  return arn
}

async function keyOf(key: string | undefined, asked: Asked | undefined) {
  if (key === undefined) return undefined
  if (parseArn(key)?.resource.startsWith('key/')) return key
  if (asked) return requireKey(key, asked)
  throw doctorFailure('keyNotAsked', { key })
}

/** Whoever is named, and whoever asks: with the IAM policies of each. */
async function identitiesIn(
  policies: readonly JsonObject[],
  keyArn: string,
  { connection, where, caller }: Asked,
): Promise<readonly WorldIdentity[]> {
  const owner = parseArn(keyArn)?.account
  if (owner !== where.account) return []
  const names = [...policies.flatMap(principalsNamedIn), caller].map(identityArnOf)
  const own = [...new Set(names)].filter((name) => {
    return parseArn(name)?.account === owner && !name.endsWith(':root')
  })
  const asked = own.slice(0, identitiesMax).map(async (arn) => {
    const { entity, policies: found } = await askIdentity(connection, arn, where.account)
    const known = gotOf(entity)
    if (known === undefined || found.unseen.length > 0) return []
    const read = found.policies.map(({ name, text }) => named(name, parseJson(text) ?? null))
    const { boundary } = found
    const bounded = boundary && {
      boundary: [named(boundary.name, parseJson(boundary.text) ?? null)],
    }
    return [{ arn: known.arn, uniqueId: known.uniqueId, policies: read, ...bounded }]
  })
  return (await Promise.all(asked)).flat()
}

async function patchOf(
  oldName: string,
  before: JsonObject,
  newName: string,
  after: JsonObject,
): Promise<string> {
  const print = (policy: JsonObject): string => `${JSON.stringify(policy, undefined, 2)}\n`
  const texts = [print(before), print(after)] as const
  if (texts[0] === texts[1]) return ''
  const { createTwoFilesPatch } = await import('diff')
  return createTwoFilesPatch(oldName, newName, ...texts, undefined, undefined, { context: 3 })
}
