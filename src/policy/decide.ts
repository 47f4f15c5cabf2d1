import { RETIRE_GRANT } from './grants.ts'
import { type Judgements, judge, type MetStatement } from './judge.ts'
import type { Meeting } from './match/principal.ts'
import { type Question, questionOf } from './question.ts'
import type {
  AuthorizationRequest,
  Decision,
  LayerName,
  PoliciesInForce,
  StatementRef,
} from './types.ts'

/**
 * Decides a request as AWS does: an explicit deny anywhere wins; else the guardrails must allow,
 * and there must be a way to a yes.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function decide(request: AuthorizationRequest, policies: PoliciesInForce): Decision {
  const question = questionOf(request)
  return settle(question, judge(question, policies), policies)
}

/**
 * In the order in which a refusal is told. AWS names only one of the layers that refuse, and does
 * not say which; the outermost comes first here.
 */
const ORDER: readonly LayerName[] = [
  'scp',
  'rcp',
  'keyPolicy',
  'trust',
  'grants',
  'vpcEndpoint',
  'boundary',
  'session',
  'identity',
]

export function settle(
  question: Question,
  judged: Judgements,
  policies: PoliciesInForce,
): Decision {
  const denying = ORDER.filter((layer) => judged[layer].says === 'deny')
  const [first] = denying
  if (first) {
    const because = denying.flatMap((layer) => judged[layer].denies)
    return { outcome: 'explicitDeny', layer: first, because }
  }
  const ways = waysToYes(question, judged, policies)
  const refusing = firstRefusal(judged, ways, resourceLayer(question, policies))
  if (refusing) return { outcome: 'implicitDeny', layer: refusing, because: [] }

  const open = ways.filter((way) => isOpen(way, judged))
  const layer = open[0]?.layer ?? 'identity'
  // The root user of an account needs no statement where no policy has to name it.
  const needsNone = open.some((way) => way.because.length === 0)
  const because = needsNone ? [] : open.flatMap((way) => way.because)
  return { outcome: 'allow', layer, because }
}

/** A way to a yes, and the layers of the caller's own side that it leads through. */
interface Way {
  readonly layer: LayerName
  readonly needs: readonly LayerName[]
  readonly because: readonly StatementRef[]
}

const NOTHING_MORE: readonly LayerName[] = []
/** What limits a session however it came by its permission. */
const LIMITS: readonly LayerName[] = ['boundary', 'session']
const IAM: readonly LayerName[] = ['boundary', 'session', 'identity']

/** From the one that asks least. */
function waysToYes(
  question: Question,
  judged: Judgements,
  { resource }: PoliciesInForce,
): readonly Way[] {
  const { caller, request, isForeign } = question
  if (isForeign && request.sameAccountOnly) return []
  if (resource?.kind === 'trustPolicy' && caller.isRoot) return [] // Root cannot assume roles.

  const granted = judged.grants.allows
  const named = [...judged.keyPolicy.allows, ...judged.trust.allows]
  const layer = resource?.kind === 'trustPolicy' ? 'trust' : 'keyPolicy'
  // In another account, being named is never enough: the caller's account must allow it as well.
  const ways = [
    way('grants', NOTHING_MORE, granted, 'directly'),
    way(layer, isForeign ? IAM : NOTHING_MORE, named, 'directly'),
    way(layer, isForeign ? IAM : LIMITS, named, 'asRole'),
    delegation(judged, [...granted, ...named]),
  ]
  if (identityAloneSuffices(question, resource?.kind)) ways.push(byIdentity(judged))
  return ways.filter((one) => one !== undefined)
}

function way(
  layer: LayerName,
  needs: readonly LayerName[],
  met: readonly MetStatement[],
  as: Meeting,
): Way | undefined {
  const because = met.filter((one) => one.as === as).map((one) => one.ref)
  return because.length > 0 ? { layer, needs, because } : undefined
}

/** The account was named: its IAM policies decide, within what the naming statement allows. */
function delegation(judged: Judgements, met: readonly MetStatement[]): Way | undefined {
  const delegated = way('identity', IAM, met, 'asAccount')
  return delegated && { ...delegated, because: [...delegated.because, ...identityRefs(judged)] }
}

function byIdentity(judged: Judgements): Way {
  return { layer: 'identity', needs: IAM, because: identityRefs(judged) }
}

function identityRefs({ identity }: Judgements): readonly StatementRef[] {
  return identity.allows.map((one) => one.ref)
}

/** No resource-based policy has a say, or one that need not (a bucket policy in its account). */
function identityAloneSuffices(question: Question, kind: string | undefined): boolean {
  if (question.caller.account === undefined || question.isForeign) return false
  if (question.action === RETIRE_GRANT) return false
  return kind === undefined || kind === 'resourcePolicy'
}

function isOpen({ needs }: Way, judged: Judgements): boolean {
  return needs.every((layer) => judged[layer].says !== 'silent')
}

function firstRefusal(
  judged: Judgements,
  ways: readonly Way[],
  missing: LayerName,
): LayerName | undefined {
  const isSilent = (layer: LayerName): boolean => judged[layer].says === 'silent'
  if (isSilent('scp')) return 'scp'
  const [easiest] = ways
  if (!easiest) return missing
  if (isSilent('vpcEndpoint')) return 'vpcEndpoint'
  return ways.some((one) => isOpen(one, judged)) ? undefined : easiest.needs.find(isSilent)
}

/** The layer to name when nothing on the resource's side says yes. */
function resourceLayer({ action }: Question, { resource }: PoliciesInForce): LayerName {
  if (action === RETIRE_GRANT) return 'grants'
  return resource?.kind === 'trustPolicy' ? 'trust' : 'keyPolicy'
}
