// Sessions that are begun with the code of an MFA device, and what policies see of them.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateRoleCommand,
  DeactivateMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
  ListUsersCommand,
} from '@aws-sdk/client-iam'
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import type { Authenticator } from '../../fixtures/authenticator.ts'
import {
  ACCOUNT,
  allow,
  type Credentials,
  startWorld,
  type TestWorld,
} from '../../fixtures/world.ts'
import { makeDevice } from '../iam/mfa-device.ts'
import { refused } from '../iam/refused.ts'
import { usable } from './sessions.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const serial = (name: string) => `arn:aws:iam::${ACCOUNT}:mfa/${name}`

/** A user with a device; the codes that enabled it are behind. */
async function userWithDevice(name: string, policy?: object) {
  const credentials = await world.user(name, policy)
  const app = await makeDevice(world, name)
  await world.client(IAMClient).send(
    new EnableMFADeviceCommand({
      ...{ UserName: name, SerialNumber: serial(name) },
      ...{ AuthenticationCode1: app.code(-1), AuthenticationCode2: app.code() },
    }),
  )
  world.server.clock.advance(60_000)
  return { credentials, app }
}

const begin = (credentials: Credentials, SerialNumber?: string, TokenCode?: string) =>
  world.client(STSClient, credentials).send(new GetSessionTokenCommand({ SerialNumber, TokenCode }))

async function sessionOf(name: string, credentials: Credentials, app: Authenticator) {
  return usable((await begin(credentials, serial(name), app.code())).Credentials)
}

const WRONG = [
  'AccessDenied',
  403,
  'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
]
const NOT_THEIRS = [
  'AccessDenied',
  403,
  'MultiFactorAuthentication failed, unable to validate MFA code.  ' +
    'Please verify your MFA serial number is valid and associated with this user.',
]

test('a code is taken once, and a wrong one never', async () => {
  const { credentials, app } = await userWithDevice('once')
  const right = app.code()
  const wrong = right === '000000' ? '000001' : '000000'
  assert.deepEqual(await refused(begin(credentials, serial('once'), wrong)), WRONG)
  assert.ok((await begin(credentials, serial('once'), right)).Credentials)
  assert.deepEqual(await refused(begin(credentials, serial('once'), right)), WRONG)
  assert.deepEqual(await refused(begin(credentials, serial('once'), app.code(-3))), WRONG)
})

test('a serial number without a code is half of an answer, and so is a code', async () => {
  const { credentials, app } = await userWithDevice('half')
  const sentence =
    'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.'
  const expected = ['AccessDenied', 403, sentence]
  assert.deepEqual(await refused(begin(credentials, serial('half'))), expected)
  assert.deepEqual(await refused(begin(credentials, undefined, app.code())), expected)
})

test("somebody else's device, and one that was deactivated, answer for nobody", async () => {
  const { app } = await userWithDevice('owner')
  const stranger = await world.user('stranger')
  assert.deepEqual(await refused(begin(stranger, serial('owner'), app.code())), NOT_THEIRS)
  const { credentials, app: former } = await userWithDevice('former')
  const device = { UserName: 'former', SerialNumber: serial('former') }
  await world.client(IAMClient).send(new DeactivateMFADeviceCommand(device))
  assert.deepEqual(await refused(begin(credentials, serial('former'), former.code())), NOT_THEIRS)
})

test('policies see MFA in a session, and how long ago it was', async () => {
  const { credentials, app } = await userWithDevice('young', {
    Version: '2012-10-17',
    Statement: {
      ...{ Effect: 'Allow', Action: 'kms:ListKeys', Resource: '*' },
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
      },
    },
  })
  const list = (as: Credentials) => world.client(KMSClient, as).send(new ListKeysCommand({}))
  const without = usable((await begin(credentials)).Credentials)
  const session = await sessionOf('young', credentials, app)
  assert.equal((await refused(list(credentials)))[0], 'AccessDeniedException')
  assert.equal((await refused(list(without)))[0], 'AccessDeniedException')
  assert.ok(await list(session))
  world.server.clock.advance(3_601_000)
  assert.equal((await refused(list(session)))[0], 'AccessDeniedException')
})

test('a session with MFA can call IAM, and is recorded as such', async () => {
  const { credentials, app } = await userWithDevice('admin', allow('iam:ListUsers'))
  const session = await sessionOf('admin', credentials, app)
  await world.client(IAMClient, session).send(new ListUsersCommand({}))
  const [listed] = await recordsOf('admin', 'ListUsers')
  assert.equal(listed.userIdentity.sessionContext.attributes.mfaAuthenticated, 'true')
  const [begun] = await recordsOf('admin', 'GetSessionToken')
  assert.deepEqual(begun.requestParameters, { serialNumber: serial('admin') })
})

test('a trust policy can demand a code, and hears of its age; the session does not', async () => {
  const { credentials, app } = await userWithDevice('operator', allow('sts:AssumeRole'))
  const Condition = {
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    NumericLessThan: { 'aws:MultiFactorAuthAge': '60' },
  }
  const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:user/operator` }
  const Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  const role = { RoleName: 'Guarded', AssumeRolePolicyDocument }
  const { Role } = await world.client(IAMClient).send(new CreateRoleCommand(role))
  const assume = (more: object = {}) =>
    world
      .client(STSClient, credentials)
      .send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'guarded', ...more }))
  assert.deepEqual(await refused(assume()), [
    'AccessDenied',
    403,
    `User: ${Principal.AWS} is not authorized to perform: sts:AssumeRole on resource: ${Role?.Arn}`,
  ])
  const code = { SerialNumber: serial('operator'), TokenCode: app.code() }
  const session = usable((await assume(code)).Credentials)
  assert.deepEqual(await refused(assume(code)), WRONG)
  await world.client(STSClient, session).send(new GetCallerIdentityCommand({}))
  const [called] = await recordsOf('guarded', 'GetCallerIdentity')
  assert.equal(called.userIdentity.sessionContext.attributes.mfaAuthenticated, 'false')
})

async function recordsOf(AttributeValue: string, eventName: string) {
  const LookupAttributes = [{ AttributeKey: 'Username' as const, AttributeValue }]
  const { Events = [] } = await world
    .client(CloudTrailClient)
    .send(new LookupEventsCommand({ LookupAttributes }))
  const records = Events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent))
  return records.filter((record) => record.eventName === eventName)
}
