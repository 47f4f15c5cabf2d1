// SCPs and RCPs as documents: what is taken, where they are attached, and the tags and services of
// the organization.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type {
  CreatePolicyOutput,
  DescribePolicyOutput,
  EnablePolicyTypeOutput,
  ListAWSServiceAccessForOrganizationOutput,
  ListDelegatedAdministratorsOutput,
  ListDelegatedServicesForAccountOutput,
  ListPoliciesForTargetOutput,
  ListPoliciesOutput,
  ListTagsForResourceOutput,
  ListTargetsForPolicyOutput,
} from '../../../src/services/organizations/model.ts'
import type { OrganizationsClient } from '../../fixtures/organizations-client.ts'
import { ACCOUNT, OTHER_ACCOUNT } from '../../fixtures/world.ts'
import type { OrganizationWorld, PolicyType } from './fixture.ts'
import { startOrganization } from './fixture.ts'

const SCP: PolicyType = 'SERVICE_CONTROL_POLICY'
const RCP: PolicyType = 'RESOURCE_CONTROL_POLICY'
const deny = { Effect: 'Deny', Action: 'kms:PutKeyPolicy', Resource: '*' }
const denyAll = { ...deny, Principal: '*' }

let world: OrganizationWorld
let management: OrganizationsClient
before(async () => {
  world = await startOrganization()
  management = world.organizations()
})
after(() => world.close())

let made = 0
async function create(Type: PolicyType, Statement: object, more: object = {}): Promise<string> {
  made += 1
  const Content = JSON.stringify({ Version: '2012-10-17', Statement })
  const input = { Type, Name: `policy ${made}`, Description: 'one', Content, ...more }
  const { Policy } = await management.call<CreatePolicyOutput>('CreatePolicy', input)
  return Policy?.PolicySummary?.Id ?? ''
}

const attach = (PolicyId: string, TargetId: string) =>
  management.call('AttachPolicy', { PolicyId, TargetId })
const detach = (PolicyId: string, TargetId: string) =>
  management.call('DetachPolicy', { PolicyId, TargetId })

const MALFORMED: readonly (readonly [string, PolicyType, object])[] = [
  ['an SCP that names a principal', SCP, denyAll],
  ['an SCP without actions', SCP, { Effect: 'Deny', Resource: '*' }],
  ['an SCP without resources', SCP, { Effect: 'Deny', Action: 'kms:*' }],
  ['an RCP that allows', RCP, { ...denyAll, Effect: 'Allow' }],
  ['an RCP without a principal', RCP, deny],
  ['an RCP that names a principal', RCP, { ...deny, Principal: { AWS: ACCOUNT } }],
  ['an RCP that leaves somebody out', RCP, { ...deny, NotPrincipal: '*' }],
  ['an RCP that leaves actions out', RCP, { ...denyAll, Action: undefined, NotAction: 'kms:*' }],
]

for (const [what, type, statement] of MALFORMED) {
  test(`${what} is refused`, async () => {
    await assert.rejects(create(type, statement), {
      name: 'MalformedPolicyDocumentException',
      message:
        'The provided policy document does not meet the requirements of the specified policy type.',
    })
  })
}

for (const [what, type, statement] of [
  ['an SCP that allows under a condition', SCP, { ...deny, Effect: 'Allow', Condition: {} }],
  ['an SCP that leaves actions out', SCP, { ...deny, Action: undefined, NotAction: 'iam:*' }],
  ['an RCP that leaves resources out', RCP, { ...denyAll, Resource: undefined, NotResource: '*' }],
  ['an RCP over every action', RCP, { ...denyAll, Action: '*' }],
] as const) {
  test(`${what} is taken`, async () => {
    await management.call('DeletePolicy', { PolicyId: await create(type, statement) })
  })
}

