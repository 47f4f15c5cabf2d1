// The people and roles of a rehearsal.

import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { JsonObject } from '../base/json.ts'
import { labError } from './lab-error.ts'
import { clientOptions, type Profile, type SessionCredentials, type Stage } from './stage.ts'

/** A user with these inline policies and an access key, which is kept. */
export async function createUser(
  stage: Stage,
  UserName: string,
  inline: Readonly<Record<string, JsonObject>>,
): Promise<Profile> {
  const iam = new IAMClient(clientOptions(stage, stage.root))
  await iam.send(new CreateUserCommand({ UserName })).catch(halfPlayed)
  for (const [PolicyName, document] of Object.entries(inline)) {
    const PolicyDocument = JSON.stringify(document)
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }))
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey ?? {}
  if (!accessKeyId || !secretAccessKey)
    throw labError('noKeyGiven', { operation: 'CreateAccessKey' })
  const profile = { name: UserName, accessKeyId, secretAccessKey }
  stage.keep(profile)
  const names = Object.keys(inline)
  const noun = names.length === 1 ? 'policy' : 'policies'
  stage.tell({
    who: 'root',
    does: {
      en: `creates user ${UserName} with the IAM ${noun} ${names.join(' and ')}`,
      ja: `IAM ポリシー ${names.join(' と ')} を持つユーザー ${UserName} を作成`,
    },
  })
  return profile
}

function halfPlayed(thrown: unknown): never {
  if (!(thrown instanceof Error) || thrown.name !== 'EntityAlreadyExistsException') throw thrown
  throw labError('halfPlayed', {}, { cause: thrown })
}

export async function createRole(stage: Stage, RoleName: string, trust: JsonObject): Promise<void> {
  const iam = new IAMClient(clientOptions(stage, stage.root))
  const AssumeRolePolicyDocument = JSON.stringify(trust)
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
}

/** The credentials of a session of the role, assumed by the user. */
export async function assumeRole(
  stage: Stage,
  profile: Profile,
  RoleArn: string,
): Promise<SessionCredentials> {
  const sts = new STSClient(clientOptions(stage, profile))
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: profile.name })
  const { AccessKeyId, SecretAccessKey, SessionToken } = (await sts.send(command)).Credentials ?? {}
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw labError('noCredentialsGiven', { operation: 'AssumeRole' })
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  }
}
