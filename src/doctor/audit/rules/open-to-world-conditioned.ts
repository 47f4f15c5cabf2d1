import { STRANGER_ARN } from '../key-world.ts'
import type { KeyRule } from '../rule.ts'
import { conditionTexts } from './condition-texts.ts'
import { whoCanNext } from './next.ts'

const OF_ORGANIZATION = /^aws:PrincipalOrg(ID|Paths) /i

/** Any AWS account may use it that meets conditions; one on the organization is the usual one. */
export const openToWorldConditioned: KeyRule = {
  id: 'audit/open-to-world-conditioned',
  check({ key, known }) {
    const found = (known?.outside ?? []).filter(({ access }) => {
      return access.principal === STRANGER_ARN && access.verdict === 'conditional'
    })
    if (found.length === 0) return undefined
    const conditions = conditionTexts(found.map(({ access }) => access))
    const isOrganization = conditions.some((text) => OF_ORGANIZATION.test(text))
    const actions = found.map(({ action }) => action)
    return {
      severity: isOrganization ? 'low' : 'medium',
      verdict: 'fail',
      facts: { actions: actions.join(', '), conditions: conditions.join('; ') },
      evidence: [...actions, ...conditions],
      next: whoCanNext(key, 'kms:*'),
    }
  },
}
