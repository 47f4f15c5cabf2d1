// Which permissions the questions of each command need. A test runs each command with exactly
// these, and once without each of them.

import { arnOf, parseArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import { DoctorFailure } from '../failure.ts'

/** A statement of its own in the policy: actions of one kind, on the resources they know. */
interface Permissions {
  readonly sid: string
  readonly on: Resource
  readonly actions: readonly string[]
}

type Resource = 'any' | 'key' | 'identity' | 'role' | 'catalog' | 'glue' | 'workgroup' | 'object'

// Their actions have no resource: IAM takes them on `*` alone.
const findsKeys: Permissions = { sid: 'FindKeys', on: 'any', actions: ['kms:ListAliases'] }
const readsEvents: Permissions = {
  sid: 'ReadEvents',
  on: 'any',
  actions: ['cloudtrail:DescribeTrails', 'cloudtrail:LookupEvents'],
}
const readsKey: Permissions = {
  sid: 'ReadKey',
  on: 'key',
  actions: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
}
const describesKey: Permissions = { sid: 'ReadKey', on: 'key', actions: ['kms:DescribeKey'] }
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
const findsTables: readonly Permissions[] = [
  {
    sid: 'FindTables',
    on: 'catalog',
    actions: ['athena:ListDatabases', 'athena:ListTableMetadata'],
  },
  { sid: 'FindTablesInGlue', on: 'glue', actions: ['glue:GetDatabases', 'glue:GetTables'] },
]

const ofDoctor = [findsKeys, readsKey, readsIdentities, readsEvents]
const ofHistory = [findsKeys, describesKey, readsEvents, ...findsTables]

/** GetCallerIdentity needs no permission. A new command has its line here. */
const OF_COMMANDS = {
  doctor: ofDoctor,
  history: ofHistory,
  recover: [...ofDoctor, becomesRole],
  collect: [...ofDoctor, ...findsTables, becomesRole],
  // They read files.
  simulate: [],
  test: [],
} as const satisfies Readonly<Record<string, readonly Permissions[]>>

export type PermissionCommand = keyof typeof OF_COMMANDS

/** What options need beside. `--apply`: the principal that --as names needs it. */
const OF_OPTIONS = {
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
  logs: [{ sid: 'ReadLogs', on: 'object', actions: ['s3:GetObject', 's3:ListBucket'] }],
} as const satisfies Readonly<Record<string, readonly Permissions[]>>

export interface PermissionOptions {
  /** Of `recover`. */
  readonly apply?: boolean
  readonly table?: boolean
  readonly logs?: boolean
  /** ARN of the key that is meant; absent: any key. */
  readonly key?: string
}

export const PERMISSION_COMMANDS = Object.keys(OF_COMMANDS) as readonly PermissionCommand[]

const isCommand = (name: string): name is PermissionCommand => Object.hasOwn(OF_COMMANDS, name)

/** The smallest identity policy with which the command sees all that it asks for. */
export function permissionsPolicy(command: string, options: PermissionOptions = {}): JsonObject {
  const { key, ...switches } = options
  const place = placeOf(key)
  const statements = new Map<string, { actions: Set<string>; on: Resource }>()
  for (const { sid, on, actions } of permissionsOf(command, switches)) {
    const statement = statements.get(sid) ?? { actions: new Set(), on }
    for (const action of actions) statement.actions.add(action)
    statements.set(sid, statement)
  }
  const Statement = [...statements].map(([Sid, { actions, on }]) => ({
    Sid,
    Effect: 'Allow',
    Action: [...actions].toSorted(),
    Resource: resourcesOf(on, place),
  }))
  return { Version: '2012-10-17', Statement }
}

function permissionsOf(
  command: string,
  { apply, table, logs }: PermissionOptions,
): readonly Permissions[] {
  if (!isCommand(command)) {
    throw new DoctorFailure(`\`${command}\` asks AWS nothing that a permission is needed for`, [
      `one of: ${PERMISSION_COMMANDS.join(', ')}`,
    ])
  }
  return [
    ...OF_COMMANDS[command],
    ...(apply ? OF_OPTIONS.apply : []),
    ...(table ? OF_OPTIONS.table : []),
    ...(logs ? OF_OPTIONS.logs : []),
  ]
}

interface Place {
  readonly account: string
  readonly region: string
  readonly key: string
}

function placeOf(key: string | undefined): Place {
  if (key === undefined) return { account: '*', region: '*', key: 'key/*' }
  const { service, account, region, resource = '' } = parseArn(key) ?? {}
  if (service === 'kms' && account && region && resource.startsWith('key/')) {
    return { account, region, key: resource }
  }
  throw new DoctorFailure(`\`${key}\` is not the ARN of a key`, [
    '--key arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ])
}

function resourcesOf(on: Resource, { account, region, key }: Place): string | readonly string[] {
  const iam = (resource: string, owner = account) => arnOf('iam', '', owner, resource)
  const glue = (resource: string) => arnOf('glue', region, account, resource)
  switch (on) {
    case 'any':
      return '*'
    case 'key':
      return arnOf('kms', region, account, key)
    case 'identity': {
      // AWS's own managed policies are in no account.
      const managed = account === '*' ? [] : [iam('policy/*', 'aws')]
      const kinds = ['group/*', 'policy/*', 'role/*', 'user/*']
      return [...kinds.map((kind) => iam(kind)), ...managed]
    }
    case 'role':
      return iam('role/*')
    case 'catalog':
      return arnOf('athena', region, account, 'datacatalog/AwsDataCatalog')
    case 'glue':
      return [glue('catalog'), glue('database/*'), glue('table/*')]
    case 'workgroup':
      return arnOf('athena', region, account, 'workgroup/*')
    case 'object':
      // Buckets have no account in their ARN: name those of the logs and of the results.
      return 'arn:aws:s3:::*'
    default:
      return on satisfies never
  }
}
