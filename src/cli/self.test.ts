import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { selfCommand } from './self.ts'

const launcher = fileURLToPath(new URL('../../bin/sparekey.js', import.meta.url))

test('a checkout is started by Node and the whole path of the launcher', () => {
  assert.deepEqual(selfCommand(launcher, { PATH: '/usr/bin' }), ['node', launcher])
})

test('an installed command on the path is called by its name', () => {
  assert.deepEqual(selfCommand('/usr/bin/sparekey', { PATH: '/bin:/usr/bin' }), ['sparekey'])
})

test('under npm the path is not that of another shell', () => {
  const env = { PATH: '/srv/node_modules/.bin', npm_command: 'exec' }
  assert.throws(() => selfCommand('/srv/node_modules/.bin/sparekey', env), { code: 'ENOENT' })
})
