// Accounts that the organization opens, closes and invites.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type {
  CreateAccountOutput,
  DescribeAccountOutput,
  DescribeCreateAccountStatusOutput,
  InviteAccountToOrganizationOutput,
  ListCreateAccountStatusOutput,
  ListHandshakesForAccountOutput,
  ListHandshakesForOrganizationOutput,
  ListTagsForResourceOutput,
} from '../../../src/services/organizations/model.ts'
import { advance } from '../../fixtures/clock.ts'
import { readCredentialsFile } from '../../fixtures/credentials-file.ts'
import type { OrganizationsClient } from '../../fixtures/organizations-client.ts'
import { ACCOUNT, OTHER_ACCOUNT } from '../../fixtures/world.ts'
import type { OrganizationWorld } from './fixture.ts'
import { newestRecord, startOrganization } from './fixture.ts'

let world: OrganizationWorld
let management: OrganizationsClient
let opened: string
before(async () => {
  world = await startOrganization()
  management = world.organizations()
  opened = await open('payments', 'payments@example.com')
})
after(() => world.close())

async function open(AccountName: string, Email: string, more: object = {}): Promise<string> {
  const { CreateAccountStatus } = await management.call<CreateAccountOutput>('CreateAccount', {
    AccountName,
    Email,
    ...more,
  })
  assert.equal(CreateAccountStatus?.State, 'IN_PROGRESS')
  const status = await statusOf(CreateAccountStatus?.Id ?? '')
  assert.equal(status?.State, 'SUCCEEDED')
  return status?.AccountId ?? ''
}

async function statusOf(CreateAccountRequestId: string) {
  const answer = await management.call<DescribeCreateAccountStatusOutput>(
    'DescribeCreateAccountStatus',
    { CreateAccountRequestId },
  )
  return answer.CreateAccountStatus
}

test('CreateAccount opens an account below the root, with AWS’s event', async () => {
  assert.match(opened, /^\d{12}$/)
  const { Account } = await management.call<DescribeAccountOutput>('DescribeAccount', {
    AccountId: opened,
  })
  assert.equal(Account?.Name, 'payments')
  assert.equal(Account?.Email, 'payments@example.com')
  assert.equal(Account?.JoinedMethod, 'CREATED')
  const record = await newestRecord(world, 'CreateAccount')
  const { createAccountStatus } = record['responseElements'] as Record<string, object>
  assert.equal((createAccountStatus as Record<string, unknown>)['state'], 'IN_PROGRESS')
  assert.doesNotMatch(JSON.stringify(record), /payments/) // Names and addresses are sensitive.
})

test('its root user has a profile in the credentials file, and is confined by SCPs', async () => {
  const profiles = await readCredentialsFile(`${world.data}/credentials`)
  const root = profiles.get(opened)
  assert.ok(root)
  const sts = world.client(STSClient, root)
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  assert.equal(Arn, `arn:aws:iam::${opened}:root`)
  const kms = world.client(KMSClient, root)
  await kms.send(new CreateKeyCommand({}))
  const deny = { Effect: 'Deny', Action: 'kms:*', Resource: '*' }
  const PolicyId = await world.attach('SERVICE_CONTROL_POLICY', opened, deny)
  await assert.rejects(kms.send(new CreateKeyCommand({})), { name: 'AccessDeniedException' })
  await management.call('DetachPolicy', { PolicyId, TargetId: opened })
})

