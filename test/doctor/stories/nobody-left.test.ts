// Nobody can change the key policy any more: the doctor says so, and offers no command.

import assert from 'node:assert/strict'
import { DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { advance } from '../../fixtures/clock.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
  userArn,
} from '../scenarios/locked-key.ts'
import { tellStory, type Broken } from './harness/story.ts'

const administrators = administratorStatement('Administrator')

async function withoutAdministrators(world: TestWorld): Promise<Broken> {
  const person = await world.user('admin', administrator)
  await createRole(world, 'Administrator', { AWS: userArn('admin') })
  const whole = keyPolicy(accountStatement, administrators)
  const key = await createKey(world, whole, keyPolicy(administrators))
  await world.client(IAMClient).send(new DeleteRoleCommand({ RoleName: 'Administrator' }))
  return { key, person }
}

tellStory({
  title: 'the only administrator that the key policy names was deleted',
  breaks: withoutAdministrators,
  causes: [
    'key-policy/no-account-statement',
    'key-policy/principal-deleted',
    'key-policy/unmanageable',
  ],
  remedies: ['aws-support'],
  tells({ remedies, findings }) {
    assert.match(remedies[0]?.changes ?? '', /AWS Support/)
    const why = findings.find(({ id }) => id === 'key-policy/unmanageable')
    assert.match(why?.says ?? '', /nobody/i)
  },
})

tellStory({
  title: 'the administrator was made again under its name, and is somebody else',
  async breaks(world) {
    const broken = await withoutAdministrators(world)
    await advance(world, '2s')
    await createRole(world, 'Administrator', { AWS: userArn('admin') })
    return broken
  },
  causes: [
    'key-policy/no-account-statement',
    'key-policy/principal-deleted',
    'key-policy/unmanageable',
  ],
  remedies: ['aws-support'],
})
