// The story of the README, by its commands.

import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'node:test'
import { LAUNCHER, run, scratch, serveStack, sparekey } from './sparekey.ts'

const KEY = 'alias/payroll'

test('an administrator is locked out, learns why, and gets back in', async (t) => {
  const { endpoint, credentialsFile } = await serveStack(t)
  const asAdmin = ['--profile', 'admin', '--endpoint', endpoint]

  await t.test('lab lockout locks the administrator out, and AWS says so itself', async () => {
    const { code, stdout } = await sparekey(['lab', 'lockout', '--endpoint', endpoint])
    assert.equal(code, 0)
    const said = stdout.replaceAll(/\s+/g, ' ')
    assert.match(said, /The new key policy will not allow you to update the key policy in the/)
    assert.match(said, /no resource-based policy allows the kms:GetKeyPolicy action/)
    assert.match(said, /no resource-based policy allows the kms:PutKeyPolicy action/)
    const words = stdout.split('\n').filter((line) => !line.startsWith('  node '))
    const tooWide = words.filter((line) => line.length > 80 && line.trim().includes(' '))
    assert.deepEqual(tooWide, [])
    const profiles = readFileSync(credentialsFile, 'utf8').match(/^\[.*\]$/gm)
    assert.deepEqual(profiles, ['[111122223333]', '[admin]', '[deployer]'])
    assert.equal(statSync(credentialsFile).mode & 0o777, 0o600)
  })

  await t.test('a second rehearsal in the same place changes nothing', async () => {
    const { code, stdout } = await sparekey(['lab', 'lockout', '--endpoint', endpoint])
    assert.equal(code, 0)
    assert.match(stdout, /Played here already/)
    assert.match(stdout, /node \S+\/bin\/sparekey\.js doctor alias\/payroll --profile admin/)
  })

  await t.test('the doctor names the missing statement and the role that still can', async () => {
    const { code, stdout } = await sparekey(['doctor', KEY, ...asAdmin])
    assert.equal(code, 2, stdout)
    assert.match(stdout, /key-policy\/no-account-statement/)
    assert.match(stdout, /role\/Administrator/)
    assert.ok(stdout.trimEnd().split('\n').length <= 40, stdout)
    const { stdout: whole } = await sparekey(['doctor', KEY, ...asAdmin, '--verbose'])
    assert.match(whole, /AWS_SHARED_CREDENTIALS_FILE=/)
  })

  await t.test('the doctor speaks JSON and Japanese', async () => {
    const json = await sparekey(['doctor', KEY, ...asAdmin, '--json'])
    assert.equal(json.code, 2)
    const [diagnosis] = JSON.parse(json.stdout)
    assert.equal(diagnosis.version, 1)
    assert.equal(diagnosis.outcome, 'implicitDeny')
    assert.equal(diagnosis.causes[0], 'key-policy/no-account-statement')
    assert.equal(diagnosis.keyPolicy.source, 'rebuilt')
    const japanese = await sparekey(['doctor', KEY, ...asAdmin, '--lang', 'ja'])
    assert.match(japanese.stdout, /キーポリシー/)
  })

  await t.test('the history shows who took the statement out', async () => {
    const { code, stdout } = await sparekey(['history', KEY, ...asAdmin])
    assert.equal(code, 0)
    assert.match(stdout, /CreateKey/)
    assert.match(stdout, /user\/deployer/)
  })

  await t.test('recover without --apply changes nothing', async () => {
    const plan = await sparekey(['recover', KEY, '--as', 'Administrator', ...asAdmin])
    assert.equal(plan.code, 0, plan.stderr)
    assert.match(plan.stdout, /Enable IAM User Permissions/)
    assert.equal((await sparekey(['doctor', KEY, ...asAdmin])).code, 2)
  })

  await t.test('recover --apply puts the statement back, and the doctor is content', async () => {
    const state = scratch(t)
    const apply = ['--as', 'Administrator', '--apply', '--yes', ...asAdmin]
    const recovered = await sparekey(['recover', KEY, ...apply], { XDG_STATE_HOME: state })
    requireKept(join(state, 'sparekey', 'recovery'), recovered.stdout)
    assert.equal((await sparekey(['doctor', KEY, ...asAdmin])).code, 0)
  })
})

/** The replaced policy lies where the report says, for its owner alone. */
function requireKept(folder: string, report: string): void {
  const [file = 'none'] = report.match(/\S+-replaced-[0-9a-f]{8}\.json(?=\.$)/m) ?? []
  assert.equal(dirname(file), folder)
  assert.doesNotMatch(readFileSync(file, 'utf8'), /Enable IAM User Permissions/)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
}

test('with --bare the administrator sees little, and gets back in all the same', async (t) => {
  const { endpoint } = await serveStack(t)
  const asAdmin = ['--profile', 'admin', '--endpoint', endpoint]
  const played = await sparekey(['lab', 'lockout', '--bare', '--endpoint', endpoint])
  assert.equal(played.code, 0)
  assert.doesNotMatch(played.stdout, /IncidentAccess/)
  const denied = await sparekey(['doctor', KEY, ...asAdmin])
  assert.equal(denied.code, 2)
  assert.match(denied.stdout, /cloudtrail:LookupEvents/)
  const recover = ['recover', KEY, '--as', 'Administrator', '--apply', '--yes', ...asAdmin]
  assert.equal((await sparekey(recover)).code, 0)
  const reads = ['doctor', KEY, '--action', 'kms:GetKeyPolicy', ...asAdmin]
  assert.equal((await sparekey(reads)).code, 0)
})

test('a rehearsal whose reader goes away is played to its end', async (t) => {
  const { endpoint } = await serveStack(t)
  const lab = `"${process.execPath}" "${LAUNCHER}" lab lockout --endpoint ${endpoint}`
  const { stdout, stderr } = await run('sh', ['-c', `${lab} | head -n 1`])
  assert.match(stdout, /^Lockout rehearsal on .*\n$/)
  assert.equal(stderr, '')
  const { code } = await sparekey(['doctor', KEY, '--profile', 'admin', '--endpoint', endpoint])
  assert.equal(code, 2)
})
