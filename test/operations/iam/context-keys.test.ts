import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
})
after(() => world.close())

const asking = (key: string, Resource = '*') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      ...{ Effect: 'Allow', Action: 'kms:Decrypt', Resource },
      Condition: { StringEquals: { [key]: '${aws:PrincipalTag/team}' } },
    },
  })

const ofCustom = (...PolicyInputList: readonly string[]) =>
  iam.send(new Iam.GetContextKeysForCustomPolicyCommand({ PolicyInputList: [...PolicyInputList] }))

const ofPrincipal = (name: string, more: object = {}, by = iam) => {
  const PolicySourceArn = `arn:aws:iam::${ACCOUNT}:user/${name}`
  const input = { PolicySourceArn, ...more }
  return by.send(new Iam.GetContextKeysForPrincipalPolicyCommand(input))
}

test('validation: what is no policy is refused', async () => {
  assert.equal((await refused(ofCustom('{')))[0], 'InvalidInputException')
  assert.equal((await refused(ofPrincipal('nobody')))[0], 'NoSuchEntityException')
})

test('authorization: the resource is the principal whose policies are read', async () => {
  await world.user('read')
  const arn = `arn:aws:iam::${ACCOUNT}:user/read`
  const may = allow('iam:GetContextKeysForPrincipalPolicy', arn)
  const reader = world.client(Iam.IAMClient, await world.user('reader', may))
  assert.deepEqual((await ofPrincipal('read', {}, reader)).ContextKeyNames, [])
  assert.equal((await refused(ofPrincipal('reader', {}, reader)))[0], 'AccessDenied')
})

test('behaviour: keys stand in conditions and in policy variables, each once', async () => {
  const one = asking('aws:SourceIp', 'arn:aws:kms:*:*:key/${aws:username}')
  const { ContextKeyNames } = await ofCustom(one, asking('kms:ViaService'), one)
  assert.deepEqual(ContextKeyNames, [
    'aws:PrincipalTag/team',
    'aws:SourceIp',
    'aws:username',
    'kms:ViaService',
  ])
})

test('behaviour: of a principal those of its groups and of more policies count', async () => {
  await world.user('member', JSON.parse(asking('aws:SourceIp')))
  await iam.send(new Iam.CreateGroupCommand({ GroupName: 'team' }))
  const group = { GroupName: 'team', PolicyName: 'inline' }
  const PolicyDocument = asking('kms:CallerAccount')
  await iam.send(new Iam.PutGroupPolicyCommand({ ...group, PolicyDocument }))
  await iam.send(new Iam.AddUserToGroupCommand({ GroupName: 'team', UserName: 'member' }))
  const more = { PolicyInputList: [asking('kms:ViaService')] }
  const { ContextKeyNames } = await ofPrincipal('member', more)
  assert.deepEqual(ContextKeyNames, [
    'aws:PrincipalTag/team',
    'aws:SourceIp',
    'kms:CallerAccount',
    'kms:ViaService',
  ])
})
