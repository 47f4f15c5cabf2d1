import { parseOperator } from '../../condition/operator.ts'
import type { Condition } from '../../document.ts'
import { elementPath, type StatementRule } from '../subject.ts'

/** Keys that tell one's own people, networks or services from the rest of the world. */
const CONFINING = new Set([
  'kms:calleraccount',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:userid',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourceip',
  'aws:vpcsourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
])

/** Everybody of every account may, and no condition says whose they have to be. */
export const openToTheWorld: StatementRule = ({ effect, principal, conditions }, { kind }) => {
  if (kind === 'identityPolicy' || effect !== 'Allow' || !principal || principal.negated) return []
  const isEverybody = principal.principals.some(
    ({ type, value }) => type === 'AWS' && value === '*',
  )
  if (!isEverybody || conditions.some(confines)) return []
  const instead = kind === 'keyPolicy' ? 'kms:CallerAccount' : 'aws:PrincipalAccount'
  return [{ id: 'access/open-to-world', path: elementPath('Principal', false), facts: { instead } }]
}

/** A negated operator leaves the rest of the world in, and so does a key that may be absent. */
function confines({ operator, key, values }: Condition): boolean {
  const parsed = parseOperator(operator)
  if (!parsed || parsed.negated || parsed.ifExists || parsed.set === 'all') return false
  const isAnything = values.some((value) => /^[*?]+$/.test(value) || value.endsWith('/0'))
  return parsed.comparison !== 'Null' && CONFINING.has(key.toLowerCase()) && !isAnything
}
