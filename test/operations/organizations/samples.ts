// One valid input for every operation of Organizations.

import type { ServiceSamples } from '../named.ts'

const Content = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Deny', Action: 'kms:PutKeyPolicy', Resource: '*' },
})
const control = { Type: 'SERVICE_CONTROL_POLICY' }
const tags = [{ Key: 'team', Value: 'payroll' }]
const trusted = { ServicePrincipal: 'cloudtrail.amazonaws.com' }

export const organizationSamples: ServiceSamples = {
  AcceptHandshake: ({ organization }) => ({ HandshakeId: organization.handshakeId }),
  AttachPolicy: ({ organization: { policyId, unitId } }) => ({
    PolicyId: policyId,
    TargetId: unitId,
  }),
  CancelHandshake: ({ organization }) => ({ HandshakeId: organization.handshakeId }),
  CloseAccount: () => ({ AccountId: '444455556666' }),
  CreateAccount: () => ({ AccountName: 'sample', Email: 'sample@example.com' }),
  CreateOrganization: () => ({}),
  CreateOrganizationalUnit: ({ organization }) => ({
    ParentId: organization.rootId,
    Name: 'sample',
  }),
  CreatePolicy: () => ({ ...control, Name: 'sample', Description: '', Content }),
  DeclineHandshake: ({ organization }) => ({ HandshakeId: organization.handshakeId }),
  DeleteOrganization: () => ({}),
  DeleteOrganizationalUnit: ({ organization }) => ({
    OrganizationalUnitId: organization.unitId,
  }),
  DeletePolicy: ({ organization }) => ({ PolicyId: organization.policyId }),
  DeregisterDelegatedAdministrator: () => ({ AccountId: '444455556666', ...trusted }),
  DescribeAccount: () => ({ AccountId: '444455556666' }),
  DescribeCreateAccountStatus: () => ({ CreateAccountRequestId: 'car-sample00' }),
  DescribeEffectivePolicy: () => ({ PolicyType: 'TAG_POLICY' }),
  DescribeHandshake: ({ organization }) => ({ HandshakeId: organization.handshakeId }),
  DescribeOrganization: () => ({}),
  DescribeOrganizationalUnit: ({ organization }) => ({
    OrganizationalUnitId: organization.unitId,
  }),
  DescribePolicy: ({ organization }) => ({ PolicyId: organization.policyId }),
  DetachPolicy: ({ organization: { policyId, unitId } }) => ({
    PolicyId: policyId,
    TargetId: unitId,
  }),
  DisableAWSServiceAccess: () => trusted,
  DisablePolicyType: ({ organization }) => ({
    RootId: organization.rootId,
    PolicyType: 'RESOURCE_CONTROL_POLICY',
  }),
  EnableAWSServiceAccess: () => trusted,
  EnablePolicyType: ({ organization }) => ({
    RootId: organization.rootId,
    PolicyType: 'RESOURCE_CONTROL_POLICY',
  }),
  InviteAccountToOrganization: () => ({ Target: { Id: '999999999999', Type: 'ACCOUNT' } }),
  LeaveOrganization: () => ({}),
  ListAWSServiceAccessForOrganization: () => ({}),
  ListAccounts: () => ({}),
  ListAccountsForParent: ({ organization }) => ({ ParentId: organization.rootId }),
  ListChildren: ({ organization }) => ({
    ParentId: organization.rootId,
    ChildType: 'ORGANIZATIONAL_UNIT',
  }),
  ListCreateAccountStatus: () => ({}),
  ListDelegatedAdministrators: () => ({}),
  ListDelegatedServicesForAccount: () => ({ AccountId: '444455556666' }),
  ListHandshakesForAccount: () => ({}),
  ListHandshakesForOrganization: () => ({}),
  ListOrganizationalUnitsForParent: ({ organization }) => ({ ParentId: organization.rootId }),
  ListParents: ({ organization }) => ({ ChildId: organization.unitId }),
  ListPolicies: () => ({ Filter: 'SERVICE_CONTROL_POLICY' }),
  ListPoliciesForTarget: ({ organization }) => ({
    TargetId: organization.unitId,
    Filter: 'SERVICE_CONTROL_POLICY',
  }),
  ListRoots: () => ({}),
  ListTagsForResource: ({ organization }) => ({ ResourceId: organization.unitId }),
  ListTargetsForPolicy: ({ organization }) => ({ PolicyId: organization.policyId }),
  MoveAccount: ({ organization: { rootId, unitId } }) => ({
    AccountId: '444455556666',
    SourceParentId: rootId,
    DestinationParentId: unitId,
  }),
  RegisterDelegatedAdministrator: () => ({ AccountId: '444455556666', ...trusted }),
  RemoveAccountFromOrganization: () => ({ AccountId: '999999999999' }),
  TagResource: ({ organization }) => ({ ResourceId: organization.unitId, Tags: tags }),
  UntagResource: ({ organization }) => ({ ResourceId: organization.unitId, TagKeys: ['team'] }),
  UpdateOrganizationalUnit: ({ organization }) => ({
    OrganizationalUnitId: organization.unitId,
    Name: 'renamed',
  }),
  UpdatePolicy: ({ organization }) => ({ PolicyId: organization.policyId, Name: 'renamed' }),
}
