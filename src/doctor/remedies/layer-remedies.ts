// Ways out where a policy around the key policy refuses: who can change it, and the smallest
// change. A command only where one of ours can run; else the document, or the words alone.

import { accountRootArn } from '../../base/arn.ts'
import type { PoliciesInForce } from '../../policy/index.ts'
import type { FindingId } from '../finding.ts'
import { identityArn, shortName } from '../principals.ts'
import type { Situation } from '../situation.ts'
import { adviceOf } from './advice.ts'
import { fileNameOf, iamPolicyPlace, isAllowedInIam } from './iam-policy.ts'
import type { PathOf } from './key-policy-remedy.ts'
import { allowFix, denyFixes, type FixedLayer, type LayerFix } from './layer-fix.ts'
import type { Remedy, RemedyId } from './remedy.ts'

/** What a layer's refusal is called, and what to do where its policies could not be seen. */
interface Refusal {
  readonly layer: FixedLayer
  readonly kind: 'deny' | 'silent'
  readonly unseen: RemedyId
}

const REFUSALS: Readonly<Partial<Record<FindingId, Refusal>>> = {
  'iam/explicit-deny': { layer: 'identity', kind: 'deny', unseen: 'ask-iam-administrator' },
  'boundary/explicit-deny': { layer: 'boundary', kind: 'deny', unseen: 'ask-iam-administrator' },
  'boundary/no-allow': { layer: 'boundary', kind: 'silent', unseen: 'ask-iam-administrator' },
  'session/explicit-deny': { layer: 'session', kind: 'deny', unseen: 'change-session-policy' },
  'session/no-allow': { layer: 'session', kind: 'silent', unseen: 'change-session-policy' },
  'scp/explicit-deny': { layer: 'scp', kind: 'deny', unseen: 'ask-organization' },
  'scp/no-allow': { layer: 'scp', kind: 'silent', unseen: 'ask-organization' },
  'rcp/explicit-deny': { layer: 'rcp', kind: 'deny', unseen: 'ask-organization' },
  'vpc-endpoint/explicit-deny': {
    layer: 'vpcEndpoint',
    kind: 'deny',
    unseen: 'ask-vpc-endpoint-owner',
  },
  'vpc-endpoint/no-allow': {
    layer: 'vpcEndpoint',
    kind: 'silent',
    unseen: 'ask-vpc-endpoint-owner',
  },
}

export interface RefusedBy {
  readonly id: FindingId
  readonly refusal: Refusal
  readonly fixes: readonly LayerFix[]
}

/** The changes that the failed findings call for, in their order. */
export function layerFixes(
  failed: ReadonlySet<FindingId>,
  situation: Situation,
  policies: PoliciesInForce,
  asked: readonly string[],
): readonly RefusedBy[] {
  return [...failed].flatMap((id) => {
    const refusal = REFUSALS[id]
    if (refusal === undefined) return []
    const { layer, kind } = refusal
    const added = kind === 'silent' ? allowFix(layer, situation, policies, asked) : undefined
    const fixes =
      kind === 'deny' ? denyFixes(layer, situation, policies, asked) : [added ?? []].flat()
    return { id, refusal, fixes }
  })
}

interface Asking {
  readonly asked: readonly string[]
  readonly pathOf: PathOf
  /** All changes together let the request through. */
  readonly proved: boolean
}

export function layerRemedies(
  { refusal, fixes }: RefusedBy,
  situation: Situation,
  asking: Asking,
): readonly Remedy[] {
  if (fixes.length === 0) return [adviceOf(refusal.unseen, situation, asking.asked)]
  return fixes.map((fix) => remedyOf(fix, situation, asking))
}

const IDS: Readonly<Record<FixedLayer, readonly [exempting: RemedyId, allowing: RemedyId]>> = {
  identity: ['exempt-in-iam', 'allow-in-iam'],
  boundary: ['exempt-in-boundary', 'allow-in-boundary'],
  session: ['change-session-policy', 'change-session-policy'],
  scp: ['change-scp', 'change-scp'],
  rcp: ['change-rcp', 'change-rcp'],
  vpcEndpoint: ['change-vpc-endpoint', 'change-vpc-endpoint'],
}

function remedyOf(fix: LayerFix, situation: Situation, asking: Asking): Remedy {
  const { layer, policy, before, after, statement = '' } = fix
  const [exempting, allowing] = IDS[layer]
  const id = statement === '' ? allowing : exempting
  const isOfIam = layer === 'identity' || layer === 'boundary'
  const place = isOfIam
    ? iamPolicyPlace(policy, situation.actor.principal.account ?? '')
    : undefined
  // AWS's own policies are nobody's to change.
  if (isOfIam && !place) return adviceOf('ask-iam-administrator', situation, asking.asked)
  const path = asking.pathOf(fileNameOf(place?.fileName ?? `${layer}-${policy}`))
  const by = place ? whoMay(place, situation) : undefined
  const as = by?.isAsker ? 'asker' : 'environment'
  const owner = shortName(identityArn(situation.actor.principal))
  return {
    id,
    by: by ? [by.arn] : [],
    becoming: [],
    commands: place ? [place.commandFor(path, situation.evidence.where, as)] : [],
    atOnce: undefined,
    facts: { policy, statement, actions: asking.asked.join(', '), principal: owner },
    gains: asking.asked.map((action) => `${owner} ${action}`),
    loses: [],
    proved: asking.proved,
    documents: new Map([[path, after]]),
    change: { name: policy, before, after },
  }
}

/** The asker where IAM lets it; the account's root user, whom no policy of IAM limits, can. */
function whoMay(
  { action, resource }: { readonly action: string; readonly resource: string },
  { actor, evidence }: Situation,
): { readonly arn: string; readonly isAsker: boolean } {
  const isAsker = evidence.subjectAsks && isAllowedInIam(actor, action, resource)
  const arn = isAsker ? identityArn(actor.principal) : accountRootArn(actor.principal.account ?? '')
  return { arn, isAsker }
}
