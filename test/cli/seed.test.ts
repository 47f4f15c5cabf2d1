// `serve --seed` and `snapshot` as people call them.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { KMSClient, DescribeKeyCommand } from '@aws-sdk/client-kms'
import { startSparekey } from '../../src/index.ts'
import { root } from '../tidy/tree.ts'
import { scratch, serveStack, sparekey } from './sparekey.ts'

const guide = readFileSync(join(root, 'docs/guides/seed-a-stack.md'), 'utf8')
const [, EXAMPLE = ''] = /^```yaml\n(.*?)^```$/ms.exec(guide) ?? []
/** Some of the calls that the example makes, as the guide shows them. */
const [, CALLS = ''] = /^```text\n(.*?)^```$/ms.exec(guide) ?? []

interface Step {
  readonly operation: string
  readonly on: string
}

test('a stack has the accounts of its seed, and a snapshot of it seeds another', async (t) => {
  const folder = scratch(t)
  const seed = join(folder, 'seed.yaml')
  writeFileSync(seed, EXAMPLE.replaceAll('111122223333', '777788889999'))
  const stack = await serveStack(t, ['--seed', seed])
  assert.deepEqual((stack as { accounts?: unknown }).accounts, ['777788889999'])
  const { seeded } = stack as unknown as { readonly seeded: readonly Step[] }
  const made = seeded.map(({ operation, on }) => `${operation} ${on}`)
  for (const call of CALLS.trimEnd().replaceAll('111122223333', '777788889999').split('\n')) {
    assert.ok(made.includes(call), `${call}\n${made.join('\n')}`)
  }
  const taken = await sparekey(['snapshot', '--endpoint', stack.endpoint])
  assert.equal(taken.code, 0, taken.stderr)
  assert.match(taken.stdout, /^sparekey: 1\naccounts:\n {2}"777788889999":\n/)
  const again = join(folder, 'again.yaml')
  writeFileSync(again, taken.stdout)
  const other = await serveStack(t, ['--seed', again])
  const second = await sparekey(['snapshot', '--endpoint', other.endpoint])
  assert.equal(second.stdout, taken.stdout)
})

test('a snapshot of one account, as JSON', async (t) => {
  const accounts = ['--account', '111122223333', '444455556666']
  const { endpoint } = await serveStack(t, accounts)
  const one = ['--profile', '444455556666', '--json']
  const { stdout } = await sparekey(['snapshot', '--endpoint', endpoint, ...one])
  assert.deepEqual(JSON.parse(stdout), { sparekey: 1, accounts: { '444455556666': {} } })
  const wrong = await sparekey(['snapshot', '--endpoint', endpoint, '--profile', 'alice'])
  assert.equal(wrong.code, 1)
  assert.match(
    wrong.stderr,
    /`alice` is not the root profile .*\n {2}hint: --profile, one of: 1111/,
  )
})

test('faults of the file are said as compilers say them, and nothing is served', async (t) => {
  const folder = scratch(t)
  const seed = join(folder, 'seed.yaml')
  const serve = ['serve', '--port', '0', '--data', join(folder, 'data'), '--seed', seed]
  writeFileSync(seed, EXAMPLE.replace('users:', 'user:').replace('path: /audit/', 'path: audit'))
  const formed = await sparekey(serve)
  assert.equal(formed.code, 1)
  const lines = formed.stderr.split('\n')
  assert.equal(
    lines[0],
    `sparekey: ${seed}:15:5: an account has no member \`user\`: it has ` + KNOWN,
  )
  assert.match(lines[1] ?? '', /seed\.yaml:23:15: `path` must be a path/)
  assert.match(lines[2] ?? '', /^ {2}hint: nothing of the file was applied/)
  writeFileSync(seed, EXAMPLE.replace('[Payroll]', '[Payrol]'))
  const refused = await sparekey(serve)
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, /^sparekey: .*seed\.yaml:17:18: AddUserToGroup: NoSuchEntity: /)
  writeFileSync(seed, EXAMPLE)
  const secretless = await sparekey([...serve, '--no-credentials-file'])
  assert.match(secretless.stderr, /nobody would learn the random secret: serve without --no-cred/)
  const missing = await sparekey([...serve.slice(0, -1), join(folder, 'nothing.yaml')])
  assert.match(missing.stderr, /nothing\.yaml` cannot be read: there is no such file/)
})

const KNOWN = 'policies, groups, users, roles, serviceLinkedRoles, deletedPrincipals, regions'

test('startSparekey takes a seed', async (t) => {
  const seed = join(scratch(t), 'seed.yaml')
  writeFileSync(seed, EXAMPLE)
  const stack = await startSparekey({ seed })
  t.after(() => stack.stop())
  const described = await stack
    .client(KMSClient)
    .send(new DescribeKeyCommand({ KeyId: 'alias/payroll' }))
  assert.equal(described.KeyMetadata?.KeyId, '1234abcd-12ab-34cd-56ef-1234567890ab')
})
