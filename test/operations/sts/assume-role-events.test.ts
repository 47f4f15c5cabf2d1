// The events of AssumeRole across accounts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from '../iam/refused.ts'
import { trusting } from '../iam/trusting.ts'

const RoleArn = `arn:aws:iam::${ACCOUNT}:role/Foreign`

async function recordsOf(world: TestWorld, account: string) {
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'AssumeRole' }]
  const { Events = [] } = await world
    .client(CloudTrailClient, world.root(account))
    .send(new LookupEventsCommand({ LookupAttributes }))
  return Events.map(({ CloudTrailEvent = '' }) => JSON.parse(CloudTrailEvent))
}

test('AssumeRole across accounts is recorded in both, a refusal in one', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const AssumeRolePolicyDocument = trusting(OTHER_ACCOUNT)
  const role = { RoleName: 'Foreign', AssumeRolePolicyDocument }
  await world.client(IAMClient).send(new CreateRoleCommand(role))
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'visit' })
  const stranger = await world.user('stranger', undefined, OTHER_ACCOUNT)
  await refused(world.client(STSClient, stranger).send(assume))
  assert.deepEqual(await recordsOf(world, ACCOUNT), [])

  const erin = await world.user('erin', allow('sts:AssumeRole'), OTHER_ACCOUNT)
  await world.client(STSClient, erin).send(assume)
  const [owners, ...more] = await recordsOf(world, ACCOUNT)
  assert.deepEqual(more, [])
  const callers = (await recordsOf(world, OTHER_ACCOUNT)).find(({ errorCode }) => !errorCode)
  assert.ok(owners.sharedEventID)
  assert.equal(owners.sharedEventID, callers.sharedEventID)
  assert.notEqual(owners.eventID, callers.eventID)
  assert.deepEqual(
    [owners.recipientAccountId, callers.recipientAccountId],
    [ACCOUNT, OTHER_ACCOUNT],
  )
  const { type, principalId, accountId } = owners.userIdentity
  assert.deepEqual([type, accountId], ['AWSAccount', OTHER_ACCOUNT])
  assert.equal(principalId, callers.userIdentity.principalId)
  assert.equal(callers.userIdentity.type, 'IAMUser')
  for (const record of [owners, callers]) {
    assert.equal(record.readOnly, true)
    assert.deepEqual(record.requestParameters, { roleArn: RoleArn, roleSessionName: 'visit' })
    assert.deepEqual(record.resources, [
      { accountId: ACCOUNT, type: 'AWS::IAM::Role', ARN: RoleArn },
    ])
  }
})
