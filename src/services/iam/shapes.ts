// Rows as AWS's answers show them.

import type { StoreView } from '../../store/store.ts'
import { entityArn, instanceProfileArn } from './arns.ts'
import type {
  AccessKeyMetadata,
  AttachedPermissionsBoundary,
  AttachedPolicy,
  Group,
  InstanceProfile,
  PermissionsBoundaryAttachmentType,
  Policy,
  PolicyDetail,
  PolicyVersion,
  Role,
  User,
} from './model.ts'
import type { ManagedPolicy } from './resources/managed-policies.ts'
import type { IamScope } from './scope.ts'
import type {
  AccessKeyRow,
  BoundedIdentityRow,
  GroupRow,
  IdentityRow,
  InstanceProfileRow,
  PolicyVersionRow,
  RoleRow,
  Tag,
  UserRow,
} from './tables.ts'
import { readTrustPolicy } from './trust-binding.ts'
import type { Usage } from './usage.ts'

export function userShape(user: UserRow): User {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.uniqueId,
    Arn: entityArn('user', user),
    CreateDate: new Date(user.createdAt),
  }
}

/** AWS shows boundary and tags where one user or role is asked for, not in lists. */
export function confinement({ permissionsBoundary, tags }: BoundedIdentityRow): {
  readonly PermissionsBoundary?: AttachedPermissionsBoundary
  readonly Tags?: readonly Tag[]
} {
  return {
    ...(permissionsBoundary !== undefined && {
      PermissionsBoundary: {
        // The model's only value is PermissionsBoundaryPolicy; AWS answers, and documents, Policy.
        // https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachedPermissionsBoundary.html
        PermissionsBoundaryType: 'Policy' as PermissionsBoundaryAttachmentType,
        PermissionsBoundaryArn: permissionsBoundary,
      },
    }),
    ...(tags.length > 0 && { Tags: tags }),
  }
}

export function roleShape(store: StoreView, role: RoleRow): Role {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.uniqueId,
    Arn: entityArn('role', role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: readTrustPolicy(store, role.trustPolicy),
    ...(role.description !== undefined && { Description: role.description }),
    MaxSessionDuration: role.maxSessionSeconds,
  }
}

export function groupShape(group: GroupRow): Group {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.uniqueId,
    Arn: entityArn('group', group),
    CreateDate: new Date(group.createdAt),
  }
}

export function policyShape(policy: ManagedPolicy, usage: Usage): Policy {
  return {
    PolicyName: policy.name,
    PolicyId: policy.uniqueId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: usage.attachments,
    PermissionsBoundaryUsageCount: usage.boundaries,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  }
}

/** AWS shows description and tags where one policy is asked for, not in lists. */
export function policyRemarks({ description, tags }: ManagedPolicy): {
  readonly Description?: string
  readonly Tags?: readonly Tag[]
} {
  return {
    ...(description !== undefined && { Description: description }),
    ...(tags.length > 0 && { Tags: tags }),
  }
}

/** Without the document, as AWS lists versions. */
export function versionShape(
  { defaultVersionId }: Pick<ManagedPolicy, 'defaultVersionId'>,
  version: PolicyVersionRow,
): PolicyVersion {
  return {
    VersionId: version.id,
    IsDefaultVersion: version.id === defaultVersionId,
    CreateDate: new Date(version.createdAt),
  }
}

export function accessKeyShape(
  accessKeyId: string,
  { userName, status, createdAt }: AccessKeyRow,
): AccessKeyMetadata {
  return {
    ...(userName !== undefined && { UserName: userName }),
    AccessKeyId: accessKeyId,
    Status: status,
    CreateDate: new Date(createdAt),
  }
}

export function attachedShape(arn: string): AttachedPolicy {
  return { PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }
}

export function inlineShapes({ inlinePolicies }: IdentityRow): readonly PolicyDetail[] {
  return Object.entries(inlinePolicies).map(([PolicyName, PolicyDocument]) => ({
    PolicyName,
    PolicyDocument,
  }))
}

/** AWS shows tags where one instance profile is asked for, not in lists. */
export function instanceProfileShape(
  profile: InstanceProfileRow,
  scope: Pick<IamScope, 'store' | 'roles'>,
): InstanceProfile {
  const { tags } = profile
  return {
    ...instanceProfileListShape(profile, scope),
    ...(tags.length > 0 && { Tags: tags }),
  }
}

export function instanceProfileListShape(
  profile: InstanceProfileRow,
  { store, roles }: Pick<IamScope, 'store' | 'roles'>,
): InstanceProfile {
  const { roleName } = profile
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.uniqueId,
    Arn: instanceProfileArn(profile),
    CreateDate: new Date(profile.createdAt),
    Roles: roleName === undefined ? [] : [roleShape(store, roles.require(roleName).value)],
  }
}
