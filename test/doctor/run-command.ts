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
  KMSClient,
  PutKeyPolicyCommand,
  type GrantOperation,
} from '@aws-sdk/client-kms'
import { AssumeRoleCommand, STSClient, type AssumeRoleCommandOutput } from '@aws-sdk/client-sts'
import type { SaidRemedy } from '../../src/doctor/index.ts'
import type { Credentials } from '../fixtures/world.ts'
import { recordCarriedOut } from './stories/harness/carried-out.ts'

interface Command {
  readonly name: string
  /** The value of an option that must be there. */
  readonly option: (name: string) => string
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
  let credentials = own
  for (const argv of becoming) {
    const command = read(argv, asker)
    if (command.name === 'sts assume-role') credentials = await assume(command)
    else await run(command)
    recordCarriedOut(id, argv)
  }
  for (const argv of commands) {
    await run(read(argv, credentials))
    recordCarriedOut(id, argv)
  }
  return credentials
}

/** One after the other: what comes behind a role that was assumed runs as that role. */
export async function runCommands(
  commands: readonly (readonly string[])[],
  asker: SessionCredentials,
): Promise<SessionCredentials> {
  let credentials = asker
  for (const argv of commands) {
    const command = read(argv, credentials)
    if (command.name === 'sts assume-role') credentials = await assume(command)
    else await run(command)
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
  const config = { endpoint: option('--endpoint-url'), region: option('--region'), credentials }
  const flag = (name: string): boolean => argv.includes(name)
  return { name: `${argv[1]} ${argv[2]}`, option, options, flag, config }
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

async function run({ name, option, options, flag, config }: Command): Promise<unknown> {
  const kms = new KMSClient(config)
  const iam = new IAMClient(config)
  const document = async (text: string): Promise<string> =>
    text.startsWith('file://') ? readFile(fileURLToPath(text), 'utf8') : text
  switch (name) {
    case 'kms put-key-policy':
      return kms.send(
        new PutKeyPolicyCommand({
          KeyId: option('--key-id'),
          PolicyName: option('--policy-name'),
          Policy: await document(option('--policy')),
        }),
      )
    case 'kms create-key':
      return kms.send(new CreateKeyCommand({ Policy: await document(option('--policy')) }))
    case 'iam create-service-linked-role':
      return iam.send(
        new CreateServiceLinkedRoleCommand({ AWSServiceName: option('--aws-service-name') }),
      )
    case 'kms create-grant':
      return kms.send(
        new CreateGrantCommand({
          KeyId: option('--key-id'),
          GranteePrincipal: option('--grantee-principal'),
          Operations: options('--operations') as GrantOperation[],
          Name: option('--name'),
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
    case 'kms enable-key':
      return kms.send(new EnableKeyCommand({ KeyId: option('--key-id') }))
    case 'kms cancel-key-deletion':
      return kms.send(new CancelKeyDeletionCommand({ KeyId: option('--key-id') }))
    default:
      return assert.fail(`no way to run ${name}`)
  }
}
