import { statementsOf } from '../../examine.ts'
import { principalsNamedBy } from '../../principals.ts'
import { PUT_KEY_POLICY } from '../../rescuers.ts'
import type { KnownAccess } from '../key-facts.ts'
import type { KeyRule } from '../rule.ts'
import { doctorNext } from './next.ts'

/** It lets principals administer it that were deleted: made again, they are somebody else. */
export const administratorsDeleted: KeyRule = {
  id: 'audit/administrators-deleted',
  check({ key, known }) {
    const gone = known ? goneAdministrators(known, key.arn) : []
    if (!known || gone.length === 0) return undefined
    return {
      severity: known.administrators.length === 0 ? 'high' : 'medium',
      verdict: 'fail',
      facts: { count: String(gone.length), names: gone.join(', ') },
      evidence: gone,
      next: doctorNext(key),
    }
  },
}

/** As the policy names them, in statements that let somebody change it. */
function goneAdministrators({ policy }: KnownAccess, keyArn: string): readonly string[] {
  const gone = new Set(policy.gone)
  const asWritten = statementsOf(policy.json)
  const names = policy.policy.policy.statements
    .filter(({ statement, meetsAction, meetsResource }) => {
      if (statement.effect !== 'Allow' || statement.principal?.negated) return false
      return meetsAction(PUT_KEY_POLICY.toLowerCase()) && meetsResource?.(keyArn, new Map())
    })
    .flatMap(({ statement: { index } }) => principalsNamedBy(asWritten[index] ?? {}))
  return [...new Set(names.filter((name) => gone.has(name)))]
}