test('what is no JSON or too long is refused, and a name is taken once', async () => {
  await assert.rejects(create(SCP, deny, { Content: '{' }), {
    name: 'MalformedPolicyDocumentException',
  })
  const long = { ...deny, Resource: `arn:aws:kms:::${'x'.repeat(5200)}` }
  await assert.rejects(create(SCP, long), {
    name: 'ConstraintViolationException',
    Reason: 'POLICY_CONTENT_LIMIT_EXCEEDED',
  })
  await create(SCP, deny, { Name: 'once' })
  await assert.rejects(create(SCP, deny, { Name: 'once' }), { name: 'DuplicatePolicyException' })
  await assert.rejects(create('TAG_POLICY' as PolicyType, deny), {
    name: 'PolicyTypeNotAvailableForOrganizationException',
  })
})

test('a policy is answered with its document, changed, and listed behind AWS’s', async () => {
  const PolicyId = await create(SCP, deny, { Name: 'changing' })
  const described = () => management.call<DescribePolicyOutput>('DescribePolicy', { PolicyId })
  const { Policy } = await described()
  const arn = `arn:aws:organizations::${ACCOUNT}:policy/${world.organizationId}`
  assert.equal(Policy?.PolicySummary?.Arn, `${arn}/service_control_policy/${PolicyId}`)
  assert.deepEqual(JSON.parse(Policy?.Content ?? ''), { Version: '2012-10-17', Statement: deny })
  await management.call('UpdatePolicy', { PolicyId, Name: 'changed', Description: 'two' })
  assert.equal((await described()).Policy?.PolicySummary?.Name, 'changed')
  await assert.rejects(management.call('UpdatePolicy', { PolicyId, Name: 'FullAWSAccess' }), {
    name: 'DuplicatePolicyException',
  })
  await assert.rejects(management.call('UpdatePolicy', { PolicyId, Content: '{}' }), {
    name: 'MalformedPolicyDocumentException',
  })
  const { Policies } = await management.call<ListPoliciesOutput>('ListPolicies', { Filter: SCP })
  assert.equal(Policies?.[0]?.Id, 'p-FullAWSAccess')
  assert.equal(Policies?.[0]?.AwsManaged, true)
  assert.ok(Policies?.some(({ Id }) => Id === PolicyId))
})

test('AWS’s own policies cannot be changed or deleted', async () => {
  for (const operation of ['UpdatePolicy', 'DeletePolicy']) {
    await assert.rejects(management.call(operation, { PolicyId: 'p-FullAWSAccess' }), {
      name: 'AccessDeniedException',
    })
  }
})

test('a policy is attached once, to five at most, and detached', async () => {
  const { unitId } = world
  const PolicyId = await create(SCP, deny)
  await attach(PolicyId, unitId)
  await assert.rejects(attach(PolicyId, unitId), { name: 'DuplicatePolicyAttachmentException' })
  await assert.rejects(management.call('DeletePolicy', { PolicyId }), {
    name: 'PolicyInUseException',
  })
  const others = []
  for (let count = 2; count < 5; count += 1) others.push(await create(SCP, deny))
  for (const other of others) await attach(other, unitId)
  await assert.rejects(attach(await create(SCP, deny), unitId), {
    name: 'ConstraintViolationException',
    Reason: 'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
  })
  for (const other of [PolicyId, ...others]) await detach(other, unitId)
  await assert.rejects(detach(PolicyId, unitId), { name: 'PolicyNotAttachedException' })
  await management.call('DeletePolicy', { PolicyId })
  await assert.rejects(attach(PolicyId, unitId), { name: 'PolicyNotFoundException' })
  await assert.rejects(attach('p-FullAWSAccess', '999999999999'), {
    name: 'TargetNotFoundException',
  })
})

