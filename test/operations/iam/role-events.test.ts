import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import { ACCOUNT, startWorld } from '../../fixtures/world.ts'

test('events hold a trust policy as it was sent, and URL-encoded as answered', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const iam = world.client(IAMClient)
  const trust = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
    "Principal": { "AWS": "${ACCOUNT}" }, "Action": "sts:AssumeRole" }] }`
  const RoleName = 'Recorded'
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }))
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }))
  const recordOf = async (AttributeValue: string) => {
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue }]
    const { Events = [] } = await world
      .client(CloudTrailClient)
      .send(new LookupEventsCommand({ LookupAttributes }))
    return JSON.parse(Events[0]?.CloudTrailEvent ?? '')
  }
  const created = await recordOf('CreateRole')
  assert.equal(created.requestParameters.assumeRolePolicyDocument, trust)
  const answered = created.responseElements.role.assumeRolePolicyDocument
  assert.match(answered, /^%7B%22Version%22%3A%222012-10-17%22%2C/)
  assert.deepEqual(JSON.parse(decodeURIComponent(answered)), JSON.parse(trust))
  const updated = await recordOf('UpdateAssumeRolePolicy')
  assert.equal(updated.requestParameters.policyDocument, trust)
  assert.equal(updated.responseElements, null)
})
