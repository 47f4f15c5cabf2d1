// Every key of an account looked at, in one Region or many. What may not be read is a row with
// what is known of it, and an interruption leaves what was seen so far.

import { parseAccountId } from '../../base/account-id.ts'
import { parseArn } from '../../base/arn.ts'
import { connect, disconnect, type Connection } from '../connection.ts'
import { askAccessKeys } from '../evidence/account/access-keys.ts'
import { askAccount, type AccountEvidence } from '../evidence/account.ts'
import type { AccountKey } from '../evidence/account/account-key.ts'
import { askRegionKeys, type RegionKeys } from '../evidence/account/region-keys.ts'
import type { Failed, Refused } from '../evidence/answer.ts'
import { askCallerIdentity } from '../evidence/caller-identity.ts'
import { whereOf, type Where } from '../evidence/evidence.ts'
import { doctorFailure } from '../failure.ts'
import {
  accessKeyFindings,
  type AccountFinding,
  type Administrator,
} from './access-key-findings.ts'
import { keyFactsOf, type KeyFacts } from './key-facts.ts'
import { KeyPolicies } from './key-policy.ts'
import { findRegions } from './regions.ts'
import type { AuditFinding } from './rule.ts'
import { KEY_RULES } from './rules/list.ts'
import { isAtLeast, severityRank, type AuditSeverity } from './severity.ts'

export type AuditStep =
  | { readonly step: 'principals'; readonly known: number }
  | { readonly step: 'keys'; readonly region: string; readonly done: number; readonly of: number }

export interface AuditOptions {
  readonly now: Date
  /** Absent: the connection's own; `all`: every Region of the account. */
  readonly regions?: readonly string[] | 'all'
  readonly tell?: (step: AuditStep) => void
  readonly signal?: AbortSignal
}

export interface AuditedKey {
  readonly key: AccountKey
  readonly facts: KeyFacts
  /** Worst first. */
  readonly findings: readonly AuditFinding[]
}

export interface Audit {
  readonly where: Where
  readonly now: Date
  readonly regions: readonly RegionKeys[]
  /** Interrupted: not every key was reached. */
  readonly partial: boolean
  /** Worst first. */
  readonly keys: readonly AuditedKey[]
  readonly awsManaged: readonly AccountKey[]
  readonly account: AccountEvidence
  readonly accountFindings: readonly AccountFinding[]
  readonly unseen: readonly (Refused | Failed)[]
}

export async function audit(connection: Connection, options: AuditOptions): Promise<Audit> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('awsSays', caller)
  const id = parseAccountId(caller.account)
  if (!id) throw doctorFailure('noAccount', caller)
  const { tell, signal } = options
  const where = await whereOf(connection, id)
  const [account, found] = await Promise.all([
    askAccount(connection, id, {
      signal,
      tell: (known) => tell?.({ step: 'principals', known }),
    }),
    askRegions(connection, where, options),
  ])
  const { regions, partial } = found
  const policies = new KeyPolicies(account)
  const all = regions.flatMap(({ keys }) => keys)
  const keys = all
    .filter(({ isAwsManaged }) => !isAwsManaged)
    .map((key) => auditKey(keyFactsOf(key, policies.of(key), account, options.now)))
    .toSorted(worstFirst)
  const administrators = administratorsOf(keys)
  const users = administrators.filter(({ arn }) => arn.includes(':user/'))
  const accessKeys = await askAccessKeys(
    connection,
    users.map(({ name }) => name),
    signal,
  )
  return {
    ...{ where, now: options.now, regions, keys, account },
    partial: partial || signal?.aborted === true,
    awsManaged: all.filter(({ isAwsManaged }) => isAwsManaged),
    accountFindings: accessKeyFindings(account, administrators, accessKeys.keys, options.now),
    unseen: unseenOf(keys, [
      ...account.unseen,
      ...accessKeys.unseen,
      ...found.unseen,
      ...regions.flatMap(({ unseen }) => unseen),
    ]),
  }
}

interface Asked {
  readonly regions: readonly RegionKeys[]
  readonly unseen: readonly (Refused | Failed)[]
  readonly partial: boolean
}

