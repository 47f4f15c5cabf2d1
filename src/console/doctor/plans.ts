import { randomUUID } from 'node:crypto'
import type { RecoveryPlan } from '../../doctor/index.ts'
import type { SignedIn } from '../session/signed-in.ts'

const plansMax = 8

/** The plans that were shown, by whom they were made for: what is applied is what was seen. */
const shown = new WeakMap<SignedIn, Map<string, RecoveryPlan>>()

export function keepPlan(signedIn: SignedIn, plan: RecoveryPlan): string {
  const plans = shown.get(signedIn) ?? new Map<string, RecoveryPlan>()
  shown.set(signedIn, plans)
  const id = randomUUID()
  plans.set(id, plan)
  const [oldest = ''] = plans.keys()
  if (plans.size > plansMax) plans.delete(oldest)
  return id
}

export const keptPlan = (signedIn: SignedIn, id: string): RecoveryPlan | undefined =>
  shown.get(signedIn)?.get(id)
