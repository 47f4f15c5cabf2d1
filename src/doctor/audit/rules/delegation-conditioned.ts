import { PUT_KEY_POLICY } from '../../rescuers.ts'
import type { KeyRule } from '../rule.ts'
import { conditionText } from './condition-texts.ts'
import { doctorNext } from './next.ts'

/** The account may repair the policy only where conditions are met. */
export const delegationConditioned: KeyRule = {
  id: 'audit/delegation-conditioned',
  check({ key, known }) {
    const covering = (known?.delegations ?? []).filter(({ meetsAction }) =>
      meetsAction(PUT_KEY_POLICY.toLowerCase()),
    )
    if (covering.length === 0 || covering.some(({ conditions }) => conditions.length === 0)) {
      return undefined
    }
    const conditions = covering.flatMap(({ statement }) => statement.conditions.map(conditionText))
    return {
      severity: 'medium',
      verdict: 'fail',
      facts: { conditions: conditions.join('; ') },
      evidence: conditions,
      next: doctorNext(key),
    }
  },
}
