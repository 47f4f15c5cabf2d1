import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'
import { trusting } from './trusting.ts'

const SERVICE = 'autoscaling.amazonaws.com'
const RoleName = 'AWSServiceRoleForAutoScaling'
const Arn = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/${SERVICE}/${RoleName}`

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
  await link(SERVICE)
})
after(() => world.close())

const link = (AWSServiceName: string, CustomSuffix?: string) =>
  iam.send(new Iam.CreateServiceLinkedRoleCommand({ AWSServiceName, CustomSuffix }))

test('a service-linked role is named after its service, which alone can assume it', async () => {
  const { Role } = await iam.send(new Iam.GetRoleCommand({ RoleName }))
  assert.equal(Role?.Arn, Arn)
  assert.deepEqual(JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument ?? '')), {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: [SERVICE] }, Action: ['sts:AssumeRole'] }],
  })
  const admin = world.client(STSClient, await world.user('admin', allow('*')))
  const assume = new AssumeRoleCommand({ RoleArn: Arn, RoleSessionName: 'session' })
  assert.equal((await refused(admin.send(assume)))[0], 'AccessDenied')
})

test('an account has one such role of a service, more where it takes a suffix', async () => {
  assert.deepEqual(await refused(link(SERVICE)), [
    'InvalidInputException',
    400,
    `Service role name ${RoleName} has been taken in this account, please try a different suffix.`,
  ])
  const { Role } = await link(SERVICE, 'batch')
  assert.equal(Role?.RoleName, `${RoleName}_batch`)
  assert.deepEqual(await refused(link('es.amazonaws.com', 'batch')), [
    'InvalidInputException',
    400,
    'Custom suffix is not allowed for es.amazonaws.com',
  ])
})

test('KMS has service-linked roles of its own, and every service has one', async () => {
  const names: Readonly<Record<string, string>> = {
    'mrk.kms.amazonaws.com': 'AWSServiceRoleForKeyManagementServiceMultiRegionKeys',
    'access-analyzer.amazonaws.com': 'AWSServiceRoleForAccessAnalyzer',
  }
  for (const [service, name] of Object.entries(names)) {
    assert.equal((await link(service)).Role?.RoleName, name)
  }
  const [code] = await refused(link('example.com'))
  assert.equal(code, 'InvalidInputException')
})

const policy = { PolicyName: 'p', PolicyDocument: JSON.stringify(allow('*')) }
const attached = { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }
const changes = {
  AttachRolePolicy: new Iam.AttachRolePolicyCommand({ RoleName, ...attached }),
  DetachRolePolicy: new Iam.DetachRolePolicyCommand({ RoleName, ...attached }),
  PutRolePolicy: new Iam.PutRolePolicyCommand({ RoleName, ...policy }),
  DeleteRolePolicy: new Iam.DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }),
  DeleteRole: new Iam.DeleteRoleCommand({ RoleName }),
  UpdateRole: new Iam.UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 }),
  UpdateAssumeRolePolicy: new Iam.UpdateAssumeRolePolicyCommand({
    RoleName,
    PolicyDocument: policy.PolicyDocument,
  }),
  PutRolePermissionsBoundary: new Iam.PutRolePermissionsBoundaryCommand({
    RoleName,
    PermissionsBoundary: attached.PolicyArn,
  }),
  DeleteRolePermissionsBoundary: new Iam.DeleteRolePermissionsBoundaryCommand({ RoleName }),
}

for (const [name, command] of Object.entries(changes)) {
  test(`${name} leaves a service-linked role as it is`, async () => {
    assert.deepEqual(await refused(iam.send(command as Iam.DeleteRoleCommand)), [
      'UnmodifiableEntityException',
      400,
      `Cannot perform the operation on the protected role '${RoleName}' - ` +
        'this role is only modifiable by AWS',
    ])
  })
}

test('the description of a service-linked role can be changed', async () => {
  const described = { RoleName, Description: 'for the fleet' }
  await iam.send(new Iam.UpdateRoleCommand(described))
  const again = { RoleName, Description: 'for both fleets' }
  const { Role } = await iam.send(new Iam.UpdateRoleDescriptionCommand(again))
  assert.equal(Role?.Description, 'for both fleets')
})

test('a policy can confine of which service the roles may be made', async () => {
  const Condition = { StringEquals: { 'iam:AWSServiceName': 'spot.amazonaws.com' } }
  const Statement = {
    Effect: 'Allow',
    Action: 'iam:CreateServiceLinkedRole',
    Resource: '*',
    Condition,
  }
  const linker = await world.user('linker', { Version: '2012-10-17', Statement })
  const as = world.client(Iam.IAMClient, linker)
  const make = (AWSServiceName: string) =>
    as.send(new Iam.CreateServiceLinkedRoleCommand({ AWSServiceName }))
  assert.ok(await make('spot.amazonaws.com'))
  const [, , message] = await refused(make('rds.amazonaws.com'))
  const role = `role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`
  assert.ok(message.includes(` on resource: arn:aws:iam::${ACCOUNT}:${role} because no `), message)
})

test('a service-linked role is deleted by its own operation, as the task tells', async () => {
  await link('ecs.amazonaws.com')
  const gone = { RoleName: 'AWSServiceRoleForECS' }
  const { DeletionTaskId } = await iam.send(new Iam.DeleteServiceLinkedRoleCommand(gone))
  assert.match(
    DeletionTaskId ?? '',
    /^task\/aws-service-role\/ecs\.amazonaws\.com\/AWSServiceRoleForECS\/[0-9a-f-]{36}$/,
  )
  const status = (id?: string) =>
    iam.send(new Iam.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId: id }))
  assert.equal((await status(DeletionTaskId)).Status, 'SUCCEEDED')
  assert.equal((await refused(status(`${DeletionTaskId}0`)))[0], 'NoSuchEntityException')
  const [code] = await refused(iam.send(new Iam.GetRoleCommand(gone)))
  assert.equal(code, 'NoSuchEntityException')
})

test('DeleteServiceLinkedRole deletes no other role, also not one on the same path', async () => {
  const AssumeRolePolicyDocument = trusting(ACCOUNT)
  const other = { RoleName: 'Other', Path: `/aws-service-role/${SERVICE}/` }
  await iam.send(new Iam.CreateRoleCommand({ ...other, AssumeRolePolicyDocument }))
  const remove = new Iam.DeleteServiceLinkedRoleCommand({ RoleName: 'Other' })
  assert.equal((await refused(iam.send(remove)))[0], 'NoSuchEntityException')
  assert.ok(await iam.send(new Iam.GetRoleCommand({ RoleName: 'Other' })))
})