test('the management account administers it by its role', async () => {
  const administrator = await world.user('administrator', {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
  })
  const enter = async (account: string, role: string) => {
    const { Credentials } = await world.client(STSClient, administrator).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${account}:role/${role}`,
        RoleSessionName: 'entering',
      }),
    )
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    }
  }
  const session = await enter(opened, 'OrganizationAccountAccessRole')
  const { KeyMetadata } = await world.client(KMSClient, session).send(new CreateKeyCommand({}))
  assert.equal(KeyMetadata?.AWSAccountId, opened)
  const named = await open('named', 'named@example.com', { RoleName: 'Entry' })
  await enter(named, 'Entry')
})

test('an address that is taken fails the creation, which is told afterwards', async () => {
  const { CreateAccountStatus } = await management.call<CreateAccountOutput>('CreateAccount', {
    AccountName: 'again',
    Email: 'payments@example.com',
  })
  const failed = await statusOf(CreateAccountStatus?.Id ?? '')
  assert.equal(failed?.State, 'FAILED')
  assert.equal(failed?.FailureReason, 'EMAIL_ALREADY_EXISTS')
  const list = async (...States: readonly string[]) => {
    const { CreateAccountStatuses } = await management.call<ListCreateAccountStatusOutput>(
      'ListCreateAccountStatus',
      { States },
    )
    return CreateAccountStatuses?.map(({ AccountName }) => AccountName)
  }
  assert.deepEqual(await list('FAILED'), ['again'])
  assert.ok((await list('SUCCEEDED'))?.includes('payments'))
  assert.deepEqual(await list('IN_PROGRESS'), [])
  await assert.rejects(statusOf('car-00000000'), { name: 'CreateAccountStatusNotFoundException' })
})

test('an account is closed once, and never the management account', async () => {
  const close = (AccountId: string) => management.call('CloseAccount', { AccountId })
  const account = await open('short', 'short@example.com')
  await close(account)
  const { Account } = await management.call<DescribeAccountOutput>('DescribeAccount', {
    AccountId: account,
  })
  assert.equal(Account?.Status, 'SUSPENDED')
  await assert.rejects(close(account), { name: 'AccountAlreadyClosedException' })
  await assert.rejects(close(ACCOUNT), {
    name: 'ConstraintViolationException',
    Reason: 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT',
  })
})

async function invite(Id = OTHER_ACCOUNT): Promise<string> {
  const { Handshake } = await management.call<InviteAccountToOrganizationOutput>(
    'InviteAccountToOrganization',
    { Target: { Id, Type: 'ACCOUNT' }, Notes: 'come', Tags: [{ Key: 'team', Value: 'guest' }] },
  )
  return Handshake?.Id ?? ''
}

const other = () => world.organizations(world.root(OTHER_ACCOUNT))

test('who is in an organization already, or in no stack, cannot be invited', async () => {
  await assert.rejects(invite(), {
    name: 'HandshakeConstraintViolationException',
    Reason: 'ALREADY_IN_AN_ORGANIZATION',
  })
  await assert.rejects(invite('999999999999'), { name: 'InvalidInputException' })
})

test('an invitation is seen by both, once, and answered by the right one', async () => {
  await other().call('LeaveOrganization')
  const HandshakeId = await invite()
  await assert.rejects(invite(), { name: 'DuplicateHandshakeException' })
  const received = await other().call<ListHandshakesForAccountOutput>('ListHandshakesForAccount')
  assert.equal(received.Handshakes?.find(({ Id }) => Id === HandshakeId)?.State, 'OPEN')
  const sent = await management.call<ListHandshakesForOrganizationOutput>(
    'ListHandshakesForOrganization',
  )
  assert.ok(sent.Handshakes?.some(({ Id }) => Id === HandshakeId))
  await management.call('DescribeHandshake', { HandshakeId })
  await assert.rejects(management.call('AcceptHandshake', { HandshakeId }), {
    name: 'HandshakeNotFoundException',
  })
  await assert.rejects(other().call('CancelHandshake', { HandshakeId }), {
    name: 'HandshakeNotFoundException',
  })
  await other().call('DeclineHandshake', { HandshakeId })
  await assert.rejects(other().call('DeclineHandshake', { HandshakeId }), {
    name: 'HandshakeAlreadyInStateException',
  })
  await assert.rejects(other().call('AcceptHandshake', { HandshakeId }), {
    name: 'InvalidHandshakeTransitionException',
  })
})

test('an invitation that was taken back or has expired cannot be accepted', async () => {
  const canceled = await invite()
  await management.call('CancelHandshake', { HandshakeId: canceled })
  const expired = await invite()
  await advance(world, '16d')
  for (const HandshakeId of [canceled, expired]) {
    await assert.rejects(other().call('AcceptHandshake', { HandshakeId }), {
      name: 'InvalidHandshakeTransitionException',
    })
  }
  await other().call('AcceptHandshake', { HandshakeId: await invite() })
  const { Tags } = await management.call<ListTagsForResourceOutput>('ListTagsForResource', {
    ResourceId: OTHER_ACCOUNT,
  })
  assert.deepEqual(Tags, [{ Key: 'team', Value: 'guest' }])
})
