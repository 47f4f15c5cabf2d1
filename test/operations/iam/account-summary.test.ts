import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { allow, startWorld } from '../../fixtures/world.ts'

test('the summary counts what the account has beside what it may have', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const iam = world.client(Iam.IAMClient)
  await world.user('alice')
  await world.user('bob')
  await world.user('theirs', undefined, '444455556666')
  await iam.send(new Iam.CreateGroupCommand({ GroupName: 'staff' }))
  const PolicyDocument = JSON.stringify(allow('kms:ListKeys'))
  const made = await iam.send(new Iam.CreatePolicyCommand({ PolicyName: 'own', PolicyDocument }))
  const PolicyArn = made.Policy?.Arn
  await iam.send(new Iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }))
  const { SummaryMap } = await iam.send(new Iam.GetAccountSummaryCommand({}))
  const { Users, UsersQuota, Groups, Roles, Policies, PolicyVersionsInUse } = SummaryMap ?? {}
  assert.deepEqual(
    [Users, UsersQuota, Groups, Roles, Policies, PolicyVersionsInUse],
    [2, 5000, 1, 0, 1, 2],
  )
  assert.equal(SummaryMap?.AccountAccessKeysPresent, 1)
  assert.equal(SummaryMap.AccountMFAEnabled, 0)
})
