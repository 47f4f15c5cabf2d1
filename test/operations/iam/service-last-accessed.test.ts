import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { KMSClient, ListAliasesCommand, ListKeysCommand } from '@aws-sdk/client-kms'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { usable } from '../sts/sessions.ts'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'
import { trusting } from './trusting.ts'

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
})
after(() => world.close())

const userArn = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`

async function reportOn(Arn: string, Granularity?: Iam.AccessAdvisorUsageGranularityType) {
  const command = new Iam.GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity })
  const { JobId } = await iam.send(command)
  const details = await iam.send(new Iam.GetServiceLastAccessedDetailsCommand({ JobId }))
  assert.equal(details.JobStatus, 'COMPLETED')
  const services = new Map(
    details.ServicesLastAccessed?.map((service) => [service.ServiceNamespace, service]),
  )
  return { JobId, details, services }
}

const grantingTo = async (Arn: string, ...ServiceNamespaces: string[]) => {
  const command = new Iam.ListPoliciesGrantingServiceAccessCommand({ Arn, ServiceNamespaces })
  return (await iam.send(command)).PoliciesGrantingServiceAccess
}

test('validation: entities and jobs that are not there are missed', async () => {
  assert.equal((await refused(reportOn(userArn('nobody'))))[0], 'NoSuchEntityException')
  const JobId = '98a765b4-3cde-2101-2345-example678f9'
  const [code] = await refused(iam.send(new Iam.GetServiceLastAccessedDetailsCommand({ JobId })))
  assert.equal(code, 'NoSuchEntityException')
})

test('authorization: the resource is the entity that is reported on', async () => {
  const may = allow('iam:GenerateServiceLastAccessedDetails', userArn('reporter'))
  const reporter = world.client(Iam.IAMClient, await world.user('reporter', may))
  const generate = (name: string) =>
    reporter.send(new Iam.GenerateServiceLastAccessedDetailsCommand({ Arn: userArn(name) }))
  assert.ok((await generate('reporter')).JobId)
  assert.equal((await refused(generate('other')))[0], 'AccessDenied')
})

test('behaviour: a user is reported with what its policies grant and it did', async () => {
  const alice = await world.user('alice', allow(['kms:ListKeys', 's3:GetObject']))
  const kms = world.client(KMSClient, alice, 'eu-west-1')
  await kms.send(new ListKeysCommand({}))
  await refused(kms.send(new ListAliasesCommand({}))) // What is refused was tried all the same.
  const { details, services } = await reportOn(userArn('alice'), 'ACTION_LEVEL')
  assert.equal(details.JobType, 'ACTION_LEVEL')
  assert.deepEqual([...services.keys()], ['kms', 's3'])
  const used = services.get('kms')
  assert.equal(used?.ServiceName, 'AWS Key Management Service')
  assert.equal(used.LastAuthenticatedEntity, userArn('alice'))
  assert.equal(used.LastAuthenticatedRegion, 'eu-west-1')
  assert.ok(used.LastAuthenticated)
  const actions = used.TrackedActionsLastAccessed?.map(({ ActionName }) => ActionName)
  assert.deepEqual(actions?.toSorted(), ['ListAliases', 'ListKeys'])
  const unused = services.get('s3')
  assert.deepEqual([unused?.TotalAuthenticatedEntities, unused?.LastAuthenticated], [0, undefined])
})

test('behaviour: a role is reported for what its sessions did', async () => {
  const assumer = await world.user('assumer', allow('sts:AssumeRole'))
  const role = { RoleName: 'Worker', AssumeRolePolicyDocument: trusting(ACCOUNT) }
  const { Role } = await iam.send(new Iam.CreateRoleCommand(role))
  const PolicyDocument = JSON.stringify(allow('kms:*'))
  const policy = { RoleName: 'Worker', PolicyName: 'inline', PolicyDocument }
  await iam.send(new Iam.PutRolePolicyCommand(policy))
  const assume = new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'work' })
  const session = usable((await world.client(STSClient, assumer).send(assume)).Credentials)
  await world.client(KMSClient, session).send(new ListKeysCommand({}))
  const { services } = await reportOn(Role?.Arn ?? '')
  assert.equal(services.get('kms')?.LastAuthenticatedEntity, Role?.Arn)
})

test('behaviour: of a policy and a group whoever has it is reported, with its time', async () => {
  const PolicyDocument = JSON.stringify(allow('kms:*'))
  const made = await iam.send(new Iam.CreatePolicyCommand({ PolicyName: 'kms', PolicyDocument }))
  const PolicyArn = made.Policy?.Arn ?? ''
  await iam.send(new Iam.CreateGroupCommand({ GroupName: 'keepers' }))
  await iam.send(new Iam.AttachGroupPolicyCommand({ GroupName: 'keepers', PolicyArn }))
  const [busy] = await Promise.all([world.user('busy'), world.user('idle')])
  for (const UserName of ['busy', 'idle']) {
    await iam.send(new Iam.AddUserToGroupCommand({ GroupName: 'keepers', UserName }))
  }
  await world.client(KMSClient, busy).send(new ListKeysCommand({}))
  for (const arn of [PolicyArn, `arn:aws:iam::${ACCOUNT}:group/keepers`]) {
    const { JobId, services } = await reportOn(arn)
    assert.equal(services.get('kms')?.TotalAuthenticatedEntities, 1)
    const input = { JobId, ServiceNamespace: 'kms' }
    const command = new Iam.GetServiceLastAccessedDetailsWithEntitiesCommand(input)
    const { EntityDetailsList = [] } = await iam.send(command)
    const entities = EntityDetailsList.map(({ EntityInfo }) => EntityInfo)
    assert.deepEqual(
      entities.map((entity) => [entity?.Type, entity?.Name, entity?.Arn]),
      [['USER', 'busy', userArn('busy')]],
    )
  }
})

test('behaviour: a report does not change, and is forgotten after a day', async () => {
  await world.user('steady', allow('kms:*'))
  const { JobId, details } = await reportOn(userArn('steady'))
  const again = () => iam.send(new Iam.GetServiceLastAccessedDetailsCommand({ JobId }))
  assert.deepEqual((await again()).JobCompletionDate, details.JobCompletionDate)
  world.server.clock.advance(25 * 60 * 60 * 1000)
  await reportOn(userArn('steady'))
  assert.equal((await refused(again()))[0], 'NoSuchEntityException')
})

test('behaviour: policies that grant a service are told with whoever carries them', async () => {
  await world.user('granted', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', NotAction: ['iam:*', 's3:Put*'], Resource: '*' },
      { Effect: 'Deny', Action: 'kms:*', Resource: '*' },
    ],
  })
  await iam.send(new Iam.CreateGroupCommand({ GroupName: 'readers' }))
  const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
  await iam.send(new Iam.AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn }))
  await iam.send(new Iam.AddUserToGroupCommand({ GroupName: 'readers', UserName: 'granted' }))
  const inline = {
    ...{ PolicyName: 'inline', PolicyType: 'INLINE' },
    ...{ EntityType: 'USER', EntityName: 'granted' },
  }
  const managed = { PolicyName: 'IAMReadOnlyAccess', PolicyType: 'MANAGED', PolicyArn }
  assert.deepEqual(await grantingTo(userArn('granted'), 'iam', 'kms', 's3'), [
    { ServiceNamespace: 'iam', Policies: [managed] },
    { ServiceNamespace: 'kms', Policies: [inline] },
    { ServiceNamespace: 's3', Policies: [inline] },
  ])
})
