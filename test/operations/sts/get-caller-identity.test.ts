import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { GetAccessKeyInfoCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from '../iam/refused.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

test('GetCallerIdentity needs no permission and works under an explicit deny', async () => {
  const Statement = { Effect: 'Deny', Action: '*', Resource: '*' }
  const barred = await world.user('barred', { Version: '2012-10-17', Statement })
  const caller = await world.client(STSClient, barred).send(new GetCallerIdentityCommand({}))
  assert.equal(caller.Arn, `arn:aws:iam::${ACCOUNT}:user/barred`)
  assert.equal(caller.Account, ACCOUNT)
  assert.match(caller.UserId ?? '', /^AIDA[A-Z2-7]{17}$/)
})

test('the root user is its account', async () => {
  const root = world.client(STSClient, world.root(OTHER_ACCOUNT))
  const { Arn, Account, UserId } = await root.send(new GetCallerIdentityCommand({}))
  assert.deepEqual(
    [Arn, Account, UserId],
    [`arn:aws:iam::${OTHER_ACCOUNT}:root`, OTHER_ACCOUNT, OTHER_ACCOUNT],
  )
})

test('an access key id tells its account to whoever may ask', async () => {
  const { accessKeyId: AccessKeyId } = await world.user('theirs', undefined, OTHER_ACCOUNT)
  const ask = new GetAccessKeyInfoCommand({ AccessKeyId })
  const asker = await world.user('asker', allow('sts:GetAccessKeyInfo'))
  const { Account } = await world.client(STSClient, asker).send(ask)
  assert.equal(Account, OTHER_ACCOUNT)
  const [name] = await refused(world.client(STSClient, await world.user('mute')).send(ask))
  assert.equal(name, 'AccessDenied')
})
