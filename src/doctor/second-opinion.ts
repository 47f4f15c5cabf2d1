// What IAM's simulator says beside the engine. It knows identity policies, boundary and SCPs; it
// does not see the key policy in force, and never counts for it.

import { decide } from '../policy/index.ts'
import { gotOf } from './evidence/answer.ts'
import type { Simulated } from './evidence/simulation.ts'
import type { Finding } from './finding.ts'
import { NO_GUARDS } from './guards.ts'
import { policiesFor, type Situation } from './situation.ts'

/**
 * The findings about those layers, each with the simulator's word as evidence. Where it is another
 * than the engine's, that is a finding of its own: somebody has missed something.
 */
export function withSecondOpinion(
  situation: Situation,
  findings: readonly Finding[],
): readonly Finding[] {
  const opinion = opinionOn(situation)
  if (opinion === undefined) return findings
  const isAbout = ({ id }: Finding): boolean => /^(iam|boundary|scp)\//.test(id)
  const told = findings.map((finding) =>
    isAbout(finding) ? { ...finding, evidence: [...finding.evidence, opinion.says] } : finding,
  )
  if (opinion.agrees) return told
  const { simulator, engine } = opinion
  const facts = { action: situation.request.action, simulator, engine }
  return [
    ...told,
    { id: 'evidence/simulator-differs', verdict: 'unknown', facts, evidence: [opinion.says] },
  ]
}

export const isDoubtOfSimulator = ({ id }: Pick<Finding, 'id'>): boolean =>
  id === 'evidence/simulator-differs'

function opinionOn(situation: Situation) {
  const { evidence, request } = situation
  const all = gotOf(evidence.layers?.simulation) ?? []
  const simulated = all.find(({ action }) => action.toLowerCase() === request.action.toLowerCase())
  if (simulated === undefined) return undefined
  const ours = saidByEngine(situation)
  const agrees = simulated.says === ours
  return {
    agrees,
    simulator: simulated.says,
    engine: ours,
    says:
      `IAM's simulator says ${simulated.says}; Sparekey says ${agrees ? 'the same' : ours}, of ` +
      'identity policies, permissions boundary and SCPs alone: the simulator sees no key policy',
  }
}

/** The same question: without the key, and so in the account of who asks. */
function saidByEngine({ request, actor, guards }: Situation): Simulated['says'] {
  const { serviceControl } = guards
  const policies = policiesFor(actor, undefined, { ...NO_GUARDS, serviceControl })
  return decide({ ...request, resourceAccount: undefined }, policies).outcome
}
