// Which permissions the questions of each command need. A test runs each command with exactly
// these, and once without each of them.

/** A statement of its own in the policy: actions of one kind, on the resources they know. */
export interface Permissions {
  readonly sid: string
  readonly on: PermissionResource
  readonly actions: readonly string[]
}

export type PermissionResource =
  | 'any'
  | 'key'
  | 'identity'
  | 'user'
  | 'role'
  | 'organization'
  | 'catalog'
  | 'glue'
  | 'workgroup'
  | 'object'

// Actions on `any` have no resource: IAM takes them on `*` alone.
const findsKeys: Permissions = { sid: 'FindKeys', on: 'any', actions: ['kms:ListAliases'] }
const looksUpEvents: Permissions = {
  sid: 'ReadEvents',
  on: 'any',
  actions: ['cloudtrail:LookupEvents'],
}
const readsEvents: Permissions = {
  sid: 'ReadEvents',
  on: 'any',
  actions: ['cloudtrail:DescribeTrails', 'cloudtrail:LookupEvents'],
}
const describesKey: Permissions = { sid: 'ReadKey', on: 'key', actions: ['kms:DescribeKey'] }
const readsKey: Permissions = {
  sid: 'ReadKey',
  on: 'key',
  actions: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
}
const readsGrants: Permissions = { sid: 'ReadKey', on: 'key', actions: ['kms:ListGrants'] }
const readsIdentities: Permissions = {
  sid: 'ReadIdentities',
  on: 'identity',
  actions: [
    ...['iam:GetGroupPolicy', 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:GetRole'],
    ...['iam:GetRolePolicy', 'iam:GetUser', 'iam:GetUserPolicy'],
    ...['iam:ListAttachedGroupPolicies', 'iam:ListAttachedRolePolicies'],
    ...['iam:ListAttachedUserPolicies', 'iam:ListGroupPolicies', 'iam:ListGroupsForUser'],
    ...['iam:ListRolePolicies', 'iam:ListUserPolicies'],
  ],
}
const becomesRole: Permissions = { sid: 'BecomeRole', on: 'role', actions: ['sts:AssumeRole'] }
const readsOrganization: readonly Permissions[] = [
  { sid: 'FindOrganization', on: 'any', actions: ['organizations:DescribeOrganization'] },
  {
    sid: 'ReadGuardrails',
    on: 'organization',
    actions: [
      ...['organizations:DescribePolicy', 'organizations:ListParents'],
      'organizations:ListPoliciesForTarget',
    ],
  },
]
const readsEverybody: Permissions = {
  sid: 'ReadEverybody',
  on: 'any',
  actions: ['iam:GetAccountAuthorizationDetails', 'iam:GetAccountSummary'],
}
const findsTables: readonly Permissions[] = [
  {
    sid: 'FindTables',
    on: 'catalog',
    actions: ['athena:ListDatabases', 'athena:ListTableMetadata'],
  },
  { sid: 'FindTablesInGlue', on: 'glue', actions: ['glue:GetDatabases', 'glue:GetTables'] },
]

const ofRecover = [
  ...[findsKeys, readsKey, readsIdentities, readsEvents, becomesRole],
  ...readsOrganization,
]
const ofDoctor = [
  ...[findsKeys, readsKey, readsGrants, readsIdentities, readsEvents],
  ...readsOrganization,
]
const ofHistory = [findsKeys, describesKey, readsEvents, ...findsTables]
const ofWhoCan = [
  ...[findsKeys, readsKey, readsGrants, readsEverybody, readsEvents],
  ...readsOrganization,
]
const ofAudit: readonly Permissions[] = [
  { sid: 'FindKeys', on: 'any', actions: ['kms:ListKeys'] },
  ...[findsKeys, readsKey, readsGrants, readsEverybody, looksUpEvents],
  { sid: 'ReadKey', on: 'key', actions: ['kms:GetKeyLastUsage', 'kms:GetKeyRotationStatus'] },
  { sid: 'ReadEverybody', on: 'any', actions: ['iam:GetCredentialReport'] },
  {
    sid: 'ReadAccessKeys',
    on: 'user',
    actions: ['iam:GetAccessKeyLastUsed', 'iam:ListAccessKeys'],
  },
  ...readsOrganization,
]
/** Of a key policy against a principal's IAM policies, without grants and events. */
const ofDecision = [findsKeys, readsKey, readsIdentities, ...readsOrganization]

/** GetCallerIdentity needs no permission. A new command has its line here. */
export const OF_COMMANDS = {
  doctor: ofDoctor,
  history: ofHistory,
  recover: ofRecover,
  audit: ofAudit,
  'who-can': ofWhoCan,
  // These ask where a key or a principal of the account is named; of files alone, nothing.
  check: ofDecision,
  diff: [...ofHistory, readsKey, readsIdentities],
  simulate: ofDecision,
  collect: [...ofAudit, ...ofDoctor, ...ofWhoCan, ...findsTables, becomesRole],
  // It reads files.
  test: [],
} as const satisfies Readonly<Record<string, readonly Permissions[]>>

/** What options need beside. `--apply`: the principal that --as names needs it. */
export const OF_OPTIONS = {
  apply: [
    { sid: 'ReadKey', on: 'key', actions: ['kms:GetKeyPolicy'] },
    { sid: 'PutKeyPolicy', on: 'key', actions: ['kms:PutKeyPolicy'] },
  ],
  table: [
    {
      sid: 'FindTables',
      on: 'catalog',
      actions: ['athena:GetTableMetadata'],
    },
    {
      sid: 'FindTablesInGlue',
      on: 'glue',
      actions: ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable'],
    },
    {
      sid: 'Query',
      on: 'workgroup',
      actions: [
        ...['athena:GetQueryExecution', 'athena:GetQueryResults'],
        ...['athena:StartQueryExecution', 'athena:StopQueryExecution'],
      ],
    },
    // Athena reads the logs, and writes its results, as whoever started the query.
    {
      sid: 'ReadLogsAndWriteResults',
      on: 'object',
      actions: ['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    },
  ],
  // Only where a request came through an endpoint, or was named as if it had.
  vpcEndpoint: [{ sid: 'ReadEndpoint', on: 'any', actions: ['ec2:DescribeVpcEndpoints'] }],
  allRegions: [{ sid: 'FindRegions', on: 'any', actions: ['ec2:DescribeRegions'] }],
  simulate: [{ sid: 'AskSimulator', on: 'identity', actions: ['iam:SimulatePrincipalPolicy'] }],
  logs: [{ sid: 'ReadLogs', on: 'object', actions: ['s3:GetObject', 's3:ListBucket'] }],
} as const satisfies Readonly<Record<string, readonly Permissions[]>>
