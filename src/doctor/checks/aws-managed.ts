import { gotOf } from '../evidence/answer.ts'
import { fail, type Check } from './check.ts'

/** The key belongs to an AWS service: nobody changes its policy. */
export const awsManaged: Check = (situation) => {
  const { key } = situation.evidence
  if (gotOf(key.description)?.keyManager !== 'AWS') return undefined
  if (!/^kms:(Put|Create|Update|Delete|Disable|Enable|Schedule)/.test(situation.request.action)) {
    return undefined
  }
  return fail('key/aws-managed', situation, { evidence: ['KeyManager AWS'] })
}
