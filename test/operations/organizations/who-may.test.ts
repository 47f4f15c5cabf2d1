// Who may ask Organizations what: by IAM, and by the place of the caller's account.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { JsonObject } from '../../../src/base/json.ts'
import { operations } from '../../../src/services/organizations/operations/index.ts'
import type { OrganizationsClient } from '../../fixtures/organizations-client.ts'
import { OrganizationsException } from '../../fixtures/organizations-client.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT } from '../../fixtures/world.ts'
import type { Named } from '../named.ts'
import type { OrganizationWorld } from './fixture.ts'
import { startOrganization } from './fixture.ts'
import { organizationSamples } from './samples.ts'

let world: OrganizationWorld
let named: Named
before(async () => {
  world = await startOrganization()
  const { rootId, unitId } = world
  const deny = { Effect: 'Deny', Action: 'kms:PutKeyPolicy', Resource: '*' }
  const policyId = await world.attach('SERVICE_CONTROL_POLICY', rootId, deny)
  const organization = { rootId, unitId, policyId, handshakeId: `h-${'0'.repeat(8)}` }
  named = { organization } as Named
})
after(() => world.close())

const FOR_MEMBERS = [
  ...['AcceptHandshake', 'CreateOrganization', 'DeclineHandshake', 'DescribeEffectivePolicy'],
  ...['DescribeHandshake', 'DescribeOrganization', 'LeaveOrganization', 'CancelHandshake'],
  'ListHandshakesForAccount',
]

async function refusal(client: OrganizationsClient, operation: string): Promise<JsonObject> {
  const input = organizationSamples[operation]?.(named)
  assert.ok(input)
  const outcome = await client.call(operation, input).catch((thrown: unknown) => thrown)
  if (!(outcome instanceof OrganizationsException)) return {}
  return { code: outcome.name, message: outcome.message }
}

for (const operation of Object.keys(operations)) {
  if (FOR_MEMBERS.includes(operation)) continue
  test(`${operation} is not for a member account, whatever its policies allow`, async () => {
    assert.deepEqual(await refusal(world.organizations(world.root(OTHER_ACCOUNT)), operation), {
      code: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    })
  })
}

const READS = Object.entries(operations).flatMap(([name, { readOnly }]) =>
  readOnly && !FOR_MEMBERS.includes(name) ? [name] : [],
)

test('a delegated administrator may read the organization, and not change it', async () => {
  const trusted = { ServicePrincipal: 'cloudtrail.amazonaws.com' }
  const delegate = { AccountId: OTHER_ACCOUNT, ...trusted }
  await world.organizations().call('EnableAWSServiceAccess', trusted)
  await world.organizations().call('RegisterDelegatedAdministrator', delegate)
  const member = world.organizations(world.root(OTHER_ACCOUNT))
  for (const operation of READS) {
    const { code = 'none' } = await refusal(member, operation)
    assert.notEqual(code, 'AccessDeniedException', operation)
  }
  const { code } = await refusal(member, 'CreateOrganizationalUnit')
  assert.equal(code, 'AccessDeniedException')
  await world.organizations().call('DeregisterDelegatedAdministrator', delegate)
})

test('a user needs permission for the resource of the request', async () => {
  const nobody = world.organizations(await world.user('nobody'))
  const { organizationId, rootId, unitId } = world
  const { policyId } = named.organization
  const own = `arn:aws:organizations::${ACCOUNT}`
  const arns: Readonly<Record<string, string>> = {
    DescribeOrganization: '*',
    CreateOrganizationalUnit: `${own}:root/${organizationId}/${rootId}`,
    DescribeOrganizationalUnit: `${own}:ou/${organizationId}/${unitId}`,
    DescribeAccount: `${own}:account/${organizationId}/${OTHER_ACCOUNT}`,
    DescribePolicy: `${own}:policy/${organizationId}/service_control_policy/${policyId}`,
    MoveAccount: `${own}:account/${organizationId}/${OTHER_ACCOUNT}`,
  }
  for (const [operation, arn] of Object.entries(arns)) {
    const { message } = await refusal(nobody, operation)
    assert.equal(
      message,
      `User: arn:aws:iam::${ACCOUNT}:user/nobody is not authorized to perform: ` +
        `organizations:${operation} on resource: ${arn} because no identity-based policy allows ` +
        `the organizations:${operation} action`,
    )
  }
})