test('the last SCP stays, and so does RCPFullAWSAccess', async () => {
  const last = { name: 'ConstraintViolationException', Reason: /^MIN_POLICY_TYPE_ATTACHMENT/ }
  await assert.rejects(detach('p-FullAWSAccess', world.unitId), last)
  const PolicyId = await create(RCP, denyAll)
  await attach(PolicyId, world.unitId)
  await assert.rejects(detach('p-RCPFullAWSAccess', world.unitId), last)
  await detach(PolicyId, world.unitId)
})

test('targets and policies are each other’s', async () => {
  const PolicyId = await create(SCP, deny)
  for (const target of [world.rootId, world.unitId, OTHER_ACCOUNT]) await attach(PolicyId, target)
  const { Targets } = await management.call<ListTargetsForPolicyOutput>('ListTargetsForPolicy', {
    PolicyId,
  })
  assert.deepEqual(
    Targets?.map(({ TargetId, Type }) => [TargetId, Type]),
    [
      [world.rootId, 'ROOT'],
      [world.unitId, 'ORGANIZATIONAL_UNIT'],
      [OTHER_ACCOUNT, 'ACCOUNT'],
    ],
  )
  const of = async (TargetId: string, Filter: string) => {
    const input = { TargetId, Filter }
    const answer = await management.call<ListPoliciesForTargetOutput>(
      'ListPoliciesForTarget',
      input,
    )
    return answer.Policies?.map(({ Id }) => Id)
  }
  assert.deepEqual(await of(world.unitId, SCP), ['p-FullAWSAccess', PolicyId])
  assert.deepEqual(await of(world.unitId, RCP), ['p-RCPFullAWSAccess'])
  assert.deepEqual(await of(world.unitId, 'TAG_POLICY'), [])
  for (const target of [world.rootId, world.unitId, OTHER_ACCOUNT]) await detach(PolicyId, target)
})

test('a type that is disabled is detached from everything, and attached nowhere', async () => {
  const RootId = world.rootId
  const PolicyId = await create(RCP, denyAll)
  await attach(PolicyId, world.unitId)
  await assert.rejects(management.call('EnablePolicyType', { RootId, PolicyType: RCP }), {
    name: 'PolicyTypeAlreadyEnabledException',
  })
  await management.call('DisablePolicyType', { RootId, PolicyType: RCP })
  await assert.rejects(management.call('DisablePolicyType', { RootId, PolicyType: RCP }), {
    name: 'PolicyTypeNotEnabledException',
  })
  await assert.rejects(attach(PolicyId, world.unitId), { name: 'PolicyTypeNotEnabledException' })
  const enable = { RootId, PolicyType: RCP }
  const { Root } = await management.call<EnablePolicyTypeOutput>('EnablePolicyType', enable)
  assert.deepEqual(
    Root?.PolicyTypes?.map(({ Type }) => Type),
    [SCP, RCP],
  )
  const input = { TargetId: world.unitId, Filter: RCP }
  const { Policies } = await management.call<ListPoliciesForTargetOutput>(
    'ListPoliciesForTarget',
    input,
  )
  assert.deepEqual(
    Policies?.map(({ Id }) => Id),
    ['p-RCPFullAWSAccess'],
  )
  await assert.rejects(management.call('EnablePolicyType', { ...enable, RootId: 'r-0000' }), {
    name: 'RootNotFoundException',
  })
})

test('SCPs have no effective policy, and no other type has one here', async () => {
  const effective = (PolicyType: string) =>
    management.call('DescribeEffectivePolicy', { PolicyType, TargetId: OTHER_ACCOUNT })
  await assert.rejects(effective(SCP), { name: 'InvalidInputException' })
  await assert.rejects(effective('TAG_POLICY'), { name: 'EffectivePolicyNotFoundException' })
})

