// `collect` and what speaks from its file, as a person types it; and Ctrl-C.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { startWorld } from '../fixtures/world.ts'
import { cleanEnvironment, LAUNCHER, scratch, serveStack, sparekey, stop } from './sparekey.ts'

const KEY = 'alias/payroll'

test('a lockout is collected, the stack goes away, and the file tells it', async (t) => {
  const { endpoint, data, child } = await serveStack(t)
  const place = ['--endpoint', endpoint, '--profile', 'admin']
  await sparekey(['lab', 'lockout', '--endpoint', endpoint, '--data', data])
  const folder = scratch(t)
  const file = join(folder, 'evidence.json')
  const collected = await sparekey(['collect', KEY, '--out', file, ...place])
  assert.equal(collected.code, 0, collected.stderr)
  assert.match(collected.stdout, /^account 111122223333 · Region us-east-1/)
  assert.match(collected.stdout, /kms:GetKeyPolicy[^]*doctor alias\/payroll --evidence/)
  assert.equal(statSync(file).mode & 0o777, 0o600)

  await t.test('a file that is there is not replaced unasked', async () => {
    const before = readFileSync(file, 'utf8')
    const again = await sparekey(['collect', KEY, '--out', file, ...place])
    assert.equal(again.code, 1)
    assert.match(again.stderr, /is there already\n {2}hint: another name\n {2}hint: --yes/)
    assert.equal(readFileSync(file, 'utf8'), before)
    const yes = await sparekey(['collect', KEY, '--out', file, '--yes', '--json', ...place])
    assert.equal(yes.code, 0)
    assert.deepEqual(JSON.parse(yes.stdout).refused, ['kms:DescribeKey', 'kms:GetKeyPolicy'])
  })

  const out = ['--out', join(folder, 'documents')]
  const live = await sparekey(['doctor', KEY, ...out, ...place])
  const liveJson = await sparekey(['doctor', KEY, '--json', ...out, ...place])
  await stop(child)

  await t.test('doctor says the same, behind a line that says whence it knows', async () => {
    const { code, stdout } = await sparekey(['doctor', KEY, ...out, '--evidence', file])
    const [first = '', ...more] = stdout.split('\n')
    assert.match(
      first,
      /^From evidence collected \d{4}-.* by arn:aws:iam::111122223333:user\/admin/,
    )
    assert.equal(more.join('\n').trimStart(), live.stdout)
    assert.equal(code, 2)
    const json = await sparekey(['doctor', KEY, '--json', ...out, '--evidence', file])
    assert.equal(json.stdout, liveJson.stdout)
    assert.match(json.stderr, /^From evidence/)
  })

  await t.test('recover plans and applies nothing; history has its version', async () => {
    const recover = ['recover', KEY, '--as', 'Administrator', '--evidence', file]
    const plan = await sparekey([...recover, '--lang', 'ja'])
    assert.match(plan.stdout, /^\d{4}.*収集した証拠から/)
    const applied = await sparekey([...recover, '--apply', '--yes'])
    assert.equal(applied.code, 1)
    assert.match(applied.stderr, /a plan can be made from evidence, and nothing can be applied/)
    assert.equal((await sparekey(['history', KEY, '--evidence', file])).code, 0)
  })

  await t.test('files that are no evidence are refused in a sentence', async () => {
    const foreign = join(folder, 'foreign.json')
    writeFileSync(foreign, '{"Records":[]}')
    for (const [name, says] of [
      [foreign, /it is no evidence that sparekey has collected/],
      [join(folder, 'none.json'), /cannot be read: there is no such file/],
    ] as const) {
      const { code, stderr } = await sparekey(['doctor', KEY, '--evidence', name])
      assert.equal(code, 1)
      assert.match(stderr, says)
    }
  })
})

test('permissions prints a policy and nothing else', async () => {
  const { code, stdout, stderr } = await sparekey(['permissions', 'doctor'])
  assert.equal(code, 0)
  assert.equal(JSON.parse(stdout).Version, '2012-10-17')
  assert.match(stderr, /count only where the key policy/)
  const json = await sparekey(['permissions', 'recover', '--apply', '--json'])
  assert.equal(JSON.parse(json.stdout).command, 'recover')
  assert.match(json.stdout, /kms:PutKeyPolicy/)
  const none = await sparekey(['permissions', 'serve'])
  assert.match(none.stderr, /`serve` asks AWS nothing[^]*hint: one of: doctor, /)
})

test('Ctrl-C in a long history ends it with a sentence, and progress was shown', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const kms = world.client(KMSClient)
  const first = await kms.send(new CreateKeyCommand({}))
  // Ten pages of events, of which AWS lets two a second be asked for.
  for (let made = 0; made < 500; made += 20) {
    await Promise.all(Array.from({ length: 20 }, () => kms.send(new CreateKeyCommand({}))))
  }
  const { accessKeyId, secretAccessKey } = world.root()
  const key = first.KeyMetadata?.Arn ?? ''
  const child = spawn(
    process.execPath,
    [LAUNCHER, 'history', key, '--endpoint', world.endpoint, '--region', 'us-east-1'],
    {
      env: cleanEnvironment({
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      }),
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  await once(child.stderr, 'data')
  assert.match(stderr, /pages|questions asked/)
  child.kill('SIGINT')
  const [code] = (await once(child, 'close')) as [number | null]
  assert.equal(code, 1)
  assert.match(stderr, /sparekey: interrupted; the key policy has not been touched/)
})
