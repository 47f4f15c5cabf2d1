import { secondMs } from '../../base/sizes.ts'
import type { QuotaUse } from '../../services/operation.ts'

/**
 * How many requests came in this second, for each account, Region and quota. What was refused does
 * not count. Nothing is kept of the seconds before.
 */
export class RequestRates {
  #second = 0
  readonly #counts = new Map<string, number>()

  /** False: one of the quotas has not so much left, and none was used. */
  take(account: string, uses: readonly QuotaUse[], now: Date): boolean {
    const second = Math.floor(now.getTime() / secondMs)
    if (second !== this.#second) {
      this.#second = second
      this.#counts.clear()
    }
    const wanted = uses.map(({ quota, region, perSecond, requests, isShared }) => {
      const key = `${isShared ? '' : account} ${region} ${quota}`
      return { key, perSecond, count: (this.#counts.get(key) ?? 0) + requests }
    })
    if (wanted.some(({ count, perSecond }) => count > perSecond)) return false
    for (const { key, count } of wanted) this.#counts.set(key, count)
    return true
  }
}
