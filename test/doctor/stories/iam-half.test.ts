// The key policy leaves it to IAM, and IAM says nothing, or not enough.

import { DeleteUserPolicyCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam'
import {
  accountStatement,
  administrator,
  administratorStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  onlooker,
  userArn,
} from '../scenarios/locked-key.ts'
import { tellStory } from './harness/story.ts'

tellStory({
  title: 'a role has no IAM policy for the key, and the account administrator gives it one',
  async breaks(world) {
    const user = await world.user('developer')
    await createRole(world, 'Deployer', { AWS: userArn('developer') }, onlooker)
    const key = await createKey(world, keyPolicy(accountStatement))
    return { key, person: await assumeRole(world, user, 'Deployer') }
  },
  causes: ['iam/no-allow'],
  remedies: ['allow-in-iam'],
})

tellStory({
  title: 'an IAM administrator took the permission from itself, and gives it back',
  async breaks(world) {
    const person = await world.user('admin', administrator)
    const key = await createKey(world, keyPolicy(accountStatement))
    const iam = world.client(IAMClient)
    const Statement = [
      { Effect: 'Allow', Action: ['iam:*', 'cloudtrail:LookupEvents'], Resource: '*' },
    ]
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
    const own = { UserName: 'admin', PolicyName: 'inline' }
    await iam.send(new DeleteUserPolicyCommand(own))
    await iam.send(new PutUserPolicyCommand({ ...own, PolicyDocument }))
    return { key, person }
  },
  causes: ['iam/no-allow'],
  remedies: ['allow-in-iam'],
})

tellStory({
  title: 'both halves are missing: the key policy is opened, and IAM allows it',
  async breaks(world) {
    const person = await world.user('developer', onlooker)
    const steward = await world.user('steward')
    const only = { ...administratorStatement('Steward'), Principal: { AWS: userArn('steward') } }
    const narrow = { ...accountStatement, Action: 'kms:Describe*' }
    const key = await createKey(world, keyPolicy(narrow, only))
    return { key, person, others: { [userArn('steward')]: steward } }
  },
  causes: ['key-policy/account-statement-narrowed', 'iam/no-allow'],
  remedies: ['widen-account-statement', 'allow-in-iam'],
})

tellStory({
  title: 'the account statement was taken out, and a role that may be assumed puts it back',
  async breaks(world) {
    const person = await world.user('admin', administrator)
    await createRole(world, 'Administrator', { AWS: userArn('admin') })
    const administrators = administratorStatement('Administrator')
    const whole = keyPolicy(accountStatement, administrators)
    return { key: await createKey(world, whole, keyPolicy(administrators)), person }
  },
  causes: ['key-policy/no-account-statement'],
  remedies: ['restore-account-statement'],
  atOnce: true,
})
