import { gotOf } from '../../evidence/answer.ts'
import type { KeyRule } from '../rule.ts'
import { doctorNext } from './next.ts'
import { pendingDeletionInUse } from './pending-deletion-in-use.ts'

export const pendingDeletion: KeyRule = {
  id: 'audit/pending-deletion',
  check(facts) {
    const metadata = gotOf(facts.key.metadata)
    if (metadata?.state !== 'PendingDeletion' || pendingDeletionInUse.check(facts)) return undefined
    return {
      severity: 'note',
      verdict: 'fail',
      facts: { deletion: metadata.deletionAt?.toISOString().slice(0, 10) ?? '?' },
      evidence: [],
      next: doctorNext(facts.key, 'kms:Decrypt'),
    }
  },
}
