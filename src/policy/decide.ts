import { RETIRE_GRANT } from './grants.ts'
import { type Judgements, judge, type MetStatement, refOf } from './judge.ts'
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
  const denying = ORDER.find((layer) => judged[layer].says === 'deny')
  if (denying) {
    const because = ORDER.flatMap((layer) => judged[layer].denies.map(refOf))
    return { outcome: 'explicitDeny', layer: denying, because }
  }
  const ways = waysToYes(question, judged, policies)
  const refusing = firstRefusal(judged, ways, resourceLayer(question, policies))
  if (refusing) return { outcome: 'implicitDeny', layer: refusing, because: [] }

  const open = ways.filter((way) => isOpen(way, judged))
  return { outcome: 'allow', layer: open[0]?.layer ?? 'identity', because: reasonsOf(open) }
}

/** A way to a yes, and the layers of the caller's own side that it leads through. */
interface Way {
  readonly layer: LayerName
  readonly needs: readonly LayerName[]
  /** Without the guardrails: they permit nothing, and are not mentioned when they let pass. */
  readonly because: readonly MetStatement[]
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

  const named = resource?.kind === 'trustPolicy' ? judged.trust.allows : judged.keyPolicy.allows
  const layer = resource?.kind === 'trustPolicy' ? 'trust' : 'keyPolicy'
  const granted = judged.grants.allows
  const ways: Way[] = []
  const open = (through: Way['layer'], needs: Way['needs'], because: Way['because']) => {
    if (because.length === 0) return
    const more = needs === IAM ? judged.identity.allows : []
    ways.push({ layer: through, needs, because: [...because, ...more] })
  }
  // AWS does not say whether boundary and session policy limit a grant. Here they do not: a
  // grant names its grantee as a key policy names a user.
  open('grants', NOTHING_MORE, metAs(granted, 'directly'))
  // In another account, being named is never enough: the caller's account must allow it as well.
  open(layer, isForeign ? IAM : NOTHING_MORE, metAs(named, 'directly'))
  open(layer, isForeign ? IAM : LIMITS, metAs(named, 'asRole'))
  // The account was named: its IAM policies decide, within what the naming statement allows.
  open('identity', IAM, [...metAs(granted, 'asAccount'), ...metAs(named, 'asAccount')])
  if (identityAloneSuffices(question, resource?.kind)) {
    ways.push({ layer: 'identity', needs: IAM, because: judged.identity.allows })
  }
  return ways
}

function metAs(met: readonly MetStatement[], as: Meeting): readonly MetStatement[] {
  return met.length === 0 ? met : met.filter((one) => one.as === as)
}

/** The statements of every way, for each of them suffices; several may lead over the same one. */
function reasonsOf(ways: readonly Way[]): readonly StatementRef[] {
  // The root user of an account needs no statement where no policy has to name it.
  if (ways.some(({ because }) => because.length === 0)) return []
  const [only] = ways
  if (only && ways.length === 1) return only.because.map(refOf)
  return [...new Set(ways.flatMap(({ because }) => because))].map(refOf)
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
