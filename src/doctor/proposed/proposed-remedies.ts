// Ways to get a refused key policy accepted, each tried with the engine first.

import { accountRootArn, parseArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import type { PrintedWords } from '../printed-commands.ts'
import { awsCommand, type RunsAs } from '../command-line.ts'
import type { Where } from '../evidence/evidence.ts'
import { identityArn, shortName } from '../principals.ts'
import { PUT_KEY_POLICY } from '../rescuers.ts'
import { allowInIam, mayInIam } from '../remedies/allow-in-iam.ts'
import type { PathOf } from '../remedies/key-policy-remedy.ts'
import type { Remedy } from '../remedies/remedy.ts'
import type { Actor } from '../situation.ts'
import { askLockout, type Deployment } from './lockout.ts'
import type { PrincipalFault } from './principal-fault.ts'
import { serviceLinkedRoleOf } from './service-linked-role.ts'
import { acceptablePolicies, withoutFaults } from './smallest-policy.ts'

export interface Refused {
  readonly deployment: Deployment
  /** As it was proposed. */
  readonly policy: JsonObject
  /** The same with its names bound as KMS would bind them. */
  readonly bind: (policy: JsonObject) => JsonObject
  readonly faults: readonly PrincipalFault[]
  /** CreateKey: there is no key yet. */
  readonly isNew: boolean
  /** Options of CreateKey beside the policy. */
  readonly keyOptions: readonly string[]
  /** What the deployer lacks in IAM. */
  readonly missing: readonly string[]
  readonly where: Where
  /** The asker is the deployer. */
  readonly asks: boolean
  readonly pathOf: PathOf
}

export function proposedRemedies(refused: Refused): readonly Remedy[] {
  const { faults, missing, policy } = refused
  const corrected = faults.length === 0 ? policy : withoutFaults(policy, faults)
  const inIam = missing.length === 0 ? undefined : inIamRemedy(refused, corrected ?? policy)
  const roles = faults.length === 0 ? undefined : serviceLinkedRoles(refused, inIam)
  // With invalid principals in it, more of IAM would not make KMS take the policy.
  const isIamEnough = faults.length === 0 || missing.includes(CREATE_KEY)
  const ofPolicy = corrected === undefined ? [] : policyRemedies(refused, corrected)
  return [roles, isIamEnough ? inIam : undefined, ...ofPolicy].flatMap((remedy) => remedy ?? [])
}

/** The policy as proposed with what it lacks, where the deployer may then put it. */
function policyRemedies(refused: Refused, corrected: JsonObject): readonly Remedy[] {
  const { deployment, bind, faults, isNew, missing } = refused
  const account = parseArn(deployment.keyArn)?.account ?? ''
  if (isNew && missing.includes(CREATE_KEY)) return []
  if (passes(deployment, bind(corrected))) {
    if (faults.length === 0) return []
    const facts = { corrected: faults.map(({ value }) => value).join(', ') }
    return [putRemedy(refused, { id: 'correct-principals', policy: corrected, facts })]
  }
  return acceptablePolicies(corrected, deployment.actor, account)
    .filter(({ policy }) => passes(deployment, bind(policy)))
    .map((acceptable) => putRemedy(refused, acceptable))
}

const passes = (deployment: Deployment, policy: JsonObject): boolean =>
  askLockout(policy, deployment).decision.outcome === 'allow'

function putRemedy(
  { deployment, where, asks, isNew, keyOptions, pathOf, policy: proposed }: Refused,
  { id, policy, facts }: Pick<Remedy, 'id' | 'facts'> & { readonly policy: JsonObject },
): Remedy {
  const own = identityArn(deployment.actor.principal)
  const keyId = parseArn(deployment.keyArn)?.resource.slice('key/'.length) ?? 'key'
  const path = pathOf(`${isNew ? 'new-key' : `key-policy-${keyId}`}-${id}.json`)
  const put: PrintedWords = isNew
    ? ['kms', 'create-key', ...keyOptions]
    : ['kms', 'put-key-policy', '--key-id', deployment.keyArn, '--policy-name', 'default']
  return {
    id,
    by: [own],
    becoming: [],
    commands: [awsCommand([...put, '--policy', `file://${path}`], where, runsAsOf(asks))],
    atOnce: undefined,
    facts,
    gains: [`${shortName(own)} ${PUT_KEY_POLICY}`],
    loses: [],
    proved: true,
    documents: new Map([[path, policy]]),
    change: { name: 'key policy', before: proposed, after: policy },
  }
}

/**
 * What the policy names will be there: the services' own roles are made before it is put, and what
 * the deployer lacks in IAM is given along with it.
 */
function serviceLinkedRoles(refused: Refused, inIam: Remedy | undefined): Remedy | undefined {
  const { faults, missing, where, asks, deployment, policy } = refused
  const { actor, keyArn } = deployment
  const names = [...new Set(faults.map(({ value }) => value))]
  const roles = names.flatMap((name) => serviceLinkedRoleOf(name) ?? [])
  // Other faults would stay, and so would the refusal.
  if (roles.length < names.length) return undefined
  const isAccepted = missing.length > 0 ? inIam !== undefined : passes(deployment, policy)
  if (!isAccepted) return undefined
  const own = identityArn(actor.principal)
  const root = accountRootArn(parseArn(keyArn)?.account ?? '')
  const mayMake = names.every((name) => mayInIam(actor, 'iam:CreateServiceLinkedRole', name))
  const mayItself = mayMake && inIam?.by.includes(own) !== false
  const runsAs = runsAsOf(mayItself && asks)
  const making = roles.map(({ service, suffix }) => {
    const words = ['iam', 'create-service-linked-role', '--aws-service-name', service] as const
    const more = suffix === undefined ? [] : ['--custom-suffix', suffix]
    return awsCommand([...words, ...more], where, runsAs)
  })
  return {
    id: 'create-service-linked-role',
    by: [mayItself ? own : root],
    becoming: [],
    commands: [...making, ...(inIam?.commands ?? [])],
    atOnce: undefined,
    facts: { roles: names.map(shortName).join(', ') },
    loses: [],
    ...broughtBy(inIam),
  }
}

const runsAsOf = (isAsker: boolean): RunsAs => (isAsker ? 'asker' : 'environment')

/** What giving more of IAM brings along. */
function broughtBy(inIam: Remedy | undefined): Pick<Remedy, 'gains' | 'proved' | 'documents'> {
  if (inIam === undefined) return { gains: [], proved: true, documents: new Map() }
  const { gains, proved, documents } = inIam
  return { gains, proved, documents }
}

const CREATE_KEY = 'kms:CreateKey'

/** The least that the deployer must be allowed: for a key that is yet to be made, on new ones. */
function inIamRemedy(refused: Refused, policy: JsonObject): Remedy | undefined {
  const { deployment, where, asks, isNew, missing, bind, pathOf } = refused
  return allowInIam({
    actor: deployment.actor,
    document: missingDocument(refused),
    policyName: 'KeyDeployment',
    actions: missing,
    resource: isNew ? newKeysOf(deployment.keyArn) : deployment.keyArn,
    ...{ where, asks, pathOf },
    proves: (actor) =>
      passes({ ...deployment, actor }, bind(policy)) && (!isNew || mayCreateKeys(actor)),
  })
}

function missingDocument({ deployment, isNew, missing }: Refused): JsonObject {
  const creates = { Sid: 'CreateKeys', Effect: 'Allow', Action: CREATE_KEY, Resource: '*' }
  const puts = {
    Sid: 'ManageKeyPolicy',
    Effect: 'Allow',
    Action: PUT_KEY_POLICY,
    Resource: isNew ? newKeysOf(deployment.keyArn) : deployment.keyArn,
    // On every key of the Region: then at least never past the safety check.
    ...(isNew && {
      Condition: { BoolIfExists: { 'kms:BypassPolicyLockoutSafetyCheck': 'false' } },
    }),
  }
  const Statement = [
    ...(missing.includes(CREATE_KEY) ? [creates] : []),
    ...(missing.includes(PUT_KEY_POLICY) ? [puts] : []),
  ]
  return { Version: '2012-10-17', Statement }
}

/** IAM cannot name a key that has no id yet. */
const newKeysOf = (keyArn: string): string => keyArn.replace(/:key\/.*$/, ':key/*')

/** Whether IAM lets the deployer make keys at all. */
export const mayCreateKeys = (actor: Actor): boolean => mayInIam(actor, CREATE_KEY, '*')
