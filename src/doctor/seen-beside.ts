// What the evidence tells beside the findings: of the key, and of the principals that its policy
// names.

import { gotOf } from './evidence/answer.ts'
import type { Evidence } from './evidence/evidence.ts'
import type { KeyDescription, MultiRegion } from './evidence/key.ts'
import type { NamedPrincipal } from './evidence/named-principals.ts'
import { rescuersOf, type Rescuer } from './rescuers.ts'
import { identityArnOf } from './principals.ts'
import { trustedIn, type Trusted } from './trusted.ts'

export interface SeenBeside {
  /** Absent: DescribeKey did not tell. */
  readonly keyFacts?: KeyFacts
  /** Absent: no key policy is known. */
  readonly principals?: readonly DiagnosedPrincipal[]
}

export interface KeyFacts {
  readonly state: string
  readonly keyManager: string
  readonly origin: string
  readonly keyUsage: string
  readonly keySpec: string
  readonly multiRegion?: MultiRegion
}

export interface DiagnosedPrincipal {
  /** As the key policy has it. */
  readonly name: string
  readonly fate: NamedPrincipal['fate']
  /** Who can assume it, by the trust policy of a role. */
  readonly trusts?: readonly Trusted[]
  /** How the asker becomes it, where it can put the key policy right. */
  readonly becoming?: Rescuer['becoming']
}

export function seenBeside(evidence: Evidence): SeenBeside {
  const description = gotOf(evidence.key.description)
  const { known } = evidence
  return {
    ...(description && { keyFacts: factsOf(description) }),
    ...(known && { principals: principalsOf(evidence, known.named) }),
  }
}

function factsOf({
  state,
  keyManager,
  origin,
  keyUsage,
  keySpec,
  multiRegion,
}: KeyDescription): KeyFacts {
  return { state, keyManager, origin, keyUsage, keySpec, ...(multiRegion && { multiRegion }) }
}

function principalsOf(
  evidence: Evidence,
  named: readonly NamedPrincipal[],
): readonly DiagnosedPrincipal[] {
  const rescuers = rescuersOf(evidence)
  return named.map(({ value, fate, entity }) => {
    const trust = gotOf(entity)?.trust
    const becoming = rescuers.find(({ arn }) => arn === identityArnOf(value))?.becoming
    return {
      name: value,
      fate,
      ...(trust !== undefined && { trusts: trustedIn(trust) }),
      ...(becoming && { becoming }),
    }
  })
}