test('root, OUs, accounts and policies carry tags', async () => {
  const PolicyId = await create(SCP, deny, { Tags: [{ Key: 'made', Value: 'with' }] })
  const tagsOf = async (ResourceId: string) => {
    const answer = await management.call<ListTagsForResourceOutput>('ListTagsForResource', {
      ResourceId,
    })
    return answer.Tags?.map(({ Key, Value }) => `${Key}=${Value}`)
  }
  assert.deepEqual(await tagsOf(PolicyId), ['made=with'])
  for (const ResourceId of [world.rootId, world.unitId, OTHER_ACCOUNT, PolicyId]) {
    const set = (Value: string) =>
      management.call('TagResource', { ResourceId, Tags: [{ Key: 'team', Value }] })
    await set('one')
    await set('two')
    assert.equal((await tagsOf(ResourceId))?.at(-1), 'team=two')
    await management.call('UntagResource', { ResourceId, TagKeys: ['team', 'none'] })
    assert.ok(!(await tagsOf(ResourceId))?.includes('team=two'))
  }
  const tag = (...keys: readonly string[]) =>
    management.call('TagResource', {
      ResourceId: world.unitId,
      Tags: keys.map((Key) => ({ Key, Value: 'x' })),
    })
  await assert.rejects(tag('a', 'a'), { Reason: 'DUPLICATE_TAG_KEY' })
  await assert.rejects(tag('aws:a'), { Reason: 'INVALID_SYSTEM_TAGS_PARAMETER' })
  await assert.rejects(tag(...Array.from({ length: 51 }, (_, index) => `key ${index}`)), {
    Reason: 'MAX_TAG_LIMIT_EXCEEDED',
  })
  await assert.rejects(tagsOf('ou-none-00000000'), { name: 'TargetNotFoundException' })
})

test('a service is trusted, and administered by an account', async () => {
  const ServicePrincipal = 'cloudtrail.amazonaws.com'
  const delegate = { AccountId: OTHER_ACCOUNT, ServicePrincipal }
  const register = (more: object = {}) =>
    management.call('RegisterDelegatedAdministrator', { ...delegate, ...more })
  await assert.rejects(register(), { Reason: 'SERVICE_ACCESS_NOT_ENABLED' })
  await assert.rejects(management.call('EnableAWSServiceAccess', { ServicePrincipal: 'x' }), {
    name: 'InvalidInputException',
    Reason: 'UNRECOGNIZED_SERVICE_PRINCIPAL',
  })
  await management.call('EnableAWSServiceAccess', { ServicePrincipal })
  await management.call('EnableAWSServiceAccess', { ServicePrincipal })
  const trusted = async () => {
    const answer = await management.call<ListAWSServiceAccessForOrganizationOutput>(
      'ListAWSServiceAccessForOrganization',
    )
    return answer.EnabledServicePrincipals?.map((one) => one.ServicePrincipal)
  }
  assert.deepEqual(await trusted(), [ServicePrincipal])
  await assert.rejects(register({ AccountId: ACCOUNT }), {
    Reason: 'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
  })
  await register()
  await assert.rejects(register(), { name: 'AccountAlreadyRegisteredException' })
  const { DelegatedAdministrators } = await management.call<ListDelegatedAdministratorsOutput>(
    'ListDelegatedAdministrators',
    { ServicePrincipal },
  )
  assert.equal(DelegatedAdministrators?.[0]?.Id, OTHER_ACCOUNT)
  const { DelegatedServices } = await management.call<ListDelegatedServicesForAccountOutput>(
    'ListDelegatedServicesForAccount',
    { AccountId: OTHER_ACCOUNT },
  )
  assert.equal(DelegatedServices?.[0]?.ServicePrincipal, ServicePrincipal)
  await assert.rejects(
    management.call('RemoveAccountFromOrganization', { AccountId: OTHER_ACCOUNT }),
    { Reason: 'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG' },
  )
  await management.call('DeregisterDelegatedAdministrator', delegate)
  await assert.rejects(management.call('DeregisterDelegatedAdministrator', delegate), {
    name: 'AccountNotRegisteredException',
  })
  await management.call('DisableAWSServiceAccess', { ServicePrincipal })
  assert.deepEqual(await trusted(), [])
})
