import { isOfService } from '../principals.ts'
import { fail, pass, type Check } from './check.ts'
import {
  contradicted,
  isForeign,
  isSilent,
  isWithoutDelegationByDesign,
  keyHalf,
  namingAccount,
  namingSubject,
} from './halves.ts'

/** IAM policies cannot count: nothing delegates to the account, and nothing names the principal. */
export const noAccountStatement: Check = (situation) => {
  const id = 'key-policy/no-account-statement'
  if (isForeign(situation) || isOfService(situation.actor.principal)) return undefined
  if (keyHalf(situation) === 'delegates' && !contradicted(situation)) {
    return pass(id, situation, { evidence: [] })
  }
  if (situation.known === undefined || contradicted(situation)) return fromSentence(situation)
  if (!isSilent(situation) || isWithoutDelegationByDesign(situation)) return undefined
  if (namingSubject(situation).length > 0 || namingAccount(situation).length > 0) return undefined
  return fail(id, situation, { evidence: ['key policy', ...sentenceOf(situation)] })
}

/** The policy cannot be seen, but AWS's sentence says that it is silent. */
function fromSentence(situation: Parameters<Check>[0]) {
  const evidence = sentenceOf(situation)
  if (keyHalf(situation) !== 'silent' && !contradicted(situation)) return undefined
  return fail('key-policy/no-account-statement', situation, { evidence })
}

const sentenceOf = ({ answered }: Parameters<Check>[0]): readonly string[] =>
  typeof answered === 'object' ? [answered.sentence] : []
