// The administrator role lets the person in by a detour alone: by way of other roles, or through
// its trust policy, which the person may change.

import assert from 'node:assert/strict'
import { allow } from '../../fixtures/world.ts'
import type { Diagnosis } from '../../../src/doctor/index.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { tellStory } from './harness/story.ts'

const administrators = administratorStatement('Administrator')
const whole = keyPolicy(accountStatement, administrators)
const locked = keyPolicy(administrators)

const trustOf = ({ layers }: Diagnosis): string | undefined =>
  layers.find(({ layer }) => layer === 'trust')?.says

tellStory({
  title: 'the administrator role trusts another role alone, and that one trusts the person',
  async breaks(world) {
    const person = await world.user('admin', administrator)
    await createRole(world, 'Entrance', { AWS: userArn('admin') }, allow('sts:AssumeRole'))
    await createRole(world, 'Operator', { AWS: roleArn('Entrance') }, allow('sts:AssumeRole'))
    await createRole(world, 'Administrator', { AWS: roleArn('Operator') })
    return { key: await createKey(world, whole, locked), person }
  },
  causes: ['key-policy/no-account-statement'],
  remedies: ['restore-account-statement'],
  atOnce: true,
  tells(diagnosis) {
    assert.equal(trustOf(diagnosis), 'allow')
    const [remedy] = diagnosis.remedies
    const roles = remedy?.becoming.map((argv) => argv[argv.indexOf('--role-arn') + 1])
    assert.deepEqual(roles, ['Entrance', 'Operator', 'Administrator'].map(roleArn))
  },
})

tellStory({
  title: 'the administrator role trusts nobody of the kind, and the person may change that',
  async breaks(world) {
    const person = await world.user('boss', allow(['iam:*', 'kms:*', 'cloudtrail:*', 'sts:*']))
    await createRole(world, 'Administrator', { Service: 'ec2.amazonaws.com' })
    return { key: await createKey(world, whole, locked), person }
  },
  causes: ['key-policy/no-account-statement', 'trust/cannot-assume'],
  remedies: ['restore-account-statement'],
  atOnce: true,
  tells({ remedies: [remedy] }) {
    assert.ok(remedy?.atOnce?.includes('--reopen-trust'))
  },
})
