import type { RequestScope } from '../operation.ts'
import { notForThisAccount, organizationsNotInUse } from './errors.ts'
import type { Organization } from './resources/organization.ts'
import { organizationOf } from './resources/organization.ts'

export interface OrganizationsScope extends RequestScope {
  /** Of the caller's account, if it is in one. */
  readonly organization: Organization | undefined
  /** For its members; throws for an account that is in none. */
  readonly requireOrganization: () => Organization
  /** To be changed: by its management account only. */
  readonly asManagement: () => Organization
  /** To be read: by the management account, or a delegated administrator of any service. */
  readonly asAdministrator: () => Organization
}

export function organizationsScope(request: RequestScope): OrganizationsScope {
  const { account, store } = request
  const organization = organizationOf(store, account)
  const requireOrganization = (): Organization => {
    if (!organization) throw organizationsNotInUse()
    return organization
  }
  const requireRole = (isAllowed: (organization: Organization) => boolean): Organization => {
    const found = requireOrganization()
    if (!isAllowed(found)) throw notForThisAccount()
    return found
  }
  const isManagement = ({ value }: Organization): boolean => value.managementAccount === account
  const administers = (found: Organization): boolean =>
    (found.member(account)?.value.administers.length ?? 0) > 0
  return {
    ...request,
    organization,
    requireOrganization,
    asManagement: () => requireRole(isManagement),
    asAdministrator: () => requireRole((found) => isManagement(found) || administers(found)),
  }
}
