// The smallest change that makes a proposed key policy acceptable. Pure: whether it is, the engine
// says.

import { accountRootArn } from '../../base/arn.ts'
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { defaultKeyPolicy } from '../../policy/index.ts'
import { statementsOf } from '../examine.ts'
import { identityArn } from '../principals.ts'
import { PUT_KEY_POLICY } from '../rescuers.ts'
import type { RemedyId } from '../remedies/remedy.ts'
import type { Actor } from '../situation.ts'
import type { PrincipalFault } from './principal-fault.ts'

export interface Acceptable {
  readonly id: Extract<RemedyId, 'name-principal' | 'add-account-statement'>
  readonly policy: JsonObject
  readonly facts: Readonly<Record<string, string>>
}

/** In the order of how much they open: the caller alone, then the account. */
export function acceptablePolicies(
  policy: JsonObject,
  { principal }: Actor,
  account: string,
): readonly Acceptable[] {
  const own = identityArn(principal)
  const [standard = {}] = statementsOf(defaultKeyPolicy(account))
  const delegating: Acceptable = {
    id: 'add-account-statement',
    policy: { ...policy, Statement: [standard, ...statementsOf(policy)] },
    facts: { statement: String(standard.Sid), account },
  }
  // The root user's ARN stands for the account: to name it is to delegate.
  if (principal.type === 'root' || own === accountRootArn(account)) return [delegating]
  const named: Acceptable = {
    id: 'name-principal',
    policy: { ...policy, Statement: [...statementsOf(policy), administrationFor(own)] },
    facts: { named: own },
  }
  return [named, delegating]
}

const administrationFor = (arn: string): JsonObject => ({
  Sid: 'Allow the deployer to manage this key policy',
  Effect: 'Allow',
  Principal: { AWS: arn },
  Action: ['kms:GetKeyPolicy', PUT_KEY_POLICY],
  Resource: '*',
})

/**
 * The policy with every invalid principal put right, or taken out where nobody knows what was
 * meant; a statement that named nobody else goes with it. Undefined where a name would have to
 * leave `NotPrincipal`, which would widen the statement, or where nothing is left.
 */
export function withoutFaults(
  policy: JsonObject,
  faults: readonly PrincipalFault[],
): JsonObject | undefined {
  if (faults.some(({ negated, meant }) => negated && meant === undefined)) return undefined
  const corrections = new Map(faults.map(({ type, value, meant }) => [`${type} ${value}`, meant]))
  const Statement = statementsOf(policy).flatMap((statement) => {
    const corrected = correctedIn(statement, corrections)
    return corrected === undefined ? [] : [corrected]
  })
  return Statement.length === 0 ? undefined : { ...policy, Statement }
}

type Corrections = ReadonlyMap<string, string | undefined>

function correctedIn(statement: JsonObject, corrections: Corrections): JsonObject | undefined {
  const clauses = (['Principal', 'NotPrincipal'] as const).flatMap((clause) => {
    const names = statement[clause]
    return isJsonObject(names) ? [[clause, correctedNames(names, corrections)] as const] : []
  })
  if (clauses.some(([, names]) => Object.keys(names).length === 0)) return undefined
  return { ...statement, ...Object.fromEntries(clauses) }
}

function correctedNames(names: JsonObject, corrections: Corrections): JsonObject {
  const kept = Object.entries(names).flatMap(([type, given]): readonly [string, Json][] => {
    const list: readonly Json[] = Array.isArray(given) ? given : [given]
    const corrected = [...new Set(list.flatMap((name) => correctedName(type, name, corrections)))]
    const [only] = corrected
    if (only === undefined) return []
    return [[type, Array.isArray(given) ? corrected : only]]
  })
  return Object.fromEntries(kept)
}

function correctedName(type: string, name: Json, corrections: Corrections): readonly Json[] {
  const id = `${type} ${String(name)}`
  if (!corrections.has(id)) return [name]
  return [corrections.get(id) ?? []].flat()
}
