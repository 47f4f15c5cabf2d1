import { PUT_KEY_POLICY } from '../../rescuers.ts'
import type { KeyRule } from '../rule.ts'
import { doctorNext } from './next.ts'

const NEEDED = [PUT_KEY_POLICY, 'kms:GetKeyPolicy']

/** The account is named, and not for what repairs a key policy. */
export const delegationNarrowed: KeyRule = {
  id: 'audit/delegation-narrowed',
  check({ key, known }) {
    if (!known || known.delegations.length === 0) return undefined
    const missing = NEEDED.filter(
      (action) => !known.delegations.some(({ meetsAction }) => meetsAction(action.toLowerCase())),
    )
    if (missing.length === 0) return undefined
    return {
      severity: 'medium',
      verdict: 'fail',
      facts: { actions: missing.join(', ') },
      evidence: missing,
      next: doctorNext(key),
    }
  },
}
