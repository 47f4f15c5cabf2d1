// Runs the commands that the doctor prints, as they stand, without the AWS CLI: every argument is
// read from the list, so that a wrong one is found here.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import {
  CreateServiceLinkedRoleCommand,
  CreatePolicyVersionCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import {
  CancelKeyDeletionCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  type GrantConstraints,
  type GrantOperation,
  type KeySpec,
  type KeyUsageType,
  type OriginType,
} from '@aws-sdk/client-kms'
import { OrganizationsClient, UpdatePolicyCommand } from '@aws-sdk/client-organizations'
import { AssumeRoleCommand, STSClient, type AssumeRoleCommandOutput } from '@aws-sdk/client-sts'
import type { SaidRemedy } from '../../src/doctor/index.ts'
import type { Credentials } from '../fixtures/world.ts'
import { recordCarriedOut } from './stories/harness/carried-out.ts'

interface Command {
  readonly name: string
  /** The value of an option that must be there. */
  readonly option: (name: string) => string
  /** The value of one that may be left out. */
  readonly optional: (name: string) => string | undefined
  /** All of its values. */
  readonly options: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
  readonly config: { endpoint: string; region: string; credentials: SessionCredentials }
}

export interface SessionCredentials extends Credentials {
  readonly sessionToken?: string
}

/**
 * Becomes who can do it, where that is needed, and does it. `own`: credentials of that one.
 * Answers the credentials that it was done with.
 */
export async function applyRemedy(
  { id, becoming, commands }: SaidRemedy,
  asker: SessionCredentials,
  own: SessionCredentials = asker,
): Promise<SessionCredentials> {
  const ran = (argv: readonly string[]): void => recordCarriedOut(id, argv)
  const become = await runCommands(becoming, asker, ran)
  return runCommands(commands, becoming.some(isAssumeRole) ? become : own, ran)
}

const isAssumeRole = (argv: readonly string[]): boolean => argv[2] === 'assume-role'

/** One after the other: what comes behind a role that was assumed runs as that role. */
export async function runCommands(
  commands: readonly (readonly string[])[],
  asker: SessionCredentials,
  ran: (argv: readonly string[]) => void = (argv) => recordCarriedOut(undefined, argv),
): Promise<SessionCredentials> {
  let credentials = asker
  for (const argv of commands) {
    const command = read(argv, credentials)
    if (isAssumeRole(argv)) credentials = await assume(command)
    else await run(command)
    ran(argv)
  }
  return credentials
}

function read(argv: readonly string[], credentials: SessionCredentials): Command {
  assert.equal(argv[0], 'aws')
  const option = (name: string): string => {
    const value = argv[argv.indexOf(name) + 1]
    assert.ok(argv.includes(name) && value !== undefined, `${name} in ${argv.join(' ')}`)
    return value
  }
  const options = (name: string): readonly string[] => {
    const values = argv.slice(argv.indexOf(name) + 1)
    const end = values.findIndex((value) => value.startsWith('--'))
    return end < 0 ? values : values.slice(0, end)
  }
  const optional = (name: string) => (argv.includes(name) ? option(name) : undefined)
  const config = { endpoint: option('--endpoint-url'), region: option('--region'), credentials }
  const flag = (name: string): boolean => argv.includes(name)
  return { name: `${argv[1]} ${argv[2]}`, option, optional, options, flag, config }
}

async function assume({ name, option, config }: Command): Promise<SessionCredentials> {
  assert.equal(name, 'sts assume-role')
  return sessionIn(
    await new STSClient(config).send(
      new AssumeRoleCommand({
        RoleArn: option('--role-arn'),
        RoleSessionName: option('--role-session-name'),
      }),
    ),
  )
}

/** What AssumeRole answered, from the SDK or as the AWS CLI prints it. */
export function sessionIn({
  Credentials: answer,
}: Pick<AssumeRoleCommandOutput, 'Credentials'>): SessionCredentials {
  assert.ok(answer?.AccessKeyId && answer.SecretAccessKey && answer.SessionToken)
  return {
    accessKeyId: answer.AccessKeyId,
    secretAccessKey: answer.SecretAccessKey,
    sessionToken: answer.SessionToken,
  }
}

