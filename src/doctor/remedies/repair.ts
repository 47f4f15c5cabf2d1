// The smallest change of a key policy that gives the asker the action back. Pure: a policy in,
// candidates out; whether one works is for the engine to say.

import { accountRootArn } from '../../base/arn.ts'
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { defaultKeyPolicy } from '../../policy/index.ts'
import { wasMeantForSubject } from '../checks/principal-deleted.ts'
import { isForeign } from '../checks/halves.ts'
import { examineKeyPolicy, statementsOf } from '../examine.ts'
import {
  identityArn,
  isOfService,
  isUniqueId,
  principalsNamedBy,
  type AskingPrincipal,
} from '../principals.ts'
import { renamePrincipals } from '../rebuild.ts'
import { tellsSource } from '../request-facts.ts'
import { delegates, matches, type PolicyStatement, type Situation } from '../situation.ts'
import type { RemedyId } from './remedy.ts'

export interface Repair {
  readonly id: RemedyId
  readonly policy: JsonObject
  readonly facts: Readonly<Record<string, string>>
}

/** In the order in which to try them: undoing what was done comes before anything new. */
export function repairsOf(
  situation: Situation,
  asked: readonly string[] = [situation.request.action],
): readonly Repair[] {
  const policy = situation.known?.json
  if (policy === undefined) return []
  const { statements } = situation
  const allowing = statements.filter(
    ({ effect, names }) => effect === 'Allow' && names !== 'others',
  )
  const denying = statements.filter(
    (one) => one.effect === 'Deny' && one.names !== 'others' && matches(one),
  )
  const [deny] = denying
  if (deny) {
    const lifted = withoutDenial(policy, denying, situation)
    return [repairTo('lift-deny', lifted, deny), ...delegating(situation, lifted)]
  }
  const { principal } = situation.actor
  if (isOfService(principal)) {
    return [...mended(allowing, policy), namingService(situation, policy, principal)]
  }
  if (isForeign(situation)) return [sharing(situation, policy, asked)]
  return [
    ...rebinding(situation, policy),
    ...mended(allowing, policy),
    ...delegating(situation, policy),
    ...naming(situation, policy),
  ]
}

function repairTo(id: RemedyId, policy: JsonObject, { sid, index }: PolicyStatement): Repair {
  return { id, policy, facts: { statement: sid ?? `Statement[${index}]` } }
}

/** The owner's half for a principal of another account: by name, and for what was asked about. */
function sharing({ actor }: Situation, policy: JsonObject, asked: readonly string[]): Repair {
  const named = identityArn(actor.principal)
  const statement = {
    Sid: `Allow use of the key by ${actor.principal.account}`,
    Effect: 'Allow',
    Principal: { AWS: named },
    Action: asked,
    Resource: '*',
  }
  const Statement = [...statementsOf(policy), statement]
  const facts = { named, actions: asked.join(', ') }
  return { id: 'share-with-account', policy: { ...policy, Statement }, facts }
}

/** The asker's new self under its old name: putting the same policy binds the name anew. */
function rebinding(situation: Situation, policy: JsonObject): readonly Repair[] {
  const { known, actor } = situation
  const arn = identityArn(actor.principal)
  const isMadeAgain = known?.named.some(({ value, fate }) => value === arn && fate === 'recreated')
  if (isMadeAgain) return [{ id: 'name-principal', policy, facts: { named: arn } }]
  const old = known?.named.filter(
    (one) => isUniqueId(one.value) && wasMeantForSubject(situation, one),
  )
  if (!old?.length) return []
  const renamed = renamePrincipals(policy, (name) =>
    old.some(({ value }) => value === name) ? arn : name,
  )
  return [{ id: 'name-principal', policy: renamed, facts: { named: arn } }]
}

/**
 * A statement that names the asker or the account, and fails by one element. Never one that is
 * for everybody: its condition is all that keeps the world out.
 */
