import type { RequestScope } from '../../operation.ts'
import type { OrganizationRow } from '../tables.ts'
import { newOrganizationId, newRootId } from './ids.ts'

/**
 * AWS's reference says that SCPs are enabled from the start, and they are not: tools that
 * work with AWS enable them behind CreateOrganization and would fail if they were
 * (terraform-provider-aws, `aws_organizations_organization`).
 */
export const newOrganization = (
  featureSet: OrganizationRow['featureSet'],
  { world, account }: Pick<RequestScope, 'world' | 'account'>,
): OrganizationRow => ({
  id: newOrganizationId(world),
  rootId: newRootId(world),
  managementAccount: account,
  featureSet,
  policyTypes: [],
  trustedServices: [],
  policies: [],
  tags: [],
})
