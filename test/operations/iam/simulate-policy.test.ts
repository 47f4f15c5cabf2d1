import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import type { TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
  await world.user('alice', allow('kms:Get*'))
})
after(() => world.close())

const custom = (input: Iam.SimulateCustomPolicyCommandInput) =>
  iam.send(new Iam.SimulateCustomPolicyCommand(input))

const attached = (input: Omit<Iam.SimulatePrincipalPolicyCommandInput, 'PolicySourceArn'>) =>
  iam.send(new Iam.SimulatePrincipalPolicyCommand({ PolicySourceArn: ALICE, ...input }))

const decisions = ({ EvaluationResults = [] }: Iam.SimulateCustomPolicyCommandOutput) =>
  EvaluationResults.map(({ EvalActionName, EvalDecision }) => `${EvalActionName} ${EvalDecision}`)

const text = (policy: object): string => JSON.stringify(policy)
const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }

test('policies of the request are decided, action by action', async () => {
  const answer = await custom({
    PolicyInputList: [text(allow('kms:Get*'))],
    ActionNames: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
  })
  assert.deepEqual(decisions(answer), ['kms:GetKeyPolicy allowed', 'kms:PutKeyPolicy implicitDeny'])
  const denied = await custom({
    PolicyInputList: [text(allow('kms:*')), text(deny)],
    ActionNames: ['kms:GetKeyPolicy'],
  })
  assert.deepEqual(decisions(denied), ['kms:GetKeyPolicy explicitDeny'])
  const [result] = denied.EvaluationResults ?? []
  const ids = result?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId)
  assert.deepEqual(ids, ['PolicyInputList.2'])
})

test('a matched statement stands where AWS says it stands', async () => {
  // The policy and the places of AWS's own example of `aws iam simulate-custom-policy`.
  const Condition = { DateGreaterThan: { 'aws:CurrentTime': '2018-08-16T12:00:00Z' } }
  const Statement = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*', Condition }
  const { EvaluationResults = [] } = await custom({
    PolicyInputList: [text({ Version: '2012-10-17', Statement })],
    ResourceArns: ['*'],
    ActionNames: ['dynamodb:CreateBackup'],
    ContextEntries: [
      {
        ContextKeyName: 'aws:CurrentTime',
        ContextKeyValues: ['2019-04-25T11:00:00Z'],
        ContextKeyType: 'date',
      },
    ],
  })
  const [result] = EvaluationResults
  assert.equal(result?.EvalDecision, 'allowed')
  assert.deepEqual(result.MatchedStatements?.[0]?.StartPosition, { Line: 1, Column: 38 })
  assert.deepEqual(result.MatchedStatements?.[0]?.EndPosition, { Line: 1, Column: 167 })
  assert.deepEqual(result.MissingContextValues, [])
})

test('context that the policies ask for and nobody gave is named', async () => {
  const Condition = { StringEquals: { 'aws:PrincipalTag/team': '${aws:username}' } }
  const Statement = [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Condition }]
  const PolicyInputList = [text({ Version: '2012-10-17', Statement })]
  const ActionNames = ['kms:GetKeyPolicy']
  const plain = await custom({ PolicyInputList, ActionNames })
  assert.deepEqual(plain.EvaluationResults?.[0]?.MissingContextValues, [
    'aws:PrincipalTag/team',
    'aws:username',
  ])
  const asAlice = await custom({
    PolicyInputList,
    ActionNames,
    CallerArn: ALICE,
    ResourceArns: [KEY],
  })
  const [result] = asAlice.EvaluationResults ?? []
  assert.deepEqual(result?.MissingContextValues, [])
  assert.deepEqual(result?.ResourceSpecificResults?.[0]?.MissingContextValues, [
    'aws:PrincipalTag/team',
  ])
})

test('an action on several resources has one result, as strict as the strictest', async () => {
  const { EvaluationResults = [] } = await custom({
    PolicyInputList: [text(allow('kms:Decrypt', KEY))],
    ActionNames: ['kms:Decrypt'],
    ResourceArns: [KEY, `${KEY}0`],
  })
  assert.equal(EvaluationResults.length, 1)
  const [result] = EvaluationResults
  assert.equal(result?.EvalDecision, 'implicitDeny')
  assert.deepEqual(
    result.ResourceSpecificResults?.map((one) => one.EvalResourceDecision),
    ['allowed', 'implicitDeny'],
  )
})

test('a permissions boundary and SCPs say what they allow', async () => {
  const { EvaluationResults = [] } = await custom({
    PolicyInputList: [text(allow('kms:*'))],
    PermissionsBoundaryPolicyInputList: [text(allow('s3:*'))],
    OrderedOrganizationPolicyInputList: [{ ServiceControlPolicyInputList: [text(allow('kms:*'))] }],
    ActionNames: ['kms:GetKeyPolicy'],
  })
  const [result] = EvaluationResults
  assert.equal(result?.EvalDecision, 'implicitDeny')
  assert.equal(result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary, false)
  assert.equal(result.OrganizationsDecisionDetail?.AllowedByOrganizations, true)
})

