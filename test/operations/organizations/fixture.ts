// A stack whose first account manages an organization with the second one in an OU.

import assert from 'node:assert/strict'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import type {
  CreateOrganizationalUnitOutput,
  CreateOrganizationOutput,
  CreatePolicyOutput,
  InviteAccountToOrganizationOutput,
  ListRootsOutput,
} from '../../../src/services/organizations/model.ts'
import { OrganizationsClient } from '../../fixtures/organizations-client.ts'
import type { Credentials, TestWorld, WorldOptions } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'

export type PolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'

export interface OrganizationWorld extends TestWorld {
  readonly organizationId: string
  readonly rootId: string
  readonly unitId: string
  /** As an account's root user, unless other credentials are given. */
  readonly organizations: (as?: Credentials) => OrganizationsClient
  /** Makes a policy and attaches it; resolves to its id. */
  attach(type: PolicyType, target: string, ...statements: readonly object[]): Promise<string>
}

export async function startOrganization(options: WorldOptions = {}): Promise<OrganizationWorld> {
  const world = await startWorld(options)
  const organizations = (as = world.root(ACCOUNT)): OrganizationsClient =>
    world.client(OrganizationsClient, as)
  const management = organizations()
  const { Organization } = await management.call<CreateOrganizationOutput>('CreateOrganization')
  const { Roots } = await management.call<ListRootsOutput>('ListRoots')
  const rootId = Roots?.[0]?.Id ?? ''
  for (const PolicyType of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']) {
    await management.call('EnablePolicyType', { RootId: rootId, PolicyType })
  }
  const unit = { ParentId: rootId, Name: 'workloads' }
  const { OrganizationalUnit } = await management.call<CreateOrganizationalUnitOutput>(
    'CreateOrganizationalUnit',
    unit,
  )
  const unitId = OrganizationalUnit?.Id ?? ''
  await join(management, organizations(world.root(OTHER_ACCOUNT)))
  await management.call('MoveAccount', {
    AccountId: OTHER_ACCOUNT,
    SourceParentId: rootId,
    DestinationParentId: unitId,
  })
  return {
    ...world,
    organizationId: Organization?.Id ?? '',
    rootId,
    unitId,
    organizations,
    attach: (Type, TargetId, ...statements) => attach(management, Type, TargetId, statements),
  }
}

async function join(management: OrganizationsClient, member: OrganizationsClient): Promise<void> {
  const { Handshake } = await management.call<InviteAccountToOrganizationOutput>(
    'InviteAccountToOrganization',
    { Target: { Id: OTHER_ACCOUNT, Type: 'ACCOUNT' } },
  )
  await member.call('AcceptHandshake', { HandshakeId: Handshake?.Id })
}

let made = 0

async function attach(
  management: OrganizationsClient,
  Type: PolicyType,
  TargetId: string,
  Statement: readonly object[],
): Promise<string> {
  made += 1
  const Content = JSON.stringify({ Version: '2012-10-17', Statement })
  const policy = { Type, Content, Name: `policy ${made}`, Description: '' }
  const { Policy } = await management.call<CreatePolicyOutput>('CreatePolicy', policy)
  const PolicyId = Policy?.PolicySummary?.Id ?? ''
  await management.call('AttachPolicy', { PolicyId, TargetId })
  return PolicyId
}

/** The newest record of an event name in an account. */
export async function newestRecord(
  world: TestWorld,
  eventName: string,
  account = ACCOUNT,
  region = 'us-east-1',
): Promise<Record<string, unknown>> {
  const client = world.client(CloudTrailClient, world.root(account), region)
  const { Events } = await client.send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
      MaxResults: 1,
    }),
  )
  assert.ok(Events?.[0]?.CloudTrailEvent, `no event ${eventName}`)
  return JSON.parse(Events[0].CloudTrailEvent) as Record<string, unknown>
}
