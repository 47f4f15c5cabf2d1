// What is answered of the rows, in AWS's spelling.

import type {
  Account,
  CreateAccountStatus,
  Handshake,
  Organization as OrganizationView,
  OrganizationalUnit,
  PolicySummary,
  PolicyTypeSummary,
  Root,
} from '../model.ts'
import type { CreationRow, HandshakeRow, MemberRow, OrganizationRow, UnitRow } from '../tables.ts'
import { accountArn, handshakeArn, organizationArn, rootArn, unitArn } from './arns.ts'
import type { ControlPolicy } from './control-policies.ts'
import { awsPolicy } from './control-policies.ts'
import type { Organization } from './organization.ts'

/** `email` is the management account's. */
export function organizationView(value: OrganizationRow, email: string): OrganizationView {
  const { id, featureSet, managementAccount } = value
  return {
    Id: id,
    Arn: organizationArn(value),
    FeatureSet: featureSet,
    MasterAccountArn: accountArn(value, managementAccount),
    MasterAccountId: managementAccount,
    MasterAccountEmail: email,
    // AWS's reference: "Do not use. This field is deprecated and doesn't provide complete
    // information about the policies in your organization." It has always named SCPs.
    AvailablePolicyTypes:
      featureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
  }
}

export const rootView = (organization: OrganizationRow): Root => ({
  Id: organization.rootId,
  Arn: rootArn(organization, organization.rootId),
  Name: 'Root',
  PolicyTypes: organization.policyTypes.map((Type): PolicyTypeSummary => ({
    Type,
    Status: 'ENABLED',
  })),
})

export function unitView(organization: Organization, unit: UnitRow): OrganizationalUnit {
  const { id, name } = unit
  const Path = `${organization.pathTo(unit.parentId)}${id}/`
  return { Id: id, Arn: unitArn(organization.value, id), Name: name, Path }
}

export const accountView = (organization: Organization, member: MemberRow): Account => ({
  Id: member.account,
  Arn: accountArn(organization.value, member.account),
  Email: member.email,
  Name: member.name,
  Status: member.state,
  State: member.state,
  Paths: [`${organization.pathTo(member.parentId)}${member.account}/`],
  JoinedMethod: member.joinedMethod,
  JoinedTimestamp: new Date(member.joinedAt),
})

export const policySummary = (
  organization: Organization,
  policy: ControlPolicy,
): PolicySummary => ({
  Id: policy.id,
  Arn: organization.policyArn(policy),
  Name: policy.name,
  Description: policy.description,
  Type: policy.type,
  AwsManaged: awsPolicy(policy.id) !== undefined,
})

export const creationView = (creation: CreationRow): CreateAccountStatus => ({
  Id: creation.id,
  AccountName: creation.accountName,
  State: creationState(creation),
  RequestedTimestamp: new Date(creation.requestedAt),
  CompletedTimestamp: new Date(creation.requestedAt),
  ...(creation.account !== undefined && { AccountId: creation.account }),
  ...(creation.failureReason !== undefined && { FailureReason: creation.failureReason }),
})

export const creationState = ({ failureReason }: CreationRow): 'SUCCEEDED' | 'FAILED' =>
  failureReason === undefined ? 'SUCCEEDED' : 'FAILED'

export const handshakeView = (handshake: HandshakeRow, now: Date): Handshake => ({
  Id: handshake.id,
  Arn: handshakeArn(handshake),
  Parties: [
    { Id: handshake.organizationId.slice('o-'.length), Type: 'ORGANIZATION' },
    { Id: handshake.account, Type: 'ACCOUNT' },
  ],
  State: isExpired(handshake, now) ? 'EXPIRED' : handshake.state,
  RequestedTimestamp: new Date(handshake.requestedAt),
  ExpirationTimestamp: new Date(handshake.expiresAt),
  Action: 'INVITE',
  Resources: [
    { Value: handshake.organizationId, Type: 'ORGANIZATION' },
    { Value: handshake.account, Type: 'ACCOUNT' },
    ...(handshake.notes === undefined ? [] : [{ Value: handshake.notes, Type: 'NOTES' as const }]),
  ],
})

export const isExpired = ({ state, expiresAt }: HandshakeRow, now: Date): boolean =>
  state === 'OPEN' && new Date(expiresAt) <= now