const keyPolicy = (principal: string): string =>
  text({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:*', Resource: '*' }],
  })

test('a key policy that is sent along must say yes or delegate', async () => {
  const under = async (principal: string) =>
    decisions(
      await attached({
        ActionNames: ['kms:GetKeyPolicy'],
        ResourceArns: [KEY],
        ResourcePolicy: keyPolicy(principal),
      }),
    )
  assert.deepEqual(await under(`arn:aws:iam::${ACCOUNT}:root`), ['kms:GetKeyPolicy allowed'])
  assert.deepEqual(await under(`arn:aws:iam::${ACCOUNT}:role/Other`), [
    'kms:GetKeyPolicy implicitDeny',
  ])
  const without = { PolicyInputList: [], ActionNames: ['kms:GetKeyPolicy'] }
  const [code] = await refused(custom({ ...without, ResourcePolicy: keyPolicy(ALICE) }))
  assert.equal(code, 'InvalidInputException')
})

test('everything that is attached counts, with its name and kind', async () => {
  const { EvaluationResults = [] } = await attached({ ActionNames: ['kms:GetKeyPolicy'] })
  const [statement] = EvaluationResults[0]?.MatchedStatements ?? []
  assert.deepEqual([statement?.SourcePolicyId, statement?.SourcePolicyType], ['inline', 'user'])
  const more = await attached({
    ActionNames: ['s3:GetObject'],
    PolicyInputList: [text(allow('s3:*'))],
  })
  assert.deepEqual(decisions(more), ['s3:GetObject allowed'])
})

test('group policies count, and policies can be left out', async () => {
  const GroupName = 'auditors'
  await iam.send(new Iam.CreateGroupCommand({ GroupName }))
  await iam.send(new Iam.AddUserToGroupCommand({ GroupName, UserName: 'alice' }))
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
  await iam.send(new Iam.AttachGroupPolicyCommand({ GroupName, PolicyArn }))
  const ActionNames = ['kms:PutKeyPolicy']
  const counted = await attached({ ActionNames })
  assert.deepEqual(decisions(counted), ['kms:PutKeyPolicy allowed'])
  const [statement] = counted.EvaluationResults?.[0]?.MatchedStatements ?? []
  assert.equal(statement?.SourcePolicyType, 'aws-managed')
  const without = await attached({
    ActionNames,
    PolicyExclusionList: [{ PolicyArn }],
  })
  assert.deepEqual(decisions(without), ['kms:PutKeyPolicy implicitDeny'])
  const inline = { PolicyName: 'inline', AttachmentType: 'user', AttachmentName: 'alice' } as const
  for (const identifier of [
    { PolicyType: 'inline' } as const,
    { InlinePolicyIdentifier: inline },
  ]) {
    const managedOnly = await attached({
      ActionNames: ['kms:GetKeyPolicy'],
      PolicyExclusionList: [identifier],
    })
    const ids = managedOnly.EvaluationResults?.[0]?.MatchedStatements?.map(
      ({ SourcePolicyId }) => SourcePolicyId,
    )
    assert.deepEqual(ids, ['AdministratorAccess'])
  }
  const group = `arn:aws:iam::${ACCOUNT}:group/${GroupName}`
  const ofGroup = await iam.send(
    new Iam.SimulatePrincipalPolicyCommand({ PolicySourceArn: group, ActionNames }),
  )
  assert.deepEqual(decisions(ofGroup), ['kms:PutKeyPolicy allowed'])
})

test('results come in pages', async () => {
  const ActionNames = ['kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:ListKeys']
  const first = await attached({ ActionNames, MaxItems: 2 })
  assert.deepEqual([first.EvaluationResults?.length, first.IsTruncated], [2, true])
  const second = await attached({ ActionNames, MaxItems: 2, Marker: first.Marker })
  assert.deepEqual([second.EvaluationResults?.length, second.IsTruncated], [1, false])
})

test('what cannot be simulated is refused', async () => {
  const PolicyInputList = [text(allow('kms:*'))]
  const nameless = refused(custom({ PolicyInputList, ActionNames: ['GetKeyPolicy'] }))
  assert.equal((await nameless)[0], 'InvalidInputException')
  const garbled = refused(custom({ PolicyInputList: ['{'], ActionNames: ['kms:ListKeys'] }))
  assert.equal((await garbled)[0], 'InvalidInputException')
  const PolicySourceArn = `arn:aws:iam::${ACCOUNT}:user/nobody`
  const command = new Iam.SimulatePrincipalPolicyCommand({
    PolicySourceArn,
    ActionNames: ['kms:ListKeys'],
  })
  assert.equal((await refused(iam.send(command)))[0], 'NoSuchEntityException')
})
