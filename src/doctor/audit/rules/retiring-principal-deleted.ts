import { gotOf } from '../../evidence/answer.ts'
import { isUniqueId } from '../../principals.ts'
import type { KeyRule } from '../rule.ts'
import { whoCanNext } from './next.ts'

/** Nobody retires it any more; whoever may call RevokeGrant has to end it. */
export const retiringPrincipalDeleted: KeyRule = {
  id: 'audit/retiring-principal-deleted',
  check({ key }) {
    const gone = (gotOf(key.grants) ?? []).filter(({ retiringPrincipal = '' }) => {
      return isUniqueId(retiringPrincipal)
    })
    if (gone.length === 0) return undefined
    return {
      severity: 'low',
      verdict: 'fail',
      facts: { count: String(gone.length) },
      evidence: gone.map(
        ({ grantId, retiringPrincipal = '' }) => `${grantId}: ${retiringPrincipal}`,
      ),
      next: whoCanNext(key, 'kms:RevokeGrant'),
    }
  },
}
