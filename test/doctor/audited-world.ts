// A world with a key for each rule of the audit.

import { DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  CreateAliasCommand,
  CreateGrantCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld, type TestWorld } from '../fixtures/world.ts'
import {
  accountStatement,
  createKey,
  createRole,
  keyPolicy,
  putKeyPolicy,
  roleArn,
  userArn,
  type Statement,
} from './scenarios/locked-key.ts'

export interface AuditedWorld {
  readonly world: TestWorld
  /** ARNs, by the names of the aliases. */
  readonly keys: Readonly<Record<string, string>>
}

/** `alice` administers by IAM; of the roles, `Gone` and `GoneWorker` are deleted in the end. */
export async function startAuditedWorld(): Promise<AuditedWorld> {
  const world = await startWorld()
  await world.user('alice', allow('kms:*'))
  for (const role of ['Keeper', 'Second', 'Gone', 'GoneWorker', 'Worker']) {
    await createRole(world, role, { AWS: userArn('alice') })
  }
  const keys = await makeKeys(world)
  for (const RoleName of ['Gone', 'GoneWorker']) {
    await world.client(IAMClient).send(new DeleteRoleCommand({ RoleName }))
  }
  return { world, keys }
}

const administer = ['kms:Put*', 'kms:Get*', 'kms:Describe*', 'kms:List*', 'kms:CreateGrant']
const administrators = (...roles: readonly string[]): Statement => ({
  Sid: 'Administrators',
  Effect: 'Allow',
  Principal: { AWS: roles.map(roleArn) },
  Action: administer,
  Resource: '*',
})
const accountMay = (Action: readonly string[], more: object = {}): Statement => ({
  ...accountStatement,
  Action,
  ...more,
})
const anybodyMay = (Condition?: object): Statement => ({
  Sid: '<img src=x onerror=alert(1)>',
  Effect: 'Allow',
  Principal: '*',
  Action: 'kms:Decrypt',
  Resource: '*',
  ...(Condition && { Condition }),
})
const reading = ['kms:GetKeyPolicy', 'kms:DescribeKey', 'kms:ListGrants']
const fromOffice = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }
const foreign = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
  Action: ['kms:Decrypt', 'kms:Encrypt'],
  Resource: '*',
}

async function makeKeys(world: TestWorld): Promise<Record<string, string>> {
  const keys: Record<string, string> = {}
  const policies: Readonly<Record<string, readonly Statement[]>> = {
    fine: [accountStatement],
    lost: [administrators('Gone')],
    'lost-readable': [accountMay(reading), administrators('Gone')],
    single: [accountMay(reading), administrators('Keeper')],
    unnamed: [administrators('Keeper', 'Second'), anybodyMay(ofAccount)],
    conditioned: [accountMay(['kms:*'], fromOffice), accountMay(reading), administrators('Keeper')],
    world: [accountStatement, anybodyMay()],
    organization: [accountStatement, anybodyMay(ofOrganization)],
    'own-account': [accountStatement, anybodyMay(ofAccount)],
    foreign: [accountStatement, foreign],
    grants: [accountStatement],
    leaving: [accountStatement],
    'leaving-unused': [accountStatement],
    disabled: [accountStatement],
    unrotated: [accountStatement],
  }
  const kms = world.client(KMSClient)
  for (const [name, statements] of Object.entries(policies)) {
    const KeyId = await createKey(world, keyPolicy(accountStatement))
    keys[name] = KeyId
    if (name !== 'unrotated') await kms.send(new EnableKeyRotationCommand({ KeyId }))
    await kms.send(new CreateAliasCommand({ AliasName: `alias/${name}`, TargetKeyId: KeyId }))
    if (name === 'grants') await makeGrants(kms, KeyId)
    if (name === 'leaving')
      await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') }))
    if (name.startsWith('leaving')) await kms.send(new ScheduleKeyDeletionCommand({ KeyId }))
    else if (name === 'disabled') await kms.send(new DisableKeyCommand({ KeyId }))
    else await putKeyPolicy(world, KeyId, keyPolicy(...statements))
  }
  return keys
}

const ofAccount = { StringEquals: { 'kms:CallerAccount': ACCOUNT } }
const hostile = ['<img src=x onerror=alert(1)>', '\u001b[2J']
const ofOrganization = {
  StringEquals: { 'aws:PrincipalOrgID': ['o-abcdefghij', ...hostile] },
}

async function makeGrants(kms: KMSClient, KeyId: string): Promise<void> {
  const grants = [
    { GranteePrincipal: roleArn('GoneWorker') },
    { GranteePrincipal: roleArn('Worker'), RetiringPrincipal: roleArn('GoneWorker') },
    { GranteePrincipal: userArn('alice') },
  ]
  for (const grant of grants) {
    await kms.send(new CreateGrantCommand({ KeyId, ...grant, Operations: ['Decrypt'] }))
  }
}
