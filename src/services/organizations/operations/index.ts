import type { AnyOperation } from '../../operation.ts'
import type { OrganizationsScope } from '../scope.ts'
import { AcceptHandshake } from './accept-handshake.ts'
import { AttachPolicy } from './attach-policy.ts'
import { CancelHandshake } from './cancel-handshake.ts'
import { CloseAccount } from './close-account.ts'
import { CreateAccount } from './create-account.ts'
import { CreateOrganization } from './create-organization.ts'
import { CreateOrganizationalUnit } from './create-organizational-unit.ts'
import { CreatePolicy } from './create-policy.ts'
import { DeclineHandshake } from './decline-handshake.ts'
import { DeleteOrganization } from './delete-organization.ts'
import { DeleteOrganizationalUnit } from './delete-organizational-unit.ts'
import { DeletePolicy } from './delete-policy.ts'
import { DeregisterDelegatedAdministrator } from './deregister-delegated-administrator.ts'
import { DescribeAccount } from './describe-account.ts'
import { DescribeCreateAccountStatus } from './describe-create-account-status.ts'
import { DescribeEffectivePolicy } from './describe-effective-policy.ts'
import { DescribeHandshake } from './describe-handshake.ts'
import { DescribeOrganization } from './describe-organization.ts'
import { DescribeOrganizationalUnit } from './describe-organizational-unit.ts'
import { DescribePolicy } from './describe-policy.ts'
import { DetachPolicy } from './detach-policy.ts'
import { DisableAWSServiceAccess } from './disable-aws-service-access.ts'
import { DisablePolicyType } from './disable-policy-type.ts'
import { EnableAWSServiceAccess } from './enable-aws-service-access.ts'
import { EnablePolicyType } from './enable-policy-type.ts'
import { InviteAccountToOrganization } from './invite-account-to-organization.ts'
import { LeaveOrganization } from './leave-organization.ts'
import { ListAWSServiceAccessForOrganization } from './list-aws-service-access-for-organization.ts'
import { ListAccounts } from './list-accounts.ts'
import { ListAccountsForParent } from './list-accounts-for-parent.ts'
import { ListChildren } from './list-children.ts'
import { ListCreateAccountStatus } from './list-create-account-status.ts'
import { ListDelegatedAdministrators } from './list-delegated-administrators.ts'
import { ListDelegatedServicesForAccount } from './list-delegated-services-for-account.ts'
import { ListHandshakesForAccount } from './list-handshakes-for-account.ts'
import { ListHandshakesForOrganization } from './list-handshakes-for-organization.ts'
import { ListOrganizationalUnitsForParent } from './list-organizational-units-for-parent.ts'
import { ListParents } from './list-parents.ts'
import { ListPolicies } from './list-policies.ts'
import { ListPoliciesForTarget } from './list-policies-for-target.ts'
import { ListRoots } from './list-roots.ts'
import { ListTagsForResource } from './list-tags-for-resource.ts'
import { ListTargetsForPolicy } from './list-targets-for-policy.ts'
import { MoveAccount } from './move-account.ts'
import { RegisterDelegatedAdministrator } from './register-delegated-administrator.ts'
import { RemoveAccountFromOrganization } from './remove-account-from-organization.ts'
import { TagResource } from './tag-resource.ts'
import { UntagResource } from './untag-resource.ts'
import { UpdateOrganizationalUnit } from './update-organizational-unit.ts'
import { UpdatePolicy } from './update-policy.ts'

export const operations: Readonly<Record<string, AnyOperation<OrganizationsScope>>> = {
  AcceptHandshake,
  AttachPolicy,
  CancelHandshake,
  CloseAccount,
  CreateAccount,
  CreateOrganization,
  CreateOrganizationalUnit,
  CreatePolicy,
  DeclineHandshake,
  DeleteOrganization,
  DeleteOrganizationalUnit,
  DeletePolicy,
  DeregisterDelegatedAdministrator,
  DescribeAccount,
  DescribeCreateAccountStatus,
  DescribeEffectivePolicy,
  DescribeHandshake,
  DescribeOrganization,
  DescribeOrganizationalUnit,
  DescribePolicy,
  DetachPolicy,
  DisableAWSServiceAccess,
  DisablePolicyType,
  EnableAWSServiceAccess,
  EnablePolicyType,
  InviteAccountToOrganization,
  LeaveOrganization,
  ListAWSServiceAccessForOrganization,
  ListAccounts,
  ListAccountsForParent,
  ListChildren,
  ListCreateAccountStatus,
  ListDelegatedAdministrators,
  ListDelegatedServicesForAccount,
  ListHandshakesForAccount,
  ListHandshakesForOrganization,
  ListOrganizationalUnitsForParent,
  ListParents,
  ListPolicies,
  ListPoliciesForTarget,
  ListRoots,
  ListTagsForResource,
  ListTargetsForPolicy,
  MoveAccount,
  RegisterDelegatedAdministrator,
  RemoveAccountFromOrganization,
  TagResource,
  UntagResource,
  UpdateOrganizationalUnit,
  UpdatePolicy,
}
