import type { JsonObject } from '../../base/json.ts'
import { decide } from '../../policy/index.ts'
import type { PoliciesInForce } from '../../policy/index.ts'
import { aliasHalfOf } from '../alias-half.ts'
import { iamHalf } from '../checks/halves.ts'
import type { Finding, FindingId } from '../finding.ts'
import { bothHalves, keyPolicyOf, policiesFor, type Actor, type Situation } from '../situation.ts'
import { adviceOf, wordsAlone } from './advice.ts'
import { iamRemedy, withAllow } from './iam-remedy.ts'
import { identityRemedy } from './identity-remedy.ts'
import { keyPolicyRemedy, type PathOf } from './key-policy-remedy.ts'
import { renewedGrant } from './grant-remedy.ts'
import { keyStateRemedy } from './key-state-remedy.ts'
import { withFixes, type LayerFix } from './layer-fix.ts'
import { layerFixes, layerRemedies, type RefusedBy } from './layer-remedies.ts'
import type { Remedy } from './remedy.ts'

/**
 * Ways out of what the findings say, in the order in which to go them. Nothing is offered that
 * the engine has not been asked. `asked`: all actions that the question was about, so that one
 * change serves them all.
 */
export function remediesFor(
  situation: Situation,
  findings: readonly Finding[],
  pathOf: PathOf,
  asked: readonly string[] = [situation.request.action],
): readonly Remedy[] {
  const failed = new Set(findings.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : [])))
  if (failed.has('operation/not-cross-account'))
    return [adviceOf('ask-key-owner', situation, asked)]
  if (failed.has('key/aws-managed')) return [adviceOf('own-key', situation, asked)]
  const lacksAllow = isIamSilent(failed, situation)
  const asker = lacksAllow ? withAllow(situation, asked) : situation.actor
  const refused = layerFixes(
    failed,
    situation,
    policiesFor(asker, undefined, situation.guards),
    asked,
  )
  const repaired = { asker, refused, asked, pathOf }
  const ofKey = ofKeyPolicy(failed, situation, repaired)
  const isLost = isKeyHalf(failed) && !ofKey && failed.has('key-policy/unmanageable')
  const keyPolicy = keyPolicyAfter(ofKey, situation)
  const proved = isProved(situation, repaired, keyPolicy)
  if (isLost) return [...others(situation, findings), awsSupport(situation)]
  const ofGrant = failed.has('grant/grantee-deleted') ? renewedGrant(situation) : undefined
  return [
    ...(ofGrant ? [ofGrant] : []),
    ...others(situation, findings),
    ...(ofKey ? [ofKey] : []),
    ...refused.flatMap((one) => layerRemedies(one, situation, { asked, pathOf, proved })),
    ...(lacksAllow ? ofIam(situation, repaired, keyPolicy) : []),
    ...[keyStateRemedy(failed, situation, { asked, pathOf, keyPolicy, proved }) ?? []].flat(),
  ]
}

/** All that is put right around the key policy. */
interface Repaired {
  /** With the allow that IAM lacks. */
  readonly asker: Actor
  readonly refused: readonly RefusedBy[]
  readonly asked: readonly string[]
  readonly pathOf: PathOf
}

const others = (situation: Situation, findings: readonly Finding[]): readonly Remedy[] =>
  [identityRemedy(situation, findings) ?? []].flat()

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

const isKeyHalf = (failed: ReadonlySet<FindingId>): boolean =>
  [...failed].some((id) => KEY_HALF.has(id))

/** Another account's half is needed as well, and cannot be seen from the key's account. */
function isIamSilent(failed: ReadonlySet<FindingId>, situation: Situation): boolean {
  if ([...failed].some((id) => IAM_HALF.has(id))) return true
  return failed.has('key-policy/foreign-account-not-named') && iamHalf(situation) !== 'allow'
}

function ofKeyPolicy(
  failed: ReadonlySet<FindingId>,
  situation: Situation,
  { asker, refused, asked, pathOf }: Repaired,
): Remedy | undefined {
  if (!isKeyHalf(failed)) return undefined
  const around = (policies: PoliciesInForce) => withFixes(policies, fixesOf(refused))
  const remedy = keyPolicyRemedy(situation, asker, pathOf, { asked, around })
  return remedy && { ...remedy, proved: remedy.proved && areSeen(refused) }
}

function keyPolicyAfter(ofKey: Remedy | undefined, { known }: Situation): JsonObject | undefined {
  return ofKey?.change?.after ?? known?.bound
}

function isProved(
  { request, guards, evidence }: Situation,
  { asker, refused }: Pick<Repaired, 'asker' | 'refused'>,
  keyPolicy: JsonObject | undefined,
): boolean {
  if (keyPolicy === undefined || !areSeen(refused)) return false
  const fixed = (resource: PoliciesInForce['resource']): PoliciesInForce =>
    withFixes(policiesFor(asker, resource, guards), fixesOf(refused))
  // On the key, and on the alias where that counts as well.
  const ofAlias = aliasHalfOf(evidence, request, fixed(undefined))
  return bothHalves(decide(request, fixed(keyPolicyOf(keyPolicy))), ofAlias).outcome === 'allow'
}

const fixesOf = (refused: readonly RefusedBy[]): readonly LayerFix[] =>
  refused.flatMap(({ fixes }) => fixes)

/** Nothing is known of what a policy would say that could not be seen. */
const areSeen = (refused: readonly RefusedBy[]): boolean =>
  refused.every(({ fixes }) => fixes.length > 0)

/** Proved together with the other changes, where those are needed as well. */
function ofIam(
  situation: Situation,
  repaired: Repaired,
  keyPolicy: JsonObject | undefined,
): readonly Remedy[] {
  const proves = (asker: Actor): boolean => isProved(situation, { ...repaired, asker }, keyPolicy)
  const remedy = iamRemedy(situation, proves, repaired.pathOf, repaired.asked)
  // An allow changes nothing where a Deny or the boundary stands against it.
  return remedy && (remedy.proved || !situation.actor.complete) ? [remedy] : []
}

/** AWS alone can change the policy of a key that nobody can manage. */
const awsSupport = ({ keyArn }: Situation): Remedy => ({
  ...wordsAlone('aws-support', { key: keyArn }),
  by: ['aws-support'],
})
