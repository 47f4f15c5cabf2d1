import type { KeyRule } from '../rule.ts'
import { doctorNext } from './next.ts'

/** Nobody can call PutKeyPolicy any more: no principal, and not the root user. */
export const unmanageable: KeyRule = {
  id: 'audit/unmanageable',
  check({ key, known }) {
    if (!known || known.administrators.length > 0) return undefined
    const { complete } = known
    return {
      severity: complete ? 'critical' : 'medium',
      verdict: complete ? 'fail' : 'unknown',
      facts: {},
      evidence: known.policy.gone,
      next: doctorNext(key, 'kms:PutKeyPolicy'),
    }
  },
}
