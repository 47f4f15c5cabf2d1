// The smallest IAM policy that a command needs.

import { arnOf, parseArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import { doctorFailure } from '../failure.ts'
import {
  OF_COMMANDS,
  OF_OPTIONS,
  type PermissionResource,
  type Permissions,
} from './permission-sets.ts'

export type PermissionCommand = keyof typeof OF_COMMANDS

export interface PermissionOptions {
  /** Of `recover`. */
  readonly apply?: boolean
  readonly table?: boolean
  readonly logs?: boolean
  /** Of `audit`. */
  readonly allRegions?: boolean
  /** Of `doctor`: `--via simulate`. */
  readonly simulate?: boolean
  /** Of `doctor`, where requests come through a VPC endpoint. */
  readonly vpcEndpoint?: boolean
  /** ARN of the key that is meant; absent: any key. */
  readonly key?: string
}

export const PERMISSION_COMMANDS = Object.keys(OF_COMMANDS) as readonly PermissionCommand[]

const isCommand = (name: string): name is PermissionCommand => Object.hasOwn(OF_COMMANDS, name)

/** The smallest identity policy with which the command sees all that it asks for. */
export function permissionsPolicy(command: string, options: PermissionOptions = {}): JsonObject {
  const { key, ...switches } = options
  const place = placeOf(key)
  const statements = new Map<string, { actions: Set<string>; on: PermissionResource }>()
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

const OPTION_NAMES = Object.keys(OF_OPTIONS) as readonly (keyof typeof OF_OPTIONS)[]

function permissionsOf(
  command: string,
  options: Omit<PermissionOptions, 'key'>,
): readonly Permissions[] {
  if (!isCommand(command)) {
    throw doctorFailure('noPermissions', { command, commands: PERMISSION_COMMANDS.join(', ') })
  }
  const named = OPTION_NAMES.filter((name) => options[name])
  return [
    ...OF_COMMANDS[command],
    ...named.flatMap((name): readonly Permissions[] => OF_OPTIONS[name]),
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
  const example =
    '--key arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
  throw doctorFailure('noKeyArn', { key }, { lines: [example] })
}

function resourcesOf(
  on: PermissionResource,
  { account, region, key }: Place,
): string | readonly string[] {
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
    case 'user':
      return iam('user/*')
    case 'role':
      return iam('role/*')
    case 'organization': {
      // The account in these ARNs is the management account, or `aws` for AWS's own policies.
      const kinds = ['account/*', 'ou/*', 'policy/*', 'root/*']
      return kinds.map((kind) => arnOf('organizations', '', '*', kind))
    }
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
