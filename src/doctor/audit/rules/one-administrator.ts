import type { KeyRule } from '../rule.ts'
import { whoCanNext } from './next.ts'

/** One deletion away from `audit/unmanageable`; the root user cannot be deleted. */
export const oneAdministrator: KeyRule = {
  id: 'audit/one-administrator',
  check({ key, known }) {
    const [only, ...others] = known?.administrators ?? []
    if (!known || !only || others.length > 0) return undefined
    const isRoot = only.principal.endsWith(':root')
    return {
      severity: !known.complete || isRoot ? 'low' : 'high',
      verdict: known.complete ? 'fail' : 'unknown',
      facts: { principal: only.principal },
      evidence: [],
      next: whoCanNext(key, 'change-policy'),
    }
  },
}
