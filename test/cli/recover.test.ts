// `recover` as a person types it: the plan, the proof, and what cannot be done.

import assert from 'node:assert/strict'
import test from 'node:test'
import { scratch, serveStack, sparekey } from './sparekey.ts'

const KEY = 'alias/payroll'

test('recover finds who can, refuses a lockout, and proves what it did', async (t) => {
  const { endpoint } = await serveStack(t)
  const asAdmin = ['--profile', 'admin', '--endpoint', endpoint]
  const out = scratch(t)
  assert.equal((await sparekey(['lab', 'lockout', '--endpoint', endpoint])).code, 0)

  await t.test('without --as, the plan names who can, in both languages', async () => {
    const english = await sparekey(['recover', KEY, ...asAdmin])
    assert.equal(english.code, 0, english.stderr)
    assert.match(english.stdout, /How role\/Administrator puts the policy of/)
    assert.match(english.stdout, /aws sts assume-role/)
    assert.match(english.stdout, /^ {2}\+ {6}"Sid": "Enable IAM User Permissions"/m)
    const japanese = await sparekey(['recover', KEY, '--lang', 'ja', ...asAdmin])
    assert.match(japanese.stdout, /まだ何も変更していません/)
  })

  await t.test('the plan as JSON carries the command that applies it', async () => {
    const { stdout } = await sparekey(['recover', KEY, '--json', ...asAdmin])
    const plan = JSON.parse(stdout)
    assert.deepEqual([plan.version, plan.needed, plan.proved], [1, true, true])
    assert.deepEqual(plan.target, { kind: 'repair', remedy: 'restore-account-statement' })
    assert.ok(plan.command.includes('--apply'))
  })

  await t.test('a version that would lock out again is told, as text and as JSON', async () => {
    const words = ['recover', KEY, '--to', '99', ...asAdmin]
    const { code, stderr } = await sparekey(words)
    assert.equal(code, 1)
    assert.match(stderr, /no version `99` of this key policy is known\n {2}hint: #1 {2}/)
    const { stdout } = await sparekey([...words, '--json', '--lang', 'ja'])
    const { problem, message } = JSON.parse(stdout)
    assert.equal(problem, 'versionUnknown')
    assert.match(message, /見つかりません/)
  })

  await t.test('--prove-with tries it with the credentials of a profile', async () => {
    const asRoot = ['--profile', '111122223333', '--endpoint', endpoint, '--out', out]
    const words = ['recover', KEY, '--principal', 'user/admin', ...asRoot]
    const refused = await sparekey(words)
    assert.equal(refused.code, 2, refused.stdout)
    assert.match(refused.stderr, /you can become none of them/)
    const own = ['recover', KEY, '--prove-with', 'admin', '--out', out, ...asAdmin]
    const { code, stdout } = await sparekey([...own, '--apply', '--yes'])
    assert.equal(code, 0, stdout)
    assert.match(stdout, /^Done: user\/admin reads the key policy again/)
    assert.match(stdout, /--policy \S+-replaced-[0-9a-f]{8}\.json/)
  })

  await t.test('a second time there is nothing to put', async () => {
    const { code, stdout } = await sparekey(['recover', KEY, '--apply', '--yes', ...asAdmin])
    assert.equal(code, 0)
    assert.match(stdout, /There is nothing to put: user\/admin may use/)
  })
})
