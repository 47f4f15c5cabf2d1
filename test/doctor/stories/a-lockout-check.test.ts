// Section A of the stories: the policy lockout safety check refuses a new key policy. Each was
// reported in the thread that its comment names; the text is wrapped as it was shown there.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateServiceLinkedRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import type { FindingId, SaidRemedy } from '../../../src/doctor/index.ts'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import {
  askAboutText,
  carryOut,
  newestEvent,
  refusalOf,
  send,
  type Refusal,
} from './refused-policy.ts'

let world: TestWorld
/** Looks at IAM and at the event history, and has no part in the deployment. */
let colleague: Credentials

before(async () => {
  world = await startWorld()
  colleague = await world.user('colleague', looking)
  await world.user('key-administrator', allow('kms:*'))
  const AWSServiceName = 'autoscaling.amazonaws.com'
  await world.client(IAMClient).send(new CreateServiceLinkedRoleCommand({ AWSServiceName }))
})
after(() => world.close())

const LOOKS = ['iam:Get*', 'iam:List*', 'cloudtrail:LookupEvents', 'kms:DescribeKey'] as const
const looking = allow([...LOOKS])
/** Makes keys, and may not put a key policy. */
const creating = allow([...LOOKS, 'kms:CreateKey', 'kms:TagResource'])
const everything = allow('*')

const administeredBy = (...arns: readonly string[]) => ({
  Sid: 'KeyAdministration',
  Effect: 'Allow',
  Principal: { AWS: arns },
  Action: ['kms:Create*', 'kms:Describe*', 'kms:Put*', 'kms:Get*', 'kms:ScheduleKeyDeletion'],
  Resource: '*',
})
const ofSomebodyElse = keyPolicy(administeredBy(userArn('key-administrator')))
const delegating = keyPolicy(accountStatement)
const forAutoScaling = keyPolicy({
  Sid: 'AllowAutoScaling',
  Effect: 'Allow',
  Principal: {
    AWS: roleArn('aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling'),
  },
  Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
  Resource: '*',
})

const oldCloudFormation = ({ name, message }: Refusal): string =>
  `CREATE_FAILED AWS::KMS::Key KeySecret ${message} (Service: AWSKMS; Status Code: 400; ` +
  `Error Code: ${name}; Request ID: df8ac002-0e3c-4a49-b23b-3a7ba9e809f5)`
const cloudFormation = ({ message }: Refusal): string =>
  `Resource handler returned message: "${message} (Service: Kms, Status Code: 400, Request ID: ` +
  'b652e882-829a-4b8c-b4db-825b433f9053) (SDK Attempt Count: 1)" (RequestToken: ' +
  '1fe3b8f9-2a56-4a1c-8a3b-111122223333, HandlerErrorCode: InvalidRequest)'
const cdk = (refusal: Refusal): string =>
  `10:11:42 PM | CREATE_FAILED | AWS::KMS::Key | SnapshotExportEncryptionKey\n` +
  `${cloudFormation(refusal)}\n\n ❌ Deployment failed: Error: The stack named Export failed`
const terraform = ({ name, message }: Refusal): string =>
  [
    '\u001B[31m╷\u001B[0m\u001B[0m',
    `\u001B[31m│\u001B[0m \u001B[1mError: creating KMS Key: ${name}: ${message.slice(0, 40)}`,
    `\u001B[31m│\u001B[0m ${message.slice(40)}\u001B[0m`,
    '│   with module.kms.aws_kms_key.this[0],',
    '│   on main.tf line 8, in resource "aws_kms_key" "this":',
    '╵',
  ].join('\n')
const terraformNow = ({ name, message }: Refusal): string =>
  '│ Error: creating KMS Key: operation error KMS: CreateKey, https response error StatusCode: ' +
  `400, RequestID: 4eb4436d-83ec-49eb-a208-a0143b6fce0b, ${name}: ${message}`

interface Story {
  readonly number: string
  readonly title: string
  readonly policy: object
  /** The deployer's IAM policy. */
  readonly iam: object
  readonly as: 'user' | 'role'
  readonly shows: (refusal: Refusal) => string
  readonly cause: FindingId
  readonly remedy: SaidRemedy['id']
}

