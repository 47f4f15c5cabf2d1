import type { RecoveryPlan } from '../../doctor/index.ts'
import type { SignedIn } from '../session/signed-in.ts'

const plansMax = 8

interface Shown {
  made: number
  readonly plans: Map<string, RecoveryPlan>
}

/** The plans that were shown, by whom they were made for: what is applied is what was seen. */
const shownTo = new WeakMap<SignedIn, Shown>()

export function keepPlan(signedIn: SignedIn, plan: RecoveryPlan): string {
  const shown = shownTo.get(signedIn) ?? { made: 0, plans: new Map<string, RecoveryPlan>() }
  shownTo.set(signedIn, shown)
  shown.made++
  const id = String(shown.made)
  shown.plans.set(id, plan)
  const [oldest = ''] = shown.plans.keys()
  if (shown.plans.size > plansMax) shown.plans.delete(oldest)
  return id
}

export const keptPlan = (signedIn: SignedIn, id: string): RecoveryPlan | undefined =>
  shownTo.get(signedIn)?.plans.get(id)
