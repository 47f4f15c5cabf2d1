import type { KeyRule } from '../rule.ts'
import { whoCanNext } from './next.ts'

/** Neither the key policy nor IAM lets the grantee do it any more, and the grant still does. */
export const grantOutlivesPolicy: KeyRule = {
  id: 'audit/grant-outlives-policy',
  check({ key, known }) {
    const sole = known?.soleGrants ?? []
    if (sole.length === 0) return undefined
    return {
      severity: 'low',
      verdict: 'fail',
      facts: { count: String(sole.length) },
      evidence: sole.map(({ grantId, granteePrincipal, operations }) => {
        return `${grantId}: ${granteePrincipal} (${operations.join(', ')})`
      }),
      next: whoCanNext(key, 'use'),
    }
  },
}
