// Every operation of IAM that the stack answers.

import type { AnyOperation } from '../../operation.ts'
import type { IamScope } from '../scope.ts'
import { AddClientIDToOpenIDConnectProvider } from './add-client-id-to-oidc-provider.ts'
import { AddRoleToInstanceProfile } from './add-role-to-instance-profile.ts'
import { AddUserToGroup } from './add-user-to-group.ts'
import { AttachGroupPolicy } from './attach-group-policy.ts'
import { AttachRolePolicy } from './attach-role-policy.ts'
import { AttachUserPolicy } from './attach-user-policy.ts'
import { ChangePassword } from './change-password.ts'
import { CreateAccessKey } from './create-access-key.ts'
import { CreateAccountAlias } from './create-account-alias.ts'
import { CreateGroup } from './create-group.ts'
import { CreateInstanceProfile } from './create-instance-profile.ts'
import { CreateLoginProfile } from './create-login-profile.ts'
import { CreateOpenIDConnectProvider } from './create-oidc-provider.ts'
import { CreatePolicyVersion } from './create-policy-version.ts'
import { CreatePolicy } from './create-policy.ts'
import { CreateRole } from './create-role.ts'
import { CreateSAMLProvider } from './create-saml-provider.ts'
import { CreateServiceLinkedRole } from './create-service-linked-role.ts'
import { CreateUser } from './create-user.ts'
import { CreateVirtualMFADevice } from './create-virtual-mfa-device.ts'
import { DeactivateMFADevice } from './deactivate-mfa-device.ts'
import { DeleteAccessKey } from './delete-access-key.ts'
import { DeleteAccountAlias } from './delete-account-alias.ts'
import { DeleteAccountPasswordPolicy } from './delete-account-password-policy.ts'
import { DeleteGroupPolicy } from './delete-group-policy.ts'
import { DeleteGroup } from './delete-group.ts'
import { DeleteInstanceProfile } from './delete-instance-profile.ts'
import { DeleteLoginProfile } from './delete-login-profile.ts'
import { DeleteOpenIDConnectProvider } from './delete-oidc-provider.ts'
import { DeletePolicyVersion } from './delete-policy-version.ts'
import { DeletePolicy } from './delete-policy.ts'
import { DeleteRolePermissionsBoundary } from './delete-role-permissions-boundary.ts'
import { DeleteRolePolicy } from './delete-role-policy.ts'
import { DeleteRole } from './delete-role.ts'
import { DeleteSAMLProvider } from './delete-saml-provider.ts'
import { DeleteServiceLinkedRole } from './delete-service-linked-role.ts'
import { DeleteUserPermissionsBoundary } from './delete-user-permissions-boundary.ts'
import { DeleteUserPolicy } from './delete-user-policy.ts'
import { DeleteUser } from './delete-user.ts'
import { DeleteVirtualMFADevice } from './delete-virtual-mfa-device.ts'
import { DetachGroupPolicy } from './detach-group-policy.ts'
import { DetachRolePolicy } from './detach-role-policy.ts'
import { DetachUserPolicy } from './detach-user-policy.ts'
import { EnableMFADevice } from './enable-mfa-device.ts'
import { GenerateCredentialReport } from './generate-credential-report.ts'
import { GenerateServiceLastAccessedDetails } from './generate-service-last-accessed-details.ts'
import { GetAccessKeyLastUsed } from './get-access-key-last-used.ts'
import { GetAccountAuthorizationDetails } from './get-account-authorization-details.ts'
import { GetAccountPasswordPolicy } from './get-account-password-policy.ts'
import { GetAccountSummary } from './get-account-summary.ts'
import { GetContextKeysForCustomPolicy } from './get-context-keys-for-custom-policy.ts'
import { GetContextKeysForPrincipalPolicy } from './get-context-keys-for-principal-policy.ts'
import { GetCredentialReport } from './get-credential-report.ts'
import { GetGroupPolicy } from './get-group-policy.ts'
import { GetGroup } from './get-group.ts'
import { GetInstanceProfile } from './get-instance-profile.ts'
import { GetLoginProfile } from './get-login-profile.ts'
import { GetMFADevice } from './get-mfa-device.ts'
import { GetOpenIDConnectProvider } from './get-oidc-provider.ts'
import { GetPolicyVersion } from './get-policy-version.ts'
import { GetPolicy } from './get-policy.ts'
import { GetRolePolicy } from './get-role-policy.ts'
import { GetRole } from './get-role.ts'
import { GetSAMLProvider } from './get-saml-provider.ts'
import { GetServiceLastAccessedDetailsWithEntities } from './get-service-last-accessed-entities.ts'
import { GetServiceLastAccessedDetails } from './get-service-last-accessed-details.ts'
import { GetServiceLinkedRoleDeletionStatus } from './get-service-linked-role-deletion-status.ts'
import { GetUserPolicy } from './get-user-policy.ts'
import { GetUser } from './get-user.ts'
import { ListAccessKeys } from './list-access-keys.ts'
import { ListAccountAliases } from './list-account-aliases.ts'
import { ListAttachedGroupPolicies } from './list-attached-group-policies.ts'
import { ListAttachedRolePolicies } from './list-attached-role-policies.ts'
import { ListAttachedUserPolicies } from './list-attached-user-policies.ts'
import { ListEntitiesForPolicy } from './list-entities-for-policy.ts'
import { ListGroupPolicies } from './list-group-policies.ts'
import { ListGroupsForUser } from './list-groups-for-user.ts'
import { ListGroups } from './list-groups.ts'
import { ListInstanceProfileTags } from './list-instance-profile-tags.ts'
import { ListInstanceProfilesForRole } from './list-instance-profiles-for-role.ts'
import { ListInstanceProfiles } from './list-instance-profiles.ts'
import { ListMFADeviceTags } from './list-mfa-device-tags.ts'
import { ListMFADevices } from './list-mfa-devices.ts'
import { ListOpenIDConnectProviderTags } from './list-oidc-provider-tags.ts'
import { ListOpenIDConnectProviders } from './list-oidc-providers.ts'
import { ListPoliciesGrantingServiceAccess } from './list-policies-granting-service-access.ts'
import { ListPolicies } from './list-policies.ts'
import { ListPolicyTags } from './list-policy-tags.ts'
import { ListPolicyVersions } from './list-policy-versions.ts'
import { ListRolePolicies } from './list-role-policies.ts'
import { ListRoleTags } from './list-role-tags.ts'
import { ListRoles } from './list-roles.ts'
import { ListSAMLProviderTags } from './list-saml-provider-tags.ts'
import { ListSAMLProviders } from './list-saml-providers.ts'
import { ListUserPolicies } from './list-user-policies.ts'
import { ListUserTags } from './list-user-tags.ts'
import { ListUsers } from './list-users.ts'
import { ListVirtualMFADevices } from './list-virtual-mfa-devices.ts'
import { PutGroupPolicy } from './put-group-policy.ts'
import { PutRolePermissionsBoundary } from './put-role-permissions-boundary.ts'
import { PutRolePolicy } from './put-role-policy.ts'
import { PutUserPermissionsBoundary } from './put-user-permissions-boundary.ts'
import { PutUserPolicy } from './put-user-policy.ts'
import { RemoveClientIDFromOpenIDConnectProvider } from './remove-client-id-from-oidc-provider.ts'
import { RemoveRoleFromInstanceProfile } from './remove-role-from-instance-profile.ts'
import { RemoveUserFromGroup } from './remove-user-from-group.ts'
import { ResyncMFADevice } from './resync-mfa-device.ts'
import { SetDefaultPolicyVersion } from './set-default-policy-version.ts'
import { SimulateCustomPolicy } from './simulate-custom-policy.ts'
import { SimulatePrincipalPolicy } from './simulate-principal-policy.ts'
import { TagInstanceProfile } from './tag-instance-profile.ts'
import { TagMFADevice } from './tag-mfa-device.ts'
import { TagOpenIDConnectProvider } from './tag-oidc-provider.ts'
import { TagPolicy } from './tag-policy.ts'
import { TagRole } from './tag-role.ts'
import { TagSAMLProvider } from './tag-saml-provider.ts'
import { TagUser } from './tag-user.ts'
import { UntagInstanceProfile } from './untag-instance-profile.ts'
import { UntagMFADevice } from './untag-mfa-device.ts'
import { UntagOpenIDConnectProvider } from './untag-oidc-provider.ts'
import { UntagPolicy } from './untag-policy.ts'
import { UntagRole } from './untag-role.ts'
import { UntagSAMLProvider } from './untag-saml-provider.ts'
import { UntagUser } from './untag-user.ts'
import { UpdateAccessKey } from './update-access-key.ts'
import { UpdateAccountPasswordPolicy } from './update-account-password-policy.ts'
import { UpdateAssumeRolePolicy } from './update-assume-role-policy.ts'
import { UpdateGroup } from './update-group.ts'
import { UpdateLoginProfile } from './update-login-profile.ts'
import { UpdateOpenIDConnectProviderThumbprint } from './update-oidc-provider-thumbprint.ts'
import { UpdateRoleDescription } from './update-role-description.ts'
import { UpdateRole } from './update-role.ts'
import { UpdateSAMLProvider } from './update-saml-provider.ts'
import { UpdateUser } from './update-user.ts'

