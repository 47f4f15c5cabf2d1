import type { Row } from '../../../store/store.ts'
import { notForThisAccount, policyNotFound } from '../errors.ts'
import type { PolicyRow } from '../tables.ts'
import { awsPolicy } from './control-policies.ts'
import type { Organization } from './organization.ts'

/** To be changed: AWS's own policies are not for customers to change. */
export function requireOwnPolicy(organization: Organization, id: string): Row<PolicyRow> {
  if (awsPolicy(id)) throw notForThisAccount()
  const policy = organization.policy(id)
  if (!policy) throw policyNotFound()
  return policy
}
