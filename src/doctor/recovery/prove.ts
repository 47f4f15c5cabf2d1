// That the one who was locked out is back in: by a real call where its credentials are at hand,
// else by the engine.

import { setTimeout as sleep } from 'node:timers/promises'
import { secondMs } from '../../base/sizes.ts'
import type { Connection } from '../connection.ts'
import { isGot, isUnseen, reasonOf } from '../evidence/answer.ts'
import { askCallerIdentity } from '../evidence/caller-identity.ts'
import { isSameIdentity } from '../evidence/entity.ts'
import { askKeyPolicy } from '../evidence/key-policy.ts'
import type { RecoveryPlan } from './plan.ts'
import { RecoveryProblem } from './problem.ts'

export interface Proof {
  /** `call`: GetKeyPolicy with the principal's own credentials. */
  readonly by: 'call' | 'engine'
  readonly proved: boolean
  /** AWS's sentence, or what the engine could not see. */
  readonly reason?: string
}

/** AWS's own delay after a change of policies is mostly below this. */
const proof = { triesMax: 5, pauseMs: 2 * secondMs } as const

export async function prove(
  plan: RecoveryPlan,
  prover: Connection | undefined,
  signal: AbortSignal | undefined,
): Promise<Proof> {
  if (prover === undefined) return byEngine(plan)
  for (let tries = 1; ; tries++) {
    const policy = await askKeyPolicy(prover, plan.key)
    if (isGot(policy)) return { by: 'call', proved: true }
    const reason = isUnseen(policy) ? reasonOf(policy) : policy.absent
    if (tries === proof.triesMax || signal?.aborted) return { by: 'call', proved: false, reason }
    await sleep(proof.pauseMs, undefined, { ...(signal && { signal }) }).catch(() => undefined)
  }
}

function byEngine({ openings }: RecoveryPlan): Proof {
  const closed = openings.filter(({ outcome }) => outcome !== 'allow')
  if (closed.length === 0) return { by: 'engine', proved: true }
  const reason = closed.map(({ action, outcome }) => `${action}: ${outcome}`).join(', ')
  return { by: 'engine', proved: false, reason }
}

/** Credentials of somebody else would prove nothing. */
export async function requireProver(prover: Connection, principal: string): Promise<void> {
  const identity = await askCallerIdentity(prover)
  const arn = 'rejected' in identity ? identity.message : identity.arn
  if ('rejected' in identity || !isSameIdentity(arn, principal)) {
    throw new RecoveryProblem('proverIsAnother', { facts: { prover: arn, principal } })
  }
}