function mended(statements: readonly PolicyStatement[], policy: JsonObject): readonly Repair[] {
  return statements.flatMap((statement) => {
    const { action, condition, resource, lacks, index, json } = statement
    if (principalsNamedBy(json).includes('*') || json.NotPrincipal !== undefined) return []
    if (action && resource && !condition) {
      const old = statementsOf(policy)[index] ?? {}
      return lifted(old).map((less) =>
        repairTo('lift-condition', replaceStatement(policy, index, less), statement),
      )
    }
    if (condition && (lacks.length > 0 || (action && !resource))) {
      const old = statementsOf(policy)[index] ?? {}
      const whole = { ...old, Action: old.Action ?? 'kms:*', Resource: '*' }
      return repairTo('complete-statement', replaceStatement(policy, index, whole), statement)
    }
    return []
  })
}

/** One key of the condition less, each in turn; last, without all of it. */
function lifted(statement: JsonObject): readonly JsonObject[] {
  const { Condition, ...rest } = statement
  const operators = isJsonObject(Condition) ? Object.entries(Condition) : []
  const pairs = operators.flatMap(([operator, keys]) =>
    Object.keys(isJsonObject(keys) ? keys : {}).map((key) => [operator, key] as const),
  )
  if (pairs.length < 2) return [rest]
  const narrower = pairs.map(([operator, key]) => {
    const kept = operators.flatMap(([name, keys]) => {
      const left = isJsonObject(keys) && name === operator ? without(keys, key) : keys
      return isJsonObject(left) && Object.keys(left).length === 0 ? [] : [[name, left] as const]
    })
    return { ...rest, Condition: Object.fromEntries(kept) }
  })
  return [...narrower, rest]
}

function without(members: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([member]) => member !== name))
}

/** The account statement, as it was last, else as KMS writes it. */
function delegating(situation: Situation, policy: JsonObject): readonly Repair[] {
  const lost = lastDelegation(situation)
  const standard = statementsOf(defaultKeyPolicy(situation.keyAccount))[0] ?? {}
  return [lost ?? standard, standard].map((statement) => {
    const present = statementsOf(policy).findIndex(
      (one) => sameSid(one, statement) && isOfAccount(one, situation.keyAccount),
    )
    const facts = { statement: sidOf(statement), account: situation.keyAccount }
    return present < 0
      ? { id: 'restore-account-statement', policy: insertFirst(policy, statement), facts }
      : {
          id: 'widen-account-statement',
          policy: replaceStatement(policy, present, statement),
          facts,
        }
  })
}

function lastDelegation({ evidence, known, request }: Situation): JsonObject | undefined {
  const earlier = evidence.versions.filter((version) => version !== known?.version)
  const lost = earlier.findLast(({ json }) => examineKeyPolicy(json, request).some(delegates))
  if (lost === undefined) return undefined
  return examineKeyPolicy(lost.json, request).find(delegates)?.json
}

/**
 * The asker beside those whom the policy lets manage the key; for any other action by a statement
 * of its own, which gives that action and nothing else.
 */
function naming(situation: Situation, policy: JsonObject): readonly Repair[] {
  const { statements, actor, keyArn, request } = situation
  const arn = identityArn(actor.principal)
  if (!/^kms:(Get|Put)KeyPolicy$/.test(request.action)) {
    const statement = {
      Sid: sidFor('Allow use of the key', policy),
      Effect: 'Allow',
      Principal: { AWS: arn },
      Action: request.action,
      Resource: '*',
    }
    const named = { ...policy, Statement: [...statementsOf(policy), statement] }
    return [{ id: 'name-principal', policy: named, facts: { named: arn, key: keyArn } }]
  }
  const administration = statements.find(
    ({ effect, action, condition, json }) =>
      effect === 'Allow' && action && condition && isJsonObject(json.Principal),
  )
  if (administration === undefined) return []
  const old = statementsOf(policy)[administration.index] ?? {}
  const wider = withNames(old, [...principalsNamedBy(old), arn])
  const named = replaceStatement(policy, administration.index, wider)
  return [{ id: 'name-principal', policy: named, facts: { named: arn, key: keyArn } }]
}

