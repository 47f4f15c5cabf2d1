import { isUnseen, reasonOf } from '../../evidence/answer.ts'
import type { KeyRule } from '../rule.ts'
import { doctorNext } from './next.ts'

/** Whoever audits may not read it: what is said of the key comes from events, or is not known. */
export const policyUnseen: KeyRule = {
  id: 'audit/policy-unseen',
  check({ key, known }) {
    if (!isUnseen(key.policy)) return undefined
    const event = known?.policy.event
    return {
      severity: 'note',
      verdict: event ? 'unknown' : 'fail',
      facts: {
        event: event ? `${event.eventName} ${event.eventTime}` : '-',
      },
      evidence: [reasonOf(key.policy)],
      next: doctorNext(key, 'kms:GetKeyPolicy'),
    }
  },
}
