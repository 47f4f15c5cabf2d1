// A door that no key policy opens: the doctor says which, and who has the key to it.

import {
  CreatePolicyCommand,
  IAMClient,
  PutUserPermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { allow } from '../../fixtures/world.ts'
import {
  accountArn,
  accountStatement,
  administrator,
  administratorStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { tellStory } from './harness/story.ts'

tellStory({
  title: 'the boundary denies what IAM and the key policy allow',
  async breaks(world) {
    const person = await world.user('admin', administrator)
    const iam = world.client(IAMClient)
    const Statement = [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Sid: 'NoKeys', Effect: 'Deny', Action: 'kms:*KeyPolicy', Resource: '*' },
    ]
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: 'NoKeys', PolicyDocument }),
    )
    const boundary = { UserName: 'admin', PermissionsBoundary: Policy?.Arn }
    await iam.send(new PutUserPermissionsBoundaryCommand(boundary))
    return { key: await createKey(world, keyPolicy(accountStatement)), person }
  },
  outcome: 'explicitDeny',
  causes: ['boundary/explicit-deny'],
})

tellStory({
  title: 'the trust policy of the only administrator denies it to the person',
  async breaks(world) {
    const person = await world.user('admin', administrator)
    const colleague = await world.user('colleague', allow('sts:AssumeRole'))
    await createRole(world, 'Administrator', { AWS: accountArn })
    const Statement = [
      { Effect: 'Allow', Principal: { AWS: accountArn }, Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: { AWS: userArn('admin') }, Action: 'sts:AssumeRole' },
    ]
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
    const shut = { RoleName: 'Administrator', PolicyDocument }
    await world.client(IAMClient).send(new UpdateAssumeRolePolicyCommand(shut))
    const administrators = administratorStatement('Administrator')
    const whole = keyPolicy(accountStatement, administrators)
    const key = await createKey(world, whole, keyPolicy(administrators))
    const session = await assumeRole(world, colleague, 'Administrator')
    return { key, person, others: { [roleArn('Administrator')]: session } }
  },
  causes: ['key-policy/no-account-statement', 'trust/explicit-deny'],
})
