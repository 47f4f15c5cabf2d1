// Trails of a whole organization: the management account's, and each member's to see.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html

import { organizationPlace } from '../../organizations/api.ts'
import type { RequestScope } from '../../operation.ts'
import {
  CloudTrailAccessNotEnabledException,
  NotOrganizationMasterAccountException,
  OrganizationsNotInUseException,
} from '../errors.ts'

const SERVICE = 'cloudtrail.amazonaws.com'

/** The id of the organization that the caller's account may have a trail for. */
export function requireManagedOrganization({ account, store }: RequestScope): string {
  const place = organizationPlace(store, account)
  // The sentences are ours: AWS's are not known.
  if (!place) {
    throw OrganizationsNotInUseException('Your account is not a member of an organization.')
  }
  if (place.managementAccount !== account) {
    throw NotOrganizationMasterAccountException(
      'Only the management account of an organization can have a trail for it.',
    )
  }
  if (!place.trusts(SERVICE)) {
    throw CloudTrailAccessNotEnabledException(
      'CloudTrail does not have trusted access to the organization.',
    )
  }
  return place.organizationId
}