/** As AWS's documentation of the service writes it; only where it fits, for one account's work. */
function namingService(
  { request, keyAccount, actor }: Situation,
  policy: JsonObject,
  principal: AskingPrincipal,
): Repair {
  const isService = principal.type === 'service'
  const name = isService ? principal.arn : identityArn(actor.principal)
  const statement = {
    Sid: sidFor(`Allow ${isService ? name : 'the service-linked role'}`, policy),
    Effect: 'Allow',
    Principal: isService ? { Service: name } : { AWS: name },
    Action: actionsOfService(name, request.action),
    Resource: '*',
    ...(isService &&
      tellsSource(name) && {
        Condition: { StringEquals: { 'aws:SourceAccount': keyAccount } },
      }),
  }
  const after = { ...policy, Statement: [...statementsOf(policy), statement] }
  return {
    id: 'name-service',
    policy: after,
    facts: { statement: statement.Sid, named: name },
  }
}

/** What a service that encrypts needs altogether: one that may do a part of it fails later. */
function actionsOfService(name: string, action: string): readonly string[] {
  const usual = name.startsWith('logs.')
    ? ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey']
    : ['kms:Decrypt', 'kms:GenerateDataKey*']
  const isCovered = usual.some((one) => action.startsWith(one.replace('*', '')))
  return isCovered ? usual : [...usual, action]
}

/** A Sid that the policy does not hold yet: AWS takes each once. */
function sidFor(wanted: string, policy: JsonObject): string {
  const held = new Set(statementsOf(policy).map(({ Sid }) => Sid))
  for (let count = 1; ; count++) {
    const sid = count === 1 ? wanted : `${wanted} ${count}`
    if (!held.has(sid)) return sid
  }
}

/** Every Deny that hits the asker spares it from now on, and nobody else. */
function withoutDenial(
  policy: JsonObject,
  denying: readonly PolicyStatement[],
  { actor }: Situation,
): JsonObject {
  const hit = new Set(denying.map(({ index }) => index))
  const Statement = statementsOf(policy).map((statement, index) =>
    hit.has(index) ? sparing(statement, actor.principal) : statement,
  )
  return { ...policy, Statement }
}

function sparing(statement: JsonObject, principal: AskingPrincipal): JsonObject {
  const own = [identityArn(principal), principal.arn]
  const names = principalsNamedBy(statement)
  const others = names.filter((name) => !own.includes(name))
  // The root user's ARN stands for the whole account: to take it out would spare everybody in it.
  const isListed = isJsonObject(statement.Principal) && principal.type !== 'root'
  if (isListed && others.length > 0 && others.length < names.length) {
    return withNames(statement, others)
  }
  return exempting(statement, identityArn(principal))
}

/** By a condition on the name: several values of a negated operator spare each of them. */
export function exempting(statement: JsonObject, arn: string): JsonObject {
  const conditions = isJsonObject(statement.Condition) ? statement.Condition : {}
  const spared = isJsonObject(conditions.ArnNotEquals) ? conditions.ArnNotEquals : {}
  const names: readonly Json[] = [spared['aws:PrincipalArn'] ?? [], arn].flat()
  const ArnNotEquals = { ...spared, 'aws:PrincipalArn': names }
  return { ...statement, Condition: { ...conditions, ArnNotEquals } }
}

/** Services and the like beside the `AWS` principals stay. */
function withNames(statement: JsonObject, names: readonly string[]): JsonObject {
  const others = isJsonObject(statement.Principal) ? statement.Principal : {}
  return { ...statement, Principal: { ...others, AWS: names } }
}

function replaceStatement(policy: JsonObject, index: number, by: JsonObject): JsonObject {
  return { ...policy, Statement: statementsOf(policy).with(index, by) }
}

function insertFirst(policy: JsonObject, statement: JsonObject): JsonObject {
  return { ...policy, Statement: [statement, ...statementsOf(policy)] }
}

const sidOf = ({ Sid }: JsonObject): string => (typeof Sid === 'string' ? Sid : 'Statement[0]')

const sameSid = (one: JsonObject, other: JsonObject): boolean =>
  one.Sid !== undefined && one.Sid === other.Sid

function isOfAccount(statement: JsonObject, account: string): boolean {
  const names: readonly Json[] = principalsNamedBy(statement)
  return names.includes(account) || names.includes(accountRootArn(account))
}
