// What IAM's simulator says beside the engine. It knows identity policies, boundary and SCPs; it
// does not see the key policy in force, and never counts for it.

import { decide } from '../policy/index.ts'
import { gotOf } from './evidence/answer.ts'
import type { Simulated } from './evidence/simulation.ts'
import type { Finding } from './finding.ts'
import { NO_GUARDS } from './guards.ts'
import { policiesFor, type Situation } from './situation.ts'

/** The findings about those layers, each with the simulator's word as evidence. */
export function withSecondOpinion(
  situation: Situation,
  findings: readonly Finding[],
): readonly Finding[] {
  const opinion = opinionOn(situation)
  if (opinion === undefined) return findings
  const isAbout = ({ id }: Finding): boolean => /^(iam|boundary|scp)\//.test(id)
  if (findings.some(isAbout) || opinion.agrees) {
    return findings.map((finding) =>
      isAbout(finding) ? { ...finding, evidence: [...finding.evidence, opinion.says] } : finding,
    )
  }
  const { action } = situation.request
  const facts = { action }
  return [
    ...findings,
    { id: 'evidence/incomplete', verdict: 'unknown', facts, evidence: [opinion.says] },
  ]
}

function opinionOn(situation: Situation) {
  const { evidence, request } = situation
  const all = gotOf(evidence.layers?.simulation) ?? []
  const simulated = all.find(({ action }) => action.toLowerCase() === request.action.toLowerCase())
  if (simulated === undefined) return undefined
  const ours = saidByEngine(situation)
  const agrees = simulated.says === ours
  return {
    agrees,
    says:
      `IAM's simulator says ${simulated.says}; Sparekey ${agrees ? 'says the same' : ours}, of ` +
      'identity policies, permissions boundary and SCPs alone: the simulator sees no key policy',
  }
}

/** The same question: without the key, and so in the account of who asks. */
function saidByEngine({ request, actor, guards }: Situation): Simulated['says'] {
  const { serviceControl } = guards
  const policies = policiesFor(actor, undefined, { ...NO_GUARDS, serviceControl })
  return decide({ ...request, resourceAccount: undefined }, policies).outcome
}
