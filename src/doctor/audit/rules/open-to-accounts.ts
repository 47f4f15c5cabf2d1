import { parseArn } from '../../../base/arn.ts'
import { STRANGER_ARN } from '../key-world.ts'
import type { KeyRule } from '../rule.ts'
import { whoCanNext } from './next.ts'

/** Accounts that are named, and what they may do. */
export const openToAccounts: KeyRule = {
  id: 'audit/open-to-accounts',
  check({ key, known }) {
    const byAccount = new Map<string, Set<string>>()
    for (const { action, access } of known?.outside ?? []) {
      const account = parseArn(access.principal)?.account
      if (!account || access.principal === STRANGER_ARN) continue
      byAccount.set(account, (byAccount.get(account) ?? new Set()).add(action))
    }
    if (byAccount.size === 0) return undefined
    return {
      severity: 'medium',
      verdict: 'fail',
      facts: { count: String(byAccount.size), accounts: [...byAccount.keys()].join(', ') },
      evidence: [...byAccount].map(
        ([account, actions]) => `${account}: ${[...actions].join(', ')}`,
      ),
      next: whoCanNext(key, 'kms:*'),
    }
  },
}