const where = (Condition: object, Action = 'organizations:*') => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: '*', Condition },
})

test('policies can ask for the type of a policy, for a service and for tags', async () => {
  const { rootId } = named.organization
  const mayRcps = world.organizations(
    await world.user(
      'rcps',
      where({ StringEquals: { 'organizations:PolicyType': 'RESOURCE_CONTROL_POLICY' } }),
    ),
  )
  await mayRcps.call('ListPolicies', { Filter: 'RESOURCE_CONTROL_POLICY' })
  assert.equal((await refusal(mayRcps, 'ListPolicies'))['code'], 'AccessDeniedException')
  const AWS_RCP = { PolicyId: 'p-RCPFullAWSAccess' }
  await mayRcps.call('DescribePolicy', AWS_RCP)
  assert.equal((await refusal(mayRcps, 'DescribePolicy'))['code'], 'AccessDeniedException')

  const service = { 'organizations:ServicePrincipal': 'cloudtrail.amazonaws.com' }
  const mayTrust = world.organizations(await world.user('trust', where({ StringEquals: service })))
  await mayTrust.call('EnableAWSServiceAccess', { ServicePrincipal: 'cloudtrail.amazonaws.com' })
  await assert.rejects(
    mayTrust.call('EnableAWSServiceAccess', { ServicePrincipal: 'config.amazonaws.com' }),
    { name: 'AccessDeniedException' },
  )

  const mayTag = world.organizations(
    await world.user('tag', where({ StringEquals: { 'aws:RequestTag/team': 'payroll' } })),
  )
  const unit = { ParentId: rootId, Name: 'tagged' }
  const Tags = [{ Key: 'team', Value: 'payroll' }]
  await assert.rejects(mayTag.call('CreateOrganizationalUnit', unit))
  await mayTag.call('CreateOrganizationalUnit', { ...unit, Tags })
  const { ResourceId } = { ResourceId: world.unitId }
  await world.organizations().call('TagResource', { ResourceId, Tags })
  const ofTeam = world.organizations(
    await world.user('team', where({ StringEquals: { 'aws:ResourceTag/team': 'payroll' } })),
  )
  await ofTeam.call('DescribeOrganizationalUnit', { OrganizationalUnitId: ResourceId })
  assert.equal((await refusal(ofTeam, 'ListChildren'))['code'], 'AccessDeniedException')
})

test('whoever makes something with tags must also be allowed to tag', async () => {
  const maker = world.organizations(
    await world.user('maker', allow('organizations:CreateOrganizationalUnit')),
  )
  const unit = { ParentId: world.rootId, Name: 'made' }
  const Tags = [{ Key: 'team', Value: 'payroll' }]
  await assert.rejects(maker.call('CreateOrganizationalUnit', { ...unit, Tags }), {
    name: 'AccessDeniedException',
    message: /organizations:TagResource/,
  })
  await maker.call('CreateOrganizationalUnit', unit)
})

test('an account outside any organization is told so, and may found one', async () => {
  await world.organizations(world.root(OTHER_ACCOUNT)).call('LeaveOrganization')
  const alone = world.organizations(world.root(OTHER_ACCOUNT))
  for (const operation of ['DescribeOrganization', 'ListAccounts', 'LeaveOrganization']) {
    assert.deepEqual(await refusal(alone, operation), {
      code: 'AWSOrganizationsNotInUseException',
      message: 'Your account is not a member of an organization.',
    })
  }
  await alone.call('CreateOrganization')
  await assert.rejects(alone.call('CreateOrganization'), {
    name: 'AlreadyInOrganizationException',
  })
})
