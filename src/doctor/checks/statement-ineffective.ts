import { failOn, type Check } from './check.ts'
import { allowsOf, isSilent } from './halves.ts'

/** A statement that would help is stored without Action or Resource, or is about another key. */
export const statementIneffective: Check = (situation) => {
  if (!isSilent(situation)) return undefined
  const ineffective = allowsOf(situation).filter(
    ({ names, action, resource, condition, lacks }) =>
      names !== 'others' &&
      condition &&
      (action || lacks.includes('Action')) &&
      (!resource || lacks.length > 0),
  )
  return failOn('key-policy/statement-ineffective', situation, ineffective, ({ lacks }) => ({
    element: lacks[0] ?? 'Resource',
  }))
}
