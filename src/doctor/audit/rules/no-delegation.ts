import type { KeyRule } from '../rule.ts'
import { doctorNext } from './next.ts'

/** No statement names the account: no IAM policy counts, nor the root user unless it is named. */
export const noDelegation: KeyRule = {
  id: 'audit/no-delegation',
  check({ key, known }) {
    if (!known || known.delegations.length > 0) return undefined
    // Where the root user may administer it all the same, there is a way back.
    const hasRoot = known.administrators.some(({ principal }) => principal.endsWith(':root'))
    return {
      severity: hasRoot ? 'low' : 'medium',
      verdict: 'fail',
      facts: {},
      evidence: [],
      next: doctorNext(key),
    }
  },
}