const NOT_COVERED = 'lockout/caller-not-covered'
const IAM_MISSING = 'lockout/caller-iam-missing'

const STORIES: readonly Story[] = [
  {
    // https://repost.aws/knowledge-center/update-key-policy-future
    ...{ number: 'A1', title: 'the CloudFormation key names somebody else as administrator' },
    ...{ policy: ofSomebodyElse, iam: creating, as: 'user', shows: oldCloudFormation },
    ...{ cause: NOT_COVERED, remedy: 'name-principal' },
  },
  {
    // https://github.com/aws-samples/rds-snapshot-export-to-s3-pipeline/issues/8
    ...{ number: 'A2', title: "CDK: the policy is fine, and the caller's IAM policy is not" },
    ...{ policy: delegating, iam: creating, as: 'user', shows: cdk },
    ...{ cause: IAM_MISSING, remedy: 'allow-in-iam' },
  },
  {
    // https://github.com/aws-solutions/innovation-sandbox-on-aws/issues/31
    ...{ number: 'A3', title: 'a dedicated CloudFormation role' },
    ...{ policy: delegating, iam: creating, as: 'role', shows: cloudFormation },
    ...{ cause: IAM_MISSING, remedy: 'allow-in-iam' },
  },
  {
    // https://github.com/aws/aws-cdk/issues/21973
    ...{ number: 'A4', title: "a CDK bootstrap role that is no administrator's" },
    ...{ policy: delegating, iam: creating, as: 'role', shows: cdk },
    ...{ cause: IAM_MISSING, remedy: 'allow-in-iam' },
  },
  {
    // https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2843
    ...{ number: 'A5', title: 'the EKS tutorial with its default settings' },
    ...{ policy: ofSomebodyElse, iam: everything, as: 'user', shows: terraform },
    ...{ cause: NOT_COVERED, remedy: 'add-account-statement' },
  },
  {
    // https://github.com/terraform-aws-modules/terraform-aws-eks/issues/1950
    ...{ number: 'A6', title: 'an EBS key for EKS nodes: only service-linked roles are named' },
    ...{ policy: forAutoScaling, iam: everything, as: 'user', shows: terraform },
    ...{ cause: NOT_COVERED, remedy: 'add-account-statement' },
  },
  {
    // https://github.com/terraform-aws-modules/terraform-aws-kms/issues/14
    ...{ number: 'A7', title: 'the administrators of the KMS module lack who runs Terraform' },
    ...{ policy: ofSomebodyElse, iam: everything, as: 'role', shows: terraformNow },
    ...{ cause: NOT_COVERED, remedy: 'name-principal' },
  },
  {
    // https://github.com/trussworks/terraform-aws-cloudtrail/issues/178
    ...{ number: 'A8', title: 'the CloudTrail module, run by a user of CI' },
    ...{ policy: delegating, iam: creating, as: 'user', shows: terraform },
    ...{ cause: IAM_MISSING, remedy: 'allow-in-iam' },
  },
  {
    // https://github.com/jenkins-x/terraform-aws-eks-jx/pull/270
    ...{ number: 'A9', title: 'the Jenkins X module as a user that is not the root user' },
    ...{ policy: forAutoScaling, iam: creating, as: 'user', shows: terraform },
    ...{ cause: NOT_COVERED, remedy: 'name-principal' },
  },
  {
    // https://github.com/convox/praxis/issues/180
    ...{ number: 'A11', title: 'Convox: apps with a key in the manifest fail' },
    ...{ policy: ofSomebodyElse, iam: creating, as: 'role', shows: oldCloudFormation },
    ...{ cause: NOT_COVERED, remedy: 'name-principal' },
  },
]

async function deployerOf({ number, as, iam }: Story): Promise<Credentials> {
  const name = `deployer-${number}`
  if (as === 'user') return world.user(name, iam)
  const assumer = await world.user(`assumer-${number}`, allow('sts:AssumeRole'))
  await createRole(world, name, { AWS: userArn(`assumer-${number}`) }, iam)
  return assumeRole(world, assumer, name)
}

