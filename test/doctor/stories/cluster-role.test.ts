// EKS blames the trust policy of the cluster's role, and it is the key policy.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { allow, startWorld } from '../../fixtures/world.ts'
import { applyRemedy } from '../run-command.ts'
import {
  administratorStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  onlooker,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { findingOf } from './asking.ts'
import { askAboutText } from './refused-policy.ts'

test('E3: the role of the cluster "could not be assumed", and the key refuses it', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const boss = await world.user('boss', allow('sts:AssumeRole'))
  await createRole(world, 'Administrator', { AWS: userArn('boss') }, onlooker)
  const trusted = { AWS: userArn('boss'), Service: 'eks.amazonaws.com' }
  await createRole(world, 'Cluster', trusted, onlooker)
  const all = { ...administratorStatement('Administrator'), Action: 'kms:*' }
  const key = await createKey(world, keyPolicy(all))
  const asCluster = world.client(KMSClient, await assumeRole(world, boss, 'Cluster'))
  const describe = () => asCluster.send(new DescribeKeyCommand({ KeyId: key }))
  await assert.rejects(describe(), { name: 'AccessDeniedException' })
  const text =
    `InvalidParameterException: Role with arn: ${roleArn('Cluster')}, could not be assumed ` +
    'because it does not exist or the trusted entity is not correct'
  const admin = await assumeRole(world, boss, 'Administrator')
  const diagnosis = await askAboutText(world, admin, text, { key })
  assert.equal(diagnosis.request.principal, roleArn('Cluster'))
  assert.equal(diagnosis.causes[0], 'key-policy/principal-not-named')
  assert.notEqual(findingOf(diagnosis, 'key-policy/principal-not-named').says, '')
  assert.ok(!diagnosis.causes.some((id) => id.startsWith('trust/')), diagnosis.causes.join(', '))
  const [remedy, ...more] = diagnosis.remedies
  assert.ok(remedy?.proved)
  assert.deepEqual([remedy.id, more], ['name-principal', []])
  await applyRemedy(remedy, admin)
  await describe()
})