async function run(command: Command): Promise<unknown> {
  const { name, option, config } = command
  if (name.startsWith('iam ')) return runInIam(command)
  const kms = new KMSClient(config)
  switch (name) {
    case 'kms put-key-policy':
      return kms.send(
        new PutKeyPolicyCommand({
          KeyId: option('--key-id'),
          PolicyName: option('--policy-name'),
          Policy: await document(option('--policy')),
        }),
      )
    case 'kms get-key-policy':
      return kms.send(
        new GetKeyPolicyCommand({ KeyId: option('--key-id'), PolicyName: option('--policy-name') }),
      )
    case 'kms create-key':
      return kms.send(newKey(command, await document(option('--policy'))))
    case 'kms create-grant':
      return kms.send(newGrant(command))
    case 'kms enable-key':
      return kms.send(new EnableKeyCommand({ KeyId: option('--key-id') }))
    case 'kms cancel-key-deletion':
      return kms.send(new CancelKeyDeletionCommand({ KeyId: option('--key-id') }))
    case 'organizations update-policy':
      return new OrganizationsClient(config).send(
        new UpdatePolicyCommand({
          PolicyId: option('--policy-id'),
          Content: await document(option('--content')),
        }),
      )
    default:
      return assert.fail(`no way to run ${name}`)
  }
}

async function runInIam({ name, option, optional, flag, config }: Command): Promise<unknown> {
  const iam = new IAMClient(config)
  switch (name) {
    case 'iam create-service-linked-role':
      return iam.send(
        new CreateServiceLinkedRoleCommand({
          AWSServiceName: option('--aws-service-name'),
          CustomSuffix: optional('--custom-suffix'),
        }),
      )
    case 'iam put-user-policy':
      return iam.send(
        new PutUserPolicyCommand({
          UserName: option('--user-name'),
          PolicyName: option('--policy-name'),
          PolicyDocument: await document(option('--policy-document')),
        }),
      )
    case 'iam put-role-policy':
      return iam.send(
        new PutRolePolicyCommand({
          RoleName: option('--role-name'),
          PolicyName: option('--policy-name'),
          PolicyDocument: await document(option('--policy-document')),
        }),
      )
    case 'iam update-assume-role-policy':
      return iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: option('--role-name'),
          PolicyDocument: await document(option('--policy-document')),
        }),
      )
    case 'iam put-group-policy':
      return iam.send(
        new PutGroupPolicyCommand({
          GroupName: option('--group-name'),
          PolicyName: option('--policy-name'),
          PolicyDocument: await document(option('--policy-document')),
        }),
      )
    case 'iam create-policy-version':
      return iam.send(
        new CreatePolicyVersionCommand({
          PolicyArn: option('--policy-arn'),
          PolicyDocument: await document(option('--policy-document')),
          SetAsDefault: flag('--set-as-default'),
        }),
      )
    default:
      return assert.fail(`no way to run ${name}`)
  }
}

const document = async (text: string): Promise<string> =>
  text.startsWith('file://') ? readFile(fileURLToPath(text), 'utf8') : text

function newKey({ optional, flag }: Command, Policy: string): CreateKeyCommand {
  return new CreateKeyCommand({
    Policy,
    Description: optional('--description'),
    KeySpec: optional('--key-spec') as KeySpec | undefined,
    KeyUsage: optional('--key-usage') as KeyUsageType | undefined,
    Origin: optional('--origin') as OriginType | undefined,
    MultiRegion: flag('--multi-region'),
  })
}

function newGrant({ option, optional, options }: Command): CreateGrantCommand {
  const constraints = optional('--constraints')
  return new CreateGrantCommand({
    KeyId: option('--key-id'),
    GranteePrincipal: option('--grantee-principal'),
    Operations: options('--operations') as GrantOperation[],
    Name: optional('--name'),
    RetiringPrincipal: optional('--retiring-principal'),
    ...(constraints !== undefined && { Constraints: JSON.parse(constraints) as GrantConstraints }),
  })
}
