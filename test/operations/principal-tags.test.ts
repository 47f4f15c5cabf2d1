import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { IAMClient, TagUserCommand } from '@aws-sdk/client-iam'
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import type { TestWorld } from '../fixtures/world.ts'
import { startWorld } from '../fixtures/world.ts'

let world: TestWorld
before(async () => {
  world = await startWorld()
})
after(() => world.close())

test('a policy can ask for the tags of the user that calls', async () => {
  const alice = await world.user('alice', {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'kms:ListKeys',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'payroll' } },
    },
  })
  const listKeys = () => world.client(KMSClient, alice).send(new ListKeysCommand({}))
  await assert.rejects(listKeys(), { name: 'AccessDeniedException' })
  const Tags = [{ Key: 'team', Value: 'payroll' }]
  await world.client(IAMClient).send(new TagUserCommand({ UserName: 'alice', Tags }))
  assert.deepEqual((await listKeys()).Keys, [])
})
