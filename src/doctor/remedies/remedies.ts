import { decide, type PoliciesInForce } from '../../policy/index.ts'
import { aliasHalfOf } from '../alias-half.ts'
import type { Finding, FindingId } from '../finding.ts'
import { bothHalves, keyPolicyOf, policiesFor, type Actor, type Situation } from '../situation.ts'
import { iamRemedy, withAllow } from './iam-remedy.ts'
import { keyPolicyRemedy, type PathOf } from './key-policy-remedy.ts'
import { renewedGrant } from './grant-remedy.ts'
import type { Remedy } from './remedy.ts'

/** Ways out of what the findings say. Nothing is offered that the engine has not been asked. */
export function remediesFor(
  situation: Situation,
  findings: readonly Finding[],
  pathOf: PathOf,
): readonly Remedy[] {
  const failed = new Set(findings.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : [])))
  if (failed.has('operation/not-cross-account') || failed.has('key/aws-managed')) return []
  const isKeyHalf = [...failed].some((id) => KEY_HALF.has(id))
  const isIamHalf = [...failed].some((id) => IAM_HALF.has(id))
  const asker = isIamHalf ? withAllow(situation) : situation.actor
  const ofKey = isKeyHalf ? keyPolicyRemedy(situation, asker, pathOf) : undefined
  const isLost = isKeyHalf && ofKey === undefined && failed.has('key-policy/unmanageable')
  const ofGrant = failed.has('grant/grantee-deleted') && renewedGrant(situation)
  return [
    ...(ofGrant ? [ofGrant] : []),
    ...(ofKey ? [ofKey] : []),
    ...(isLost ? [awsSupport(situation)] : []),
    ...(isIamHalf && !isLost ? iamHalf(situation, ofKey, pathOf) : []),
  ]
}

const KEY_HALF: ReadonlySet<FindingId> = new Set([
  'key-policy/no-account-statement',
  'key-policy/account-statement-narrowed',
  'key-policy/account-statement-conditioned',
  'key-policy/principal-not-named',
  'key-policy/principal-deleted',
  'key-policy/condition-not-met',
  'key-policy/statement-ineffective',
  'key-policy/action-not-granted',
  'key-policy/explicit-deny',
  'key-policy/foreign-account-not-named',
  'key-policy/service-not-named',
])

const IAM_HALF: ReadonlySet<FindingId> = new Set([
  'iam/no-allow',
  'iam/condition-not-met',
  'iam/resource-mismatch',
  'alias/other-half-missing',
])

/** Proved together with the repair of the key policy, where that is needed as well. */
function iamHalf(situation: Situation, ofKey: Remedy | undefined, pathOf: PathOf) {
  const [repaired] = ofKey?.documents.values() ?? []
  const policy = repaired ?? situation.known?.bound
  const proves = (actor: Actor): boolean =>
    policy !== undefined && isAllowed(situation, actor, keyPolicyOf(policy))
  const remedy = iamRemedy(situation, proves, pathOf)
  // An allow changes nothing where a Deny or the boundary stands against it.
  return remedy && (remedy.proved || !situation.actor.complete) ? [remedy] : []
}

/** On the key, and on the alias where that counts as well. */
function isAllowed(
  { request, guards, evidence }: Situation,
  actor: Actor,
  keyPolicy: PoliciesInForce['resource'],
): boolean {
  const ofAlias = aliasHalfOf(evidence, request, policiesFor(actor, undefined, guards))
  const ofKey = decide(request, policiesFor(actor, keyPolicy, guards))
  return bothHalves(ofKey, ofAlias).outcome === 'allow'
}

/** AWS alone can change the policy of a key that nobody can manage. */
function awsSupport({ keyArn }: Situation): Remedy {
  return {
    id: 'aws-support',
    by: ['aws-support'],
    becoming: [],
    commands: [],
    atOnce: undefined,
    facts: { key: keyArn },
    gains: [],
    loses: [],
    proved: false,
    documents: new Map(),
  }
}