/** Region after Region: each has its own rates, and the account's IAM is asked beside them. */
async function askRegions(
  connection: Connection,
  { region: own }: Where,
  { regions: wanted = [own], now, tell, signal }: AuditOptions,
): Promise<Asked> {
  const { regions, unseen } =
    wanted === 'all' ? await findRegions(connection) : { regions: wanted, unseen: [] }
  const asked: RegionKeys[] = []
  for (const region of regions) {
    if (signal?.aborted) break
    const asking = {
      ...{ region, now, signal },
      tell: (done: number, of: number) => tell?.({ step: 'keys', region, done, of }),
    }
    asked.push(await inRegion(connection, region, own, (there) => askRegionKeys(there, asking)))
  }
  const partial = asked.length < regions.length || asked.some(({ notReached }) => notReached > 0)
  return { regions: asked, unseen, partial }
}

async function inRegion<Result>(
  connection: Connection,
  region: string,
  own: string,
  use: (there: Connection) => Promise<Result>,
): Promise<Result> {
  if (region === own) return use(connection)
  const there = connect({ ...connection.options, region })
  try {
    return await use(there)
  } finally {
    disconnect(there)
  }
}

function auditKey(facts: KeyFacts): AuditedKey {
  const findings = KEY_RULES.flatMap(({ id, check }) => {
    const says = check(facts)
    return says ? [{ rule: id, ...says }] : []
  })
  const ranked = findings.toSorted(
    (one, other) => severityRank(one.severity) - severityRank(other.severity),
  )
  return { key: facts.key, facts, findings: ranked }
}

function worstFirst(one: AuditedKey, other: AuditedKey): number {
  const rank = ({ findings: [worst] }: AuditedKey): number =>
    worst ? severityRank(worst.severity) : Number.MAX_SAFE_INTEGER
  const more = other.findings.length - one.findings.length
  // Two keys without findings have one rank, whose difference is 0.
  return rank(one) - rank(other) || more || one.key.arn.localeCompare(other.key.arn)
}

/** Each once, with the number of keys that it can change the policy of. */
function administratorsOf(keys: readonly AuditedKey[]): readonly Administrator[] {
  const found = new Map<string, Administrator>()
  for (const { key, facts } of keys) {
    for (const { principal: arn } of facts.known?.administrators ?? []) {
      const known = found.get(arn)
      const name = parseArn(arn)?.resource.split('/').at(-1) ?? arn
      found.set(
        arn,
        known ? { ...known, keys: known.keys + 1 } : { arn, name, keys: 1, example: key.arn },
      )
    }
  }
  return [...found.values()]
}

/** Each permission once, those of single keys among them. */
function unseenOf(
  keys: readonly AuditedKey[],
  unseen: readonly (Refused | Failed)[],
): readonly (Refused | Failed)[] {
  const ofKeys = keys.flatMap(({ key }) => [key.metadata, key.policy, key.grants])
  const refused = ofKeys.filter((answer) => answer !== undefined && 'by' in answer)
  return [...new Map([...unseen, ...refused].map((one) => [one.by, one])).values()]
}

/** All findings, of keys and of the account. */
export const findingsOfAudit = ({ keys, accountFindings }: Audit): readonly AuditFinding[] => [
  ...keys.flatMap(({ findings }) => findings),
  ...accountFindings,
]

/**
 * 0: nothing as bad as `failOn`. 2: something is. 3: nothing could be seen: no Region's keys could
 * be listed, or of no key anything is known.
 */
export function auditExitCode(audited: Audit, failOn: AuditSeverity): 0 | 2 | 3 {
  const isFailed = findingsOfAudit(audited).some(
    ({ severity, verdict }) => verdict === 'fail' && isAtLeast(severity, failOn),
  )
  if (isFailed) return 2
  const isListed = audited.regions.some(({ listed }) => listed)
  const { keys } = audited
  const isBlind = keys.length > 0 && keys.every(({ facts }) => facts.known === undefined)
  return !isListed || isBlind ? 3 : 0
}
