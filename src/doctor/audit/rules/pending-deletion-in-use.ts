import { gotOf } from '../../evidence/answer.ts'
import type { KeyRule } from '../rule.ts'
import { doctorNext } from './next.ts'

/** What was encrypted under it is lost with it: a use, or a grant, says that somebody needs it. */
export const pendingDeletionInUse: KeyRule = {
  id: 'audit/pending-deletion-in-use',
  check({ key }) {
    const metadata = gotOf(key.metadata)
    if (metadata?.state !== 'PendingDeletion') return undefined
    const grants = gotOf(key.grants)?.length ?? 0
    const { usage } = key
    if (!usage && grants === 0) return undefined
    const used = usage ? [`${usage.at} ${usage.operation} ${usage.by ?? ''}`.trimEnd()] : []
    return {
      severity: usage ? 'critical' : 'medium',
      verdict: 'fail',
      facts: {
        deletion: metadata.deletionAt?.toISOString().slice(0, 10) ?? '?',
        grants: String(grants),
        uses: used[0] ?? '-',
      },
      evidence: used,
      next: doctorNext(key, 'kms:Decrypt'),
    }
  },
}
