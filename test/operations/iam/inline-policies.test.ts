import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateGroupCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteUserPolicyCommand,
  GetGroupPolicyCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListUserPoliciesCommand,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(IAMClient)
  await iam.send(new CreateUserCommand({ UserName: 'alice' }))
})
after(() => world.close())

const put = (PolicyName: string, PolicyDocument: string) =>
  iam.send(new PutUserPolicyCommand({ UserName: 'alice', PolicyName, PolicyDocument }))

test('a policy document comes back URL-encoded once, to the letter as it was sent', async () => {
  const PolicyDocument = JSON.stringify(allow("kms:De*'()!"), null, 2).replace("De*'()!", 'De*')
  await put('letter', PolicyDocument)
  const read = await iam.send(new GetUserPolicyCommand({ UserName: 'alice', PolicyName: 'letter' }))
  assert.match(read.PolicyDocument ?? '', /^%7B%0A/)
  assert.equal(decodeURIComponent(read.PolicyDocument ?? ''), PolicyDocument)
})

test('roles and groups carry inline policies as users do', async () => {
  const PolicyDocument = JSON.stringify(allow('kms:Encrypt'))
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
  })
  await iam.send(new CreateRoleCommand({ RoleName: 'R', AssumeRolePolicyDocument }))
  await iam.send(new CreateGroupCommand({ GroupName: 'G' }))
  const named = { PolicyName: 'P', PolicyDocument }
  await iam.send(new PutRolePolicyCommand({ RoleName: 'R', ...named }))
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'G', ...named }))
  const ofRole = await iam.send(new GetRolePolicyCommand({ RoleName: 'R', PolicyName: 'P' }))
  const ofGroup = await iam.send(new GetGroupPolicyCommand({ GroupName: 'G', PolicyName: 'P' }))
  assert.equal(decodeURIComponent(ofRole.PolicyDocument ?? ''), PolicyDocument)
  assert.equal(decodeURIComponent(ofGroup.PolicyDocument ?? ''), PolicyDocument)
})

test('a deleted policy is gone from the list and cannot be found', async () => {
  await put('passing', JSON.stringify(allow('kms:Sign')))
  const named = { UserName: 'alice', PolicyName: 'passing' }
  await iam.send(new DeleteUserPolicyCommand(named))
  const { PolicyNames } = await iam.send(new ListUserPoliciesCommand({ UserName: 'alice' }))
  assert.ok(!PolicyNames?.includes('passing'))
  assert.deepEqual(await refused(iam.send(new GetUserPolicyCommand(named))), [
    'NoSuchEntityException',
    404,
    'The user policy with name passing cannot be found.',
  ])
})

test('the inherited members of an object are no policies', async () => {
  const named = { UserName: 'alice', PolicyName: 'constructor' }
  const [name] = await refused(iam.send(new GetUserPolicyCommand(named)))
  assert.equal(name, 'NoSuchEntityException')
})

test('a document that is not JSON is refused', async () => {
  assert.deepEqual(await refused(put('broken', '{')), [
    'MalformedPolicyDocumentException',
    400,
    'This policy contains invalid Json',
  ])
})

test('all inline policies of a user have 2048 characters, white space left out', async () => {
  const sized = (chars: number) => {
    const empty = JSON.stringify(allow('kms:Sign', 'arn:aws:kms:*:*:key/')).length
    return JSON.stringify(allow('kms:Sign', `arn:aws:kms:*:*:key/${'x'.repeat(chars - empty)}`))
  }
  await iam.send(new CreateUserCommand({ UserName: 'full' }))
  const fill = (PolicyName: string, PolicyDocument: string) =>
    iam.send(new PutUserPolicyCommand({ UserName: 'full', PolicyName, PolicyDocument }))
  await fill('half', sized(1024) + ' '.repeat(500))
  await fill('other-half', sized(1024))
  assert.deepEqual(await refused(fill('one-more', JSON.stringify(allow('kms:Sign')))), [
    'LimitExceededException',
    409,
    'Maximum policy size of 2048 bytes exceeded for user full',
  ])
})
