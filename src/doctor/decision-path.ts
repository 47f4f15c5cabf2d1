// The way a request takes through KMS's decision, and where it ended.
// https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html

import type { LayerName } from '../policy/index.ts'
import { isForeign, keyHalf } from './checks/halves.ts'
import type { DiagnosedLayer, Outcome } from './diagnosis.ts'
import { decidingLayer, type Situation } from './situation.ts'

/** In the order in which they count. */
export const PATH_STEPS = [
  'explicitDeny',
  'scp',
  'rcp',
  'vpcEndpoint',
  'keyPolicyNames',
  'keyPolicyDelegates',
  'identity',
  'boundary',
  'session',
  'grants',
] as const
export type PathStepName = (typeof PATH_STEPS)[number]

export interface PathStep {
  readonly step: PathStepName
  /**
   * `none`: there is nothing of the kind. `denies`: of a layer that told its Deny at the first
   * step already, where `yes` is a Deny.
   */
  readonly says: 'yes' | 'no' | 'denies' | 'unknown' | 'none'
  /** Whether it has a say here: IAM policies have none where the key policy does not delegate. */
  readonly counts: boolean
  /** The request ended here. */
  readonly decides: boolean
  /** The layers that are meant. */
  readonly layers: readonly LayerName[]
}

export function pathOf(
  situation: Situation,
  layers: readonly DiagnosedLayer[],
  outcome: Outcome,
): readonly PathStep[] {
  const end = outcome === 'allow' ? undefined : endOf(situation, outcome)
  const said = saidBy(layers)
  return PATH_STEPS.map((step) => {
    const { says, counts = true, of = [step as LayerName] } = stepOf(step, situation, said)
    return { step, says, counts, decides: step === end, layers: of }
  })
}

type Said = (layer: LayerName) => DiagnosedLayer['says']

interface Step {
  readonly says: PathStep['says']
  readonly counts?: boolean
  readonly of?: readonly LayerName[]
}

const saidBy =
  (layers: readonly DiagnosedLayer[]): Said =>
  (layer) =>
    layers.find((one) => one.layer === layer)?.says ?? 'notApplicable'

const DENYING: readonly LayerName[] = [
  'identity',
  'boundary',
  'session',
  'scp',
  'rcp',
  'vpcEndpoint',
  'keyPolicy',
]

function stepOf(step: PathStepName, situation: Situation, said: Said): Step {
  switch (step) {
    case 'explicitDeny':
      return denials(said)
    case 'keyPolicyNames':
    case 'keyPolicyDelegates':
      return keyPolicyStep(step, situation)
    case 'identity':
    case 'boundary':
    case 'session':
      return { says: SAYS[said(step)], counts: countsInIam(step, situation) }
    case 'grants':
      return { says: SAYS[said(step)], counts: keyHalf(situation) !== 'names' }
    default:
      return { says: SAYS[said(step)] }
  }
}

const SAYS: Readonly<Record<DiagnosedLayer['says'], PathStep['says']>> = {
  allow: 'yes',
  silent: 'no',
  deny: 'denies',
  unknown: 'unknown',
  notApplicable: 'none',
}

function denials(said: Said): Step {
  const of = DENYING.filter((layer) => said(layer) === 'deny')
  if (of.length > 0) return { says: 'yes', of }
  const unseen = DENYING.filter((layer) => said(layer) === 'unknown')
  return unseen.length > 0 ? { says: 'unknown', of: unseen } : { says: 'no', of }
}

function keyPolicyStep(step: PathStepName, situation: Situation): Step {
  const of = ['keyPolicy'] as const
  const half = keyHalf(situation)
  if (half === 'unknown') return { says: 'unknown', of }
  if (step === 'keyPolicyNames') return { says: half === 'names' ? 'yes' : 'no', of }
  // One who is named needs no delegation.
  if (half === 'names') return { says: 'none', counts: false, of }
  return { says: half === 'delegates' ? 'yes' : 'no', of }
}

/** What is limited, and what is asked at all, depends on how the key policy says yes. */
function countsInIam(step: 'identity' | 'boundary' | 'session', situation: Situation): boolean {
  const half = keyHalf(situation)
  if (half === 'unknown' || half === 'delegates' || isForeign(situation)) return true
  if (half === 'silent') return false
  // Named as a role: boundary and session policy still limit the session.
  return step !== 'identity' && situation.actor.principal.type === 'assumedRole'
}

/** The layer that refused, as a step of the way; undefined where nobody can tell. */
function endOf(situation: Situation, outcome: Outcome): PathStepName | undefined {
  if (outcome === 'explicitDeny') return 'explicitDeny'
  if (outcome === 'unknown') return undefined
  const layer = decidingLayer(situation)
  if (layer === 'keyPolicy') return isForeign(situation) ? 'keyPolicyNames' : 'keyPolicyDelegates'
  return PATH_STEPS.find((step) => step === layer)
}
