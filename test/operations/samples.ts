// One valid input for every operation that is built: what `every-operation.test.ts` sends.

/** What the inputs name; the test makes them first. */
export interface Named {
  readonly keyArn: string
  readonly ciphertext: Uint8Array
  readonly policyArn: string
  readonly roleArn: string
  readonly accessKeyId: string
}

const Policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'kms:ListKeys', Resource: '*' }],
})
const Trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'sts:AssumeRole',
    },
  ],
})
const KeyPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
})

const user = { UserName: 'subject' }
const group = { GroupName: 'subjects' }
const role = { RoleName: 'Subject' }
const named = { PolicyName: 'inline' }
const tags = [{ Key: 'team', Value: 'payroll' }]
const document = { PolicyDocument: Policy }

type Samples = Readonly<Record<string, Readonly<Record<string, (named: Named) => object>>>>

/** By signing name and operation. */
export const samples: Samples = {
  kms: {
    CreateAlias: ({ keyArn }) => ({ AliasName: 'alias/new', TargetKeyId: keyArn }),
    CreateKey: () => ({ Description: 'sample' }),
    Decrypt: ({ ciphertext }) => ({ CiphertextBlob: ciphertext }),
    DeleteAlias: () => ({ AliasName: 'alias/subject' }),
    DescribeKey: ({ keyArn }) => ({ KeyId: keyArn }),
    Encrypt: ({ keyArn }) => ({ KeyId: keyArn, Plaintext: Buffer.from('plain secret') }),
    GetKeyPolicy: ({ keyArn }) => ({ KeyId: keyArn }),
    ListAliases: () => ({}),
    ListKeyPolicies: ({ keyArn }) => ({ KeyId: keyArn }),
    ListKeys: () => ({}),
    PutKeyPolicy: ({ keyArn }) => ({ KeyId: keyArn, Policy: KeyPolicy }),
  },
  iam: {
    AddUserToGroup: () => ({ ...user, ...group }),
    AttachGroupPolicy: ({ policyArn }) => ({ ...group, PolicyArn: policyArn }),
    AttachRolePolicy: ({ policyArn }) => ({ ...role, PolicyArn: policyArn }),
    AttachUserPolicy: ({ policyArn }) => ({ ...user, PolicyArn: policyArn }),
    CreateAccessKey: () => user,
    CreateGroup: () => ({ GroupName: 'new-group' }),
    CreatePolicy: () => ({ PolicyName: 'new-policy', ...document }),
    CreatePolicyVersion: ({ policyArn }) => ({ PolicyArn: policyArn, ...document }),
    CreateRole: () => ({ RoleName: 'NewRole', AssumeRolePolicyDocument: Trust }),
    CreateUser: () => ({ UserName: 'new-user' }),
    DeleteAccessKey: ({ accessKeyId }) => ({ ...user, AccessKeyId: accessKeyId }),
    DeleteGroup: () => group,
    DeleteGroupPolicy: () => ({ ...group, ...named }),
    DeletePolicy: ({ policyArn }) => ({ PolicyArn: policyArn }),
    DeletePolicyVersion: ({ policyArn }) => ({ PolicyArn: policyArn, VersionId: 'v1' }),
    DeleteRole: () => role,
    DeleteRolePermissionsBoundary: () => role,
    DeleteRolePolicy: () => ({ ...role, ...named }),
    DeleteUser: () => user,
    DeleteUserPermissionsBoundary: () => user,
    DeleteUserPolicy: () => ({ ...user, ...named }),
    DetachGroupPolicy: ({ policyArn }) => ({ ...group, PolicyArn: policyArn }),
    DetachRolePolicy: ({ policyArn }) => ({ ...role, PolicyArn: policyArn }),
    DetachUserPolicy: ({ policyArn }) => ({ ...user, PolicyArn: policyArn }),
    GetAccountAuthorizationDetails: () => ({}),
    GetGroup: () => group,
    GetGroupPolicy: () => ({ ...group, ...named }),
    GetPolicy: ({ policyArn }) => ({ PolicyArn: policyArn }),
    GetPolicyVersion: ({ policyArn }) => ({ PolicyArn: policyArn, VersionId: 'v1' }),
    GetRole: () => role,
    GetRolePolicy: () => ({ ...role, ...named }),
    GetUser: () => user,
    GetUserPolicy: () => ({ ...user, ...named }),
    ListAccessKeys: () => user,
    ListAttachedGroupPolicies: () => group,
    ListAttachedRolePolicies: () => role,
    ListAttachedUserPolicies: () => user,
    ListEntitiesForPolicy: ({ policyArn }) => ({ PolicyArn: policyArn }),
    ListGroupPolicies: () => group,
    ListGroups: () => ({}),
    ListGroupsForUser: () => user,
    ListPolicies: () => ({}),
    ListPolicyVersions: ({ policyArn }) => ({ PolicyArn: policyArn }),
    ListInstanceProfilesForRole: () => role,
    ListRolePolicies: () => role,
    ListRoleTags: () => role,
    ListRoles: () => ({}),
    ListUserPolicies: () => user,
    ListUserTags: () => user,
    ListUsers: () => ({}),
    PutGroupPolicy: () => ({ ...group, ...named, ...document }),
    PutRolePermissionsBoundary: ({ policyArn }) => ({ ...role, PermissionsBoundary: policyArn }),
    PutRolePolicy: () => ({ ...role, ...named, ...document }),
    PutUserPermissionsBoundary: ({ policyArn }) => ({ ...user, PermissionsBoundary: policyArn }),
    PutUserPolicy: () => ({ ...user, ...named, ...document }),
    RemoveUserFromGroup: () => ({ ...user, ...group }),
    SetDefaultPolicyVersion: ({ policyArn }) => ({ PolicyArn: policyArn, VersionId: 'v1' }),
    TagRole: () => ({ ...role, Tags: tags }),
    TagUser: () => ({ ...user, Tags: tags }),
    UntagRole: () => ({ ...role, TagKeys: ['team'] }),
    UntagUser: () => ({ ...user, TagKeys: ['team'] }),
    UpdateAccessKey: ({ accessKeyId }) => ({
      ...user,
      AccessKeyId: accessKeyId,
      Status: 'Inactive',
    }),
    UpdateAssumeRolePolicy: () => ({ ...role, PolicyDocument: Trust }),
    UpdateRole: () => ({ ...role, Description: 'new' }),
  },
  sts: {
    AssumeRole: ({ roleArn }) => ({ RoleArn: roleArn, RoleSessionName: 'sample' }),
    GetAccessKeyInfo: ({ accessKeyId }) => ({ AccessKeyId: accessKeyId }),
    GetCallerIdentity: () => ({}),
  },
  cloudtrail: {
    LookupEvents: () => ({}),
  },
}

/** Operations that AWS answers to everybody who can sign. */
export const needNoPermission: ReadonlySet<string> = new Set(['sts:GetCallerIdentity'])
