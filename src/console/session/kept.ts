import type { Audit, RecoveryPlan } from '../../doctor/index.ts'
import { limits } from '../limits.ts'

/** What one person was shown, for as long as the person is signed in. */
export class Kept {
  /** The last one, or the one that runs; it survives that a page is loaded again. */
  audit: Promise<Audit> | undefined
  readonly #plans = new Map<string, RecoveryPlan>()
  #lastNumber = 0

  /** Answers the name by which the plan is applied: that one, and none that a page makes up. */
  keepPlan(plan: RecoveryPlan): string {
    const name = `plan-${(this.#lastNumber += 1)}`
    this.#plans.set(name, plan)
    const [oldest] = this.#plans.keys()
    if (this.#plans.size > limits.plansMax && oldest !== undefined) this.#plans.delete(oldest)
    return name
  }

  /** It can be applied once. */
  takePlan(name: string): RecoveryPlan | undefined {
    const plan = this.#plans.get(name)
    this.#plans.delete(name)
    return plan
  }
}
