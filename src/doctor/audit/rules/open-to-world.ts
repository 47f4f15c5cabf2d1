import { STRANGER_ARN } from '../key-world.ts'
import type { KeyRule } from '../rule.ts'
import { whoCanNext } from './next.ts'

/** Any AWS account whatever may use it. */
export const openToWorld: KeyRule = {
  id: 'audit/open-to-world',
  check({ key, known }) {
    const actions = (known?.outside ?? [])
      .filter(({ access }) => access.principal === STRANGER_ARN && access.verdict === 'allowed')
      .map(({ action }) => action)
    if (actions.length === 0) return undefined
    return {
      severity: 'critical',
      verdict: 'fail',
      facts: { actions: actions.join(', ') },
      evidence: actions,
      next: whoCanNext(key, 'kms:*'),
    }
  },
}
