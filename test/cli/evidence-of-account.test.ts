// The evidence of an account and of a key: with the stack gone, every command that asks AWS says
// from the file what it said before.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { ACCOUNT } from '../fixtures/credentials-file.ts'
import { largeAccount } from '../fixtures/large-account.ts'
import { scratch, serveStack, sparekey, stop } from './sparekey.ts'

const arn = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`
const KEY = 'alias/key1'

const policy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: arn('role/role1') }, Action: 'kms:*', Resource: '*' },
    { Effect: 'Allow', Principal: { AWS: arn('role/gone') }, Action: 'kms:Decrypt', Resource: '*' },
  ],
}

const simulated = ['--action', 'kms:Decrypt', '--resource', KEY]

/** Without the time at which it was asked. */
function said(stdout: string): unknown {
  const { at: _at, ...json } = JSON.parse(stdout) as Record<string, unknown>
  return json
}

test('with the stack gone, the file tells what each command told', async (t) => {
  const folder = scratch(t)
  const seed = join(folder, 'seed.json')
  writeFileSync(seed, largeAccount({ roles: 6, users: 2, keys: 4 }))
  const file = join(folder, 'policy.json')
  writeFileSync(file, JSON.stringify(policy))
  const { endpoint, child } = await serveStack(t, ['--seed', seed])
  const place = ['--endpoint', endpoint, '--profile', ACCOUNT]
  const ofAccount = join(folder, 'account.json')
  const ofKey = join(folder, 'key.json')
  const redacted = join(folder, 'redacted.json')
  for (const args of [
    ['--out', ofAccount],
    [KEY, '--out', ofKey],
    ['--out', redacted, '--redact'],
  ]) {
    const collected = await sparekey(['collect', ...args, ...place])
    assert.equal(collected.code, 0, collected.stderr)
  }
  const commands: readonly (readonly [string, ...string[]])[] = [
    ['audit'],
    ['who-can', 'use', KEY, '--via-roles'],
    ['check', file, '--key', KEY],
    ['check', file, '--key', KEY, '--deployer', arn('role/role3')],
    ['diff', KEY, file],
    ['simulate', '--principal', arn('role/role1'), ...simulated],
    ['simulate', '--principal', arn('user/user1'), ...simulated],
  ]
  const live = new Map<readonly string[], Awaited<ReturnType<typeof sparekey>>>()
  for (const command of commands)
    live.set(command, await sparekey([...command, '--json', ...place]))
  await stop(child)

  for (const command of commands) {
    for (const evidence of command[0] === 'audit' ? [ofAccount] : [ofAccount, ofKey]) {
      await t.test(`${command.join(' ')} from ${evidence.slice(folder.length + 1)}`, async () => {
        const before = live.get(command)
        const { code, stdout, stderr } = await sparekey([
          ...command,
          ...['--json', '--evidence', evidence],
        ])
        assert.notEqual(before?.code, 1, before?.stderr)
        assert.equal(code, before?.code, stderr)
        assert.deepEqual(said(stdout), said(before?.stdout ?? ''))
        assert.match(stderr, /^From evidence collected/)
      })
    }
  }

  await t.test('redacted, an audit comes to the same verdicts, and names nobody', async () => {
    const verdicts = (text: string) => {
      const { summary, keys } = JSON.parse(text) as {
        readonly summary: object
        readonly keys: readonly { readonly arn: string; readonly findings: object[] }[]
      }
      return { summary, keys: keys.map(({ arn: key, findings }) => [key, findings.length]) }
    }
    const { stdout, stderr } = await sparekey(['audit', '--json', '--evidence', redacted])
    assert.deepEqual(verdicts(stdout), verdicts(live.get(commands[0] ?? [])?.stdout ?? ''), stderr)
    assert.doesNotMatch(stdout, /user\/user\d/)
  })
})
