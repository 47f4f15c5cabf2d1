import { gotOf } from '../../evidence/answer.ts'
import { isUniqueId } from '../../principals.ts'
import type { KeyRule } from '../rule.ts'
import { whoCanNext } from './next.ts'

/** KMS keeps the unique id of a grantee: made again under its name, it is somebody else. */
export const granteeDeleted: KeyRule = {
  id: 'audit/grantee-deleted',
  check({ key }) {
    const gone = (gotOf(key.grants) ?? []).filter(({ granteePrincipal }) => {
      return isUniqueId(granteePrincipal)
    })
    if (gone.length === 0) return undefined
    return {
      severity: 'low',
      verdict: 'fail',
      facts: { count: String(gone.length) },
      evidence: gone.map(({ grantId, granteePrincipal }) => `${grantId}: ${granteePrincipal}`),
      next: whoCanNext(key, 'use'),
    }
  },
}
