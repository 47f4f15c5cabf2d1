// Every operation of IAM that the stack answers.

import type { AnyOperation } from '../../operation.ts'
import type { IamScope } from '../scope.ts'
import { AddUserToGroup } from './add-user-to-group.ts'
import { AttachGroupPolicy } from './attach-group-policy.ts'
import { AttachRolePolicy } from './attach-role-policy.ts'
import { AttachUserPolicy } from './attach-user-policy.ts'
import { CreateAccessKey } from './create-access-key.ts'
import { CreateGroup } from './create-group.ts'
import { CreatePolicyVersion } from './create-policy-version.ts'
import { CreatePolicy } from './create-policy.ts'
import { CreateRole } from './create-role.ts'
import { CreateServiceLinkedRole } from './create-service-linked-role.ts'
import { CreateUser } from './create-user.ts'
import { DeleteAccessKey } from './delete-access-key.ts'
import { DeleteGroupPolicy } from './delete-group-policy.ts'
import { DeleteGroup } from './delete-group.ts'
import { DeletePolicyVersion } from './delete-policy-version.ts'
import { DeletePolicy } from './delete-policy.ts'
import { DeleteRolePermissionsBoundary } from './delete-role-permissions-boundary.ts'
import { DeleteRolePolicy } from './delete-role-policy.ts'
import { DeleteRole } from './delete-role.ts'
import { DeleteServiceLinkedRole } from './delete-service-linked-role.ts'
import { DeleteUserPermissionsBoundary } from './delete-user-permissions-boundary.ts'
import { DeleteUserPolicy } from './delete-user-policy.ts'
import { DeleteUser } from './delete-user.ts'
import { DetachGroupPolicy } from './detach-group-policy.ts'
import { DetachRolePolicy } from './detach-role-policy.ts'
import { DetachUserPolicy } from './detach-user-policy.ts'
import { GetAccessKeyLastUsed } from './get-access-key-last-used.ts'
import { GetAccountAuthorizationDetails } from './get-account-authorization-details.ts'
import { GetAccountSummary } from './get-account-summary.ts'
import { GetGroupPolicy } from './get-group-policy.ts'
import { GetGroup } from './get-group.ts'
import { GetPolicyVersion } from './get-policy-version.ts'
import { GetPolicy } from './get-policy.ts'
import { GetRolePolicy } from './get-role-policy.ts'
import { GetRole } from './get-role.ts'
import { GetServiceLinkedRoleDeletionStatus } from './get-service-linked-role-deletion-status.ts'
import { GetUserPolicy } from './get-user-policy.ts'
import { GetUser } from './get-user.ts'
import { ListAccessKeys } from './list-access-keys.ts'
import { ListAttachedGroupPolicies } from './list-attached-group-policies.ts'
import { ListAttachedRolePolicies } from './list-attached-role-policies.ts'
import { ListAttachedUserPolicies } from './list-attached-user-policies.ts'
import { ListEntitiesForPolicy } from './list-entities-for-policy.ts'
import { ListGroupPolicies } from './list-group-policies.ts'
import { ListGroupsForUser } from './list-groups-for-user.ts'
import { ListGroups } from './list-groups.ts'
import { ListInstanceProfilesForRole } from './list-instance-profiles-for-role.ts'
import { ListPolicies } from './list-policies.ts'
import { ListPolicyTags } from './list-policy-tags.ts'
import { ListPolicyVersions } from './list-policy-versions.ts'
import { ListRolePolicies } from './list-role-policies.ts'
import { ListRoleTags } from './list-role-tags.ts'
import { ListRoles } from './list-roles.ts'
import { ListUserPolicies } from './list-user-policies.ts'
import { ListUserTags } from './list-user-tags.ts'
import { ListUsers } from './list-users.ts'
import { PutGroupPolicy } from './put-group-policy.ts'
import { PutRolePermissionsBoundary } from './put-role-permissions-boundary.ts'
import { PutRolePolicy } from './put-role-policy.ts'
import { PutUserPermissionsBoundary } from './put-user-permissions-boundary.ts'
import { PutUserPolicy } from './put-user-policy.ts'
import { RemoveUserFromGroup } from './remove-user-from-group.ts'
import { SetDefaultPolicyVersion } from './set-default-policy-version.ts'
import { SimulateCustomPolicy } from './simulate-custom-policy.ts'
import { SimulatePrincipalPolicy } from './simulate-principal-policy.ts'
import { TagPolicy } from './tag-policy.ts'
import { TagRole } from './tag-role.ts'
import { TagUser } from './tag-user.ts'
import { UntagPolicy } from './untag-policy.ts'
import { UntagRole } from './untag-role.ts'
import { UntagUser } from './untag-user.ts'
import { UpdateAccessKey } from './update-access-key.ts'
import { UpdateAssumeRolePolicy } from './update-assume-role-policy.ts'
import { UpdateGroup } from './update-group.ts'
import { UpdateRoleDescription } from './update-role-description.ts'
import { UpdateRole } from './update-role.ts'
import { UpdateUser } from './update-user.ts'

export const operations: Readonly<Record<string, AnyOperation<IamScope>>> = {
  AddUserToGroup,
  AttachGroupPolicy,
  AttachRolePolicy,
  AttachUserPolicy,
  CreateAccessKey,
  CreateGroup,
  CreatePolicy,
  CreatePolicyVersion,
  CreateRole,
  CreateServiceLinkedRole,
  CreateUser,
  DeleteAccessKey,
  DeleteGroup,
  DeleteGroupPolicy,
  DeletePolicy,
  DeletePolicyVersion,
  DeleteRole,
  DeleteRolePermissionsBoundary,
  DeleteRolePolicy,
  DeleteServiceLinkedRole,
  DeleteUser,
  DeleteUserPermissionsBoundary,
  DeleteUserPolicy,
  DetachGroupPolicy,
  DetachRolePolicy,
  DetachUserPolicy,
  GetAccessKeyLastUsed,
  GetAccountAuthorizationDetails,
  GetAccountSummary,
  GetGroup,
  GetGroupPolicy,
  GetPolicy,
  GetPolicyVersion,
  GetRole,
  GetRolePolicy,
  GetServiceLinkedRoleDeletionStatus,
  GetUser,
  GetUserPolicy,
  ListAccessKeys,
  ListAttachedGroupPolicies,
  ListAttachedRolePolicies,
  ListAttachedUserPolicies,
  ListEntitiesForPolicy,
  ListGroupPolicies,
  ListGroups,
  ListGroupsForUser,
  ListInstanceProfilesForRole,
  ListPolicies,
  ListPolicyTags,
  ListPolicyVersions,
  ListRolePolicies,
  ListRoleTags,
  ListRoles,
  ListUserPolicies,
  ListUserTags,
  ListUsers,
  PutGroupPolicy,
  PutRolePermissionsBoundary,
  PutRolePolicy,
  PutUserPermissionsBoundary,
  PutUserPolicy,
  RemoveUserFromGroup,
  SetDefaultPolicyVersion,
  SimulateCustomPolicy,
  SimulatePrincipalPolicy,
  TagPolicy,
  TagRole,
  TagUser,
  UntagPolicy,
  UntagRole,
  UntagUser,
  UpdateAccessKey,
  UpdateAssumeRolePolicy,
  UpdateGroup,
  UpdateRole,
  UpdateRoleDescription,
  UpdateUser,
}