for (const story of STORIES) {
  test(`${story.number}: ${story.title}`, async () => {
    const { policy, shows, cause, remedy, number, as } = story
    const deployer = await deployerOf(story)
    const text = shows(await refusalOf(world, deployer, { policy }))
    // The person who got the stack's error looks; a role of CloudFormation's cannot.
    const diagnosis = await askAboutText(world, as === 'role' ? colleague : deployer, text)
    assert.deepEqual(diagnosis.causes, [cause])
    assert.match(diagnosis.request.principal, new RegExp(`deployer-${number}(/|$)`))
    assert.equal(diagnosis.request.action, 'kms:CreateKey')
    assert.equal(diagnosis.request.key, null)
    assert.match(diagnosis.from ?? '', /The new key policy/)
    await carryOut(diagnosis, remedy, remedy === 'allow-in-iam' ? world.root() : deployer)
    if (remedy === 'allow-in-iam') await send(world, deployer, { policy })
  })
}

test('A10: the same template, and another caller', async () => {
  const first = await world.user('has-rights', everything)
  await send(world, first, { policy: delegating })
  const second = await world.user('has-none', creating)
  const refusal = await refusalOf(world, second, { policy: delegating })
  // https://github.com/widdix/aws-cf-templates/issues/259
  const diagnosis = await askAboutText(world, second, oldCloudFormation(refusal))
  assert.deepEqual(diagnosis.causes, [IAM_MISSING])
  await carryOut(diagnosis, 'allow-in-iam', world.root())
  await send(world, second, { policy: delegating })
})

test('A1: to bypass the check is spoken of only when another administrator is there', async () => {
  const deployer = await world.user('alone', creating)
  const saysOf = async (policy: object): Promise<string> => {
    const refusal = await refusalOf(world, deployer, { policy })
    const { findings } = await askAboutText(world, deployer, oldCloudFormation(refusal))
    return findings.map(({ says }) => says).join('\n')
  }
  assert.match(await saysOf(ofSomebodyElse), /user\/key-administrator.*BypassPolicyLockout/)
  assert.doesNotMatch(await saysOf(forAutoScaling), /Bypass/)
})

test('a whole event tells who, which key and which policy', async () => {
  const deployer = await world.user('changes', everything)
  const key = await createKey(world, delegating)
  await refusalOf(world, deployer, { policy: ofSomebodyElse, key })
  const event = await newestEvent(world, 'PutKeyPolicy')
  const diagnosis = await askAboutText(world, colleague, event)
  assert.deepEqual(diagnosis.causes, [NOT_COVERED])
  assert.deepEqual(
    [diagnosis.request.principal, diagnosis.request.action, diagnosis.request.key],
    [userArn('changes'), 'kms:PutKeyPolicy', key],
  )
  const own = await askAboutText(world, deployer, event)
  await carryOut(own, 'name-principal', deployer)
  const [put = ''] = own.remedies.map(({ diff = '' }) => diff)
  const changed = put.split('\n').filter((line) => /^[+-] /.test(line))
  assert.ok(changed.length > 0, put)
  await send(world, deployer, { policy: delegating, key })
})

test('without the policy it is asked for, and with it the cause is told', async () => {
  const blind = await world.user('blind', allow(['kms:CreateKey', 'iam:Get*', 'iam:List*']))
  const refusal = await refusalOf(world, blind, { policy: ofSomebodyElse })
  const asked = await askAboutText(world, blind, terraform(refusal))
  assert.deepEqual(asked.causes, [])
  assert.match(asked.findings[0]?.says ?? '', /--proposed FILE/)
  const proposed = { name: 'key.json', text: JSON.stringify(ofSomebodyElse, undefined, 2) }
  const told = await askAboutText(world, blind, terraform(refusal), { proposed })
  assert.deepEqual(told.causes, [NOT_COVERED])
  await carryOut(told, 'name-principal', blind)
})
