// Everybody who may do something with one key: the engine asked about all principals of the
// account, and about those of others that the key policy or a grant names.

import { parseAccountId } from '../../base/account-id.ts'
import { parseArn } from '../../base/arn.ts'
import {
  accessTo,
  type AccessWorld,
  type ConstrainedAccess,
  type WorldContext,
} from '../../policy/index.ts'
import { KeyPolicies, type AuditedPolicy } from '../audit/key-policy.ts'
import { keyWorldOf } from '../audit/key-world.ts'
import type { Connection } from '../connection.ts'
import { askAccount, type AccountEvidence } from '../evidence/account.ts'
import type { AccountKey } from '../evidence/account/account-key.ts'
import { askAccountKey } from '../evidence/account/one-key.ts'
import { gotOf, isGot, isUnseen, type Failed, type Refused } from '../evidence/answer.ts'
import { askCallerIdentity } from '../evidence/caller-identity.ts'
import { whereOf, type Where } from '../evidence/evidence.ts'
import { askKey } from '../evidence/key.ts'
import { searchPolicyEvents, type PolicyEvents } from '../evidence/policy-search.ts'
import { doctorFailure } from '../failure.ts'
import { requireGoingOn } from '../interruption.ts'
import type { Reach } from '../reach.ts'
import { versionsOf } from '../rebuild.ts'
import { actionsAsked } from './actions-asked.ts'
import { whoAssumes, type Assumer } from './who-assumes.ts'

export interface WhoCanOptions {
  /** `kms:Decrypt`, a pattern, `read-policy`, `change-policy`, `use`; several with commas. */
  readonly action: string
  readonly key: string
  /** What is known of the requests. */
  readonly context?: WorldContext
  /** Also who may assume the roles that are found. */
  readonly viaRoles?: boolean
  readonly reach?: Reach
  readonly tell?: (principals: number) => void
}

/** One principal, and the asked actions that it may do. */
export interface PrincipalAccess {
  readonly principal: string
  readonly kind: PrincipalKind
  readonly actions: readonly ConstrainedAccess[]
  /** Of a role, where it was asked for; `unseen`: its trust policy could not be read. */
  readonly assumedBy: readonly Assumer[] | 'unseen' | undefined
}

export const PRINCIPAL_KINDS = [
  'root',
  'user',
  'role',
  'session',
  'account',
  'service',
  'everybody',
] as const
/** `account`: of another account, or that account as a whole. */
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number]

export interface WhoCan {
  readonly where: Where
  readonly key: AccountKey
  /** As it was asked: `use`. */
  readonly asked: string
  readonly actions: readonly string[]
  readonly context: WorldContext
  /** Undefined: the key policy is not known, and with it nothing. */
  readonly policy: AuditedPolicy | undefined
  /** What the engine was asked about; undefined without a policy. */
  readonly world: AccessWorld | undefined
  /** By kind, in the order of the account. */
  readonly principals: readonly PrincipalAccess[]
  readonly account: AccountEvidence
  /** All that counts could be seen, and is in force: whoever is not here cannot. */
  readonly complete: boolean
  readonly events: PolicyEvents | undefined
  readonly unseen: readonly (Refused | Failed)[]
}

export async function askWhoCan(connection: Connection, options: WhoCanOptions): Promise<WhoCan> {
  const actions = actionsAsked(options.action)
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('awsSays', caller)
  const id = parseAccountId(caller.account)
  if (!id) throw doctorFailure('noAccount', caller)
  const where = await whereOf(connection, id)
  const { tell, reach = {}, context = {} } = options
  const [found, account] = await Promise.all([
    keyOf(connection, options.key, where, reach),
    askAccount(connection, id, {
      signal: reach.signal,
      ...(tell ? { tell } : {}),
    }),
  ])
  requireGoingOn(reach.signal)
  const { key } = found
  const policy = new KeyPolicies(account).of(key)
  const known = policy && { arn: key.arn, policy: policy.policy, grants: gotOf(key.grants) ?? [] }
  const world = known && keyWorldOf(known, account, context)
  const accesses = world ? accessTo(actions, world) : []
  const ofKey = [key.metadata, key.policy, key.grants].filter((answer) => isUnseen(answer))
  return {
    ...{ where, key, actions, context, policy, world, account, events: found.events },
    asked: options.action,
    complete: account.complete && policy?.source === 'current' && isGot(key.grants),
    principals: principalsIn(accesses, account, options),
    unseen: [...ofKey, ...account.unseen, ...found.unseen],
  }
}

interface FoundKey {
  readonly key: AccountKey
  readonly events: PolicyEvents | undefined
  readonly unseen: readonly (Refused | Failed)[]
}

/** With the last policy that events know, where it may not be read. */
async function keyOf(
  connection: Connection,
  asked: string,
  where: Where,
  reach: Reach,
): Promise<FoundKey> {
  const { arn, aliases, description } = await askKey(connection, asked, where)
  if (arn === undefined || 'absent' in description) {
    throw doctorFailure('keyNotThere', { key: asked, ...where })
  }
  const id = parseArn(arn)?.resource.slice('key/'.length)
  const names = gotOf(aliases)?.filter(({ keyId }) => keyId === id) ?? []
  const limits = { knowsRotation: false }
  const one = { arn, limits, aliases: names.map(({ name }) => name), always: true }
  const key = await askAccountKey(connection, one)
  if (!isUnseen(key.policy)) return { key, events: undefined, unseen: [] }
  const createdAt = gotOf(key.metadata)?.createdAt
  const answer = await searchPolicyEvents(connection, arn, {
    ...{ reach, createdAt },
    looksForTables: false,
  })
  const events = gotOf(answer)
  const versions = versionsOf(events?.events ?? [], parseArn(arn)?.account ?? '')
  const unseen = isUnseen(answer) ? [answer] : []
  return { key: { ...key, lastKnown: versions.at(-1) }, events, unseen }
}

function principalsIn(
  accesses: readonly ConstrainedAccess[],
  account: AccountEvidence,
  { viaRoles = false }: WhoCanOptions,
): readonly PrincipalAccess[] {
  const found = new Map<string, ConstrainedAccess[]>()
  for (const one of accesses) {
    const { principal } = one.access
    found.set(principal, [...(found.get(principal) ?? []), one])
  }
  const principals = [...found].map(([principal, actions]): PrincipalAccess => {
    const kind = kindOf(principal, account.id)
    const assumedBy =
      viaRoles && kind === 'role' ? (whoAssumes(principal, account) ?? 'unseen') : undefined
    return { principal, kind, actions, assumedBy }
  })
  const rank = ({ kind }: PrincipalAccess): number => PRINCIPAL_KINDS.indexOf(kind)
  return principals.toSorted((one, other) => rank(one) - rank(other))
}

function kindOf(principal: string, account: string): PrincipalKind {
  if (principal === '*') return 'everybody'
  const parts = parseArn(principal)
  if (!parts) return 'service'
  if (parts.account !== account) return 'account'
  const [kind] = parts.resource.split('/')
  return kind === 'root' || kind === 'user' || kind === 'role' ? kind : 'session'
}

/** 0: somebody can. 2: nobody can. 3: nobody can tell, for lack of evidence. */
export function whoCanExitCode({ policy, principals, complete }: WhoCan): 0 | 2 | 3 {
  if (!policy) return 3
  if (principals.length > 0) return 0
  return complete ? 2 : 3
}