export const operations: Readonly<Record<string, AnyOperation<IamScope>>> = {
  AddClientIDToOpenIDConnectProvider,
  AddRoleToInstanceProfile,
  AddUserToGroup,
  AttachGroupPolicy,
  AttachRolePolicy,
  AttachUserPolicy,
  ChangePassword,
  CreateAccessKey,
  CreateAccountAlias,
  CreateGroup,
  CreateInstanceProfile,
  CreateLoginProfile,
  CreateOpenIDConnectProvider,
  CreatePolicy,
  CreatePolicyVersion,
  CreateRole,
  CreateSAMLProvider,
  CreateServiceLinkedRole,
  CreateUser,
  CreateVirtualMFADevice,
  DeactivateMFADevice,
  DeleteAccessKey,
  DeleteAccountAlias,
  DeleteAccountPasswordPolicy,
  DeleteGroup,
  DeleteGroupPolicy,
  DeleteInstanceProfile,
  DeleteLoginProfile,
  DeleteOpenIDConnectProvider,
  DeletePolicy,
  DeletePolicyVersion,
  DeleteRole,
  DeleteRolePermissionsBoundary,
  DeleteRolePolicy,
  DeleteSAMLProvider,
  DeleteServiceLinkedRole,
  DeleteUser,
  DeleteUserPermissionsBoundary,
  DeleteUserPolicy,
  DeleteVirtualMFADevice,
  DetachGroupPolicy,
  DetachRolePolicy,
  DetachUserPolicy,
  EnableMFADevice,
  GenerateCredentialReport,
  GenerateServiceLastAccessedDetails,
  GetAccessKeyLastUsed,
  GetAccountAuthorizationDetails,
  GetAccountPasswordPolicy,
  GetAccountSummary,
  GetContextKeysForCustomPolicy,
  GetContextKeysForPrincipalPolicy,
  GetCredentialReport,
  GetGroup,
  GetGroupPolicy,
  GetInstanceProfile,
  GetLoginProfile,
  GetMFADevice,
  GetOpenIDConnectProvider,
  GetPolicy,
  GetPolicyVersion,
  GetRole,
  GetRolePolicy,
  GetSAMLProvider,
  GetServiceLastAccessedDetails,
  GetServiceLastAccessedDetailsWithEntities,
  GetServiceLinkedRoleDeletionStatus,
  GetUser,
  GetUserPolicy,
  ListAccessKeys,
  ListAccountAliases,
  ListAttachedGroupPolicies,
  ListAttachedRolePolicies,
  ListAttachedUserPolicies,
  ListEntitiesForPolicy,
  ListGroupPolicies,
  ListGroups,
  ListGroupsForUser,
  ListInstanceProfileTags,
  ListInstanceProfiles,
  ListInstanceProfilesForRole,
  ListMFADeviceTags,
  ListMFADevices,
  ListOpenIDConnectProviderTags,
  ListOpenIDConnectProviders,
  ListPolicies,
  ListPoliciesGrantingServiceAccess,
  ListPolicyTags,
  ListPolicyVersions,
  ListRolePolicies,
  ListRoleTags,
  ListRoles,
  ListSAMLProviderTags,
  ListSAMLProviders,
  ListUserPolicies,
  ListUserTags,
  ListUsers,
  ListVirtualMFADevices,
  PutGroupPolicy,
  PutRolePermissionsBoundary,
  PutRolePolicy,
  PutUserPermissionsBoundary,
  PutUserPolicy,
  RemoveClientIDFromOpenIDConnectProvider,
  RemoveRoleFromInstanceProfile,
  RemoveUserFromGroup,
  ResyncMFADevice,
  SetDefaultPolicyVersion,
  SimulateCustomPolicy,
  SimulatePrincipalPolicy,
  TagInstanceProfile,
  TagMFADevice,
  TagOpenIDConnectProvider,
  TagPolicy,
  TagRole,
  TagSAMLProvider,
  TagUser,
  UntagInstanceProfile,
  UntagMFADevice,
  UntagOpenIDConnectProvider,
  UntagPolicy,
  UntagRole,
  UntagSAMLProvider,
  UntagUser,
  UpdateAccessKey,
  UpdateAccountPasswordPolicy,
  UpdateAssumeRolePolicy,
  UpdateGroup,
  UpdateLoginProfile,
  UpdateOpenIDConnectProviderThumbprint,
  UpdateRole,
  UpdateRoleDescription,
  UpdateSAMLProvider,
  UpdateUser,
}
