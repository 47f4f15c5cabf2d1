import { gotOf } from '../evidence/answer.ts'
import { isOfService } from '../principals.ts'
import { fail, type Check } from './check.ts'
import { isForeign } from './halves.ts'

/** The key belongs to an AWS service: nobody changes its policy. */
export const awsManaged: Check = (situation) => {
  const { key } = situation.evidence
  if (gotOf(key.description)?.keyManager !== 'AWS') return undefined
  const isChange = /^kms:(Put|Create|Update|Delete|Disable|Enable|Schedule)/
  // Its policy lets in the principals of its account, through its own service, and nobody else.
  const isOutside = isOfService(situation.actor.principal) || isForeign(situation)
  if (!isOutside && !isChange.test(situation.request.action)) return undefined
  return fail('key/aws-managed', situation, { evidence: ['KeyManager AWS'] })
}
