import {
  GetRoleCommand,
  type AttachedPolicy,
  type GroupDetail,
  type IAMClient,
  ListAccessKeysCommand,
  ListPolicyTagsCommand,
  type ManagedPolicyDetail,
  paginateGetAccountAuthorizationDetails,
  type PolicyDetail,
  type RoleDetail,
  type Tag,
  type UserDetail,
} from '@aws-sdk/client-iam'
import type { SeedAccount, SeedGroup, SeedPolicy, SeedRole, SeedUser } from '../seed/format.ts'

export type Identities = Pick<
  SeedAccount,
  'policies' | 'groups' | 'users' | 'roles' | 'serviceLinkedRoles'
>

/** Everything that IAM keeps of an account. Who lives there, and since when, goes into `living`. */
export async function snapshotIdentities(
  iam: IAMClient,
  account: string,
  living: Map<string, Date>,
): Promise<Identities> {
  const details = await authorizationDetails(iam)
  for (const { Arn, CreateDate } of [...details.users, ...details.roles]) {
    if (Arn !== undefined && CreateDate) living.set(Arn, CreateDate)
  }
  const own = details.policies.filter(({ Arn = '' }) => Arn.includes(`::${account}:`))
  const linked = details.roles.filter(({ Path = '' }) => Path.startsWith(LINKED_ROLE_PATH))
  const roles = details.roles.filter((role) => !linked.includes(role))
  return {
    ...(own.length > 0 && { policies: await byName(own, 'PolicyName', (one) => policy(iam, one)) }),
    ...(details.groups.length > 0 && {
      groups: await byName(details.groups, 'GroupName', async (one) => group(one)),
    }),
    ...(details.users.length > 0 && {
      users: await byName(details.users, 'UserName', (one) => user(iam, account, one)),
    }),
    ...(roles.length > 0 && { roles: await byName(roles, 'RoleName', (one) => role(iam, one)) }),
    ...(linked.length > 0 && {
      serviceLinkedRoles: linked.map(({ Path = '' }) =>
        Path.slice(LINKED_ROLE_PATH.length).replace(/\/$/, ''),
      ),
    }),
  }
}

const LINKED_ROLE_PATH = '/aws-service-role/'

async function authorizationDetails(iam: IAMClient) {
  const policies: ManagedPolicyDetail[] = []
  const groups: GroupDetail[] = []
  const users: UserDetail[] = []
  const roles: RoleDetail[] = []
  for await (const page of paginateGetAccountAuthorizationDetails({ client: iam }, {})) {
    policies.push(...(page.Policies ?? []))
    groups.push(...(page.GroupDetailList ?? []))
    users.push(...(page.UserDetailList ?? []))
    roles.push(...(page.RoleDetailList ?? []))
  }
  return { policies, groups, users, roles }
}

async function byName<Detail, Value, Name extends keyof Detail>(
  details: readonly Detail[],
  name: Name,
  read: (detail: Detail) => Promise<Value>,
): Promise<Readonly<Record<string, Value>>> {
  const members: [string, Value][] = []
  for (const detail of details) members.push([String(detail[name]), await read(detail)])
  return Object.fromEntries(members)
}

async function policy(iam: IAMClient, detail: ManagedPolicyDetail): Promise<SeedPolicy> {
  const { Arn: PolicyArn, PolicyVersionList = [], Description } = detail
  const { Tags } = await iam.send(new ListPolicyTagsCommand({ PolicyArn }))
  const current = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)
  const others = PolicyVersionList.filter((version) => version !== current).toReversed()
  return {
    ...pathOf(detail),
    ...(Description && { description: Description }),
    document: decoded(current?.Document),
    ...(others.length > 0 && { otherVersions: others.map(({ Document }) => decoded(Document)) }),
    ...tagsOf(Tags),
  }
}

const group = (detail: GroupDetail): SeedGroup => ({
  ...pathOf(detail),
  ...policiesOf(detail.GroupPolicyList, detail.AttachedManagedPolicies),
})

async function user(iam: IAMClient, account: string, detail: UserDetail): Promise<SeedUser> {
  const { UserName, UserId, GroupList = [], PermissionsBoundary } = detail
  const listed = await iam.send(new ListAccessKeysCommand({ UserName }))
  // The secrets cannot be read: whoever applies the seed gets new ones for the same ids.
  const accessKeys = (listed.AccessKeyMetadata ?? []).map((key, index) => ({
    ...(key.AccessKeyId !== undefined && { accessKeyId: key.AccessKeyId }),
    ...(key.Status === 'Inactive' && { status: key.Status }),
    ...(index > 0 && { profile: `${account}-${UserName}-${index + 1}` }),
  }))
  return {
    ...pathOf(detail),
    ...(UserId !== undefined && { uniqueId: UserId }),
    ...boundaryOf(PermissionsBoundary),
    ...(GroupList.length > 0 && { groups: GroupList }),
    ...policiesOf(detail.UserPolicyList, detail.AttachedManagedPolicies),
    ...tagsOf(detail.Tags),
    ...(accessKeys.length > 0 && { accessKeys }),
  }
}

async function role(iam: IAMClient, detail: RoleDetail): Promise<SeedRole> {
  // The details leave out the description and the duration.
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: detail.RoleName }))
  return {
    ...pathOf(detail),
    ...(Role?.Description && { description: Role.Description }),
    ...(detail.RoleId !== undefined && { uniqueId: detail.RoleId }),
    trustPolicy: decoded(detail.AssumeRolePolicyDocument),
    ...(Role?.MaxSessionDuration && { maxSessionDuration: Role.MaxSessionDuration }),
    ...boundaryOf(detail.PermissionsBoundary),
    ...policiesOf(detail.RolePolicyList, detail.AttachedManagedPolicies),
    ...tagsOf(detail.Tags),
  }
}

/** The path of most is `/`, which goes without saying. */
const pathOf = ({ Path }: { readonly Path?: string | undefined }) =>
  Path === undefined || Path === '/' ? {} : { path: Path }

const boundaryOf = (boundary: UserDetail['PermissionsBoundary']) => {
  const arn = boundary?.PermissionsBoundaryArn
  return arn === undefined ? {} : { permissionsBoundary: arn }
}

function policiesOf(
  inline: readonly PolicyDetail[] = [],
  attached: readonly AttachedPolicy[] = [],
) {
  return {
    ...(inline.length > 0 && {
      inlinePolicies: Object.fromEntries(
        inline.map(({ PolicyName, PolicyDocument }) => [PolicyName, decoded(PolicyDocument)]),
      ),
    }),
    ...(attached.length > 0 && {
      attachedPolicies: attached.map(({ PolicyArn = '' }) => PolicyArn),
    }),
  }
}

const tagsOf = (tags: readonly Tag[] = []) =>
  tags.length === 0 ? {} : { tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }

const decoded = (document: string | undefined): string => decodeURIComponent(document ?? '')
