import { isOfService } from '../principals.ts'
import { fail, type Check } from './check.ts'
import { iamHalf, isSilent, keyHalf, namingSubject } from './halves.ts'

/** A service, or a role that a service made for itself, lacks its statement in the key policy. */
export const serviceNotNamed: Check = (situation) => {
  const { actor, known, evidence } = situation
  if (!isOfService(actor.principal) || known === undefined) return undefined
  // The policies of a service-linked role are the service's: nobody adds to them.
  const isRefusedByIam = keyHalf(situation) === 'delegates' && iamHalf(situation) === 'silent'
  if (!isSilent(situation) && !isRefusedByIam) return undefined
  if (namingSubject(situation).length > 0) return undefined
  return fail('key-policy/service-not-named', situation, {
    facts: { service: evidence.subject.arn },
    evidence: ['key policy'],
  })
}
