// The commands that work on files alone: `simulate` and `test`.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { scratch, sparekey } from './sparekey.ts'

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const ALICE = 'arn:aws:iam::111122223333:user/Alice'

const keyPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "From the office",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "kms:*",
      "Resource": "*",
      "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } }
    }
  ]
}
`
const iamPolicy = `{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "kms:Get*", "Resource": "*" }
}
`

function write(t: TestContext, name: string, text: string): string {
  const file = join(scratch(t), name)
  writeFileSync(file, text)
  return file
}

const asks = (action: string, ...more: readonly string[]): readonly string[] => {
  return ['simulate', '--principal', ALICE, '--action', action, '--resource', KEY, ...more]
}

const unwrapped = (text: string): string => text.replaceAll(/\s+/g, ' ')

test('a simulation tells what each layer said, and what would change it', async (t) => {
  const files = [
    ...['--key-policy', write(t, 'key.json', keyPolicy)],
    ...['--identity-policy', write(t, 'iam.json', iamPolicy)],
  ]
  const denied = await sparekey(asks('kms:PutKeyPolicy', ...files))
  assert.equal(denied.code, 2, denied.stderr)
  const text = unwrapped(denied.stdout)
  assert.match(text, /user\/Alice may not use kms:PutKeyPolicy on arn:aws:kms/)
  assert.match(text, /nearest: \S+key\.json line 4, "From the office" IpAddress aws:SourceIp/)
  assert.match(text, /What would change it key policy: .* IAM policies: .* kms:PutKeyPolicy/)
  assert.match(text, /because no resource-based policy allows the kms:PutKeyPolicy action/)
  const office = ['--context', 'aws:SourceIp=10.1.2.3']
  const allowed = await sparekey(asks('kms:GetKeyPolicy', ...files, ...office))
  assert.equal(allowed.code, 0, allowed.stdout)
  assert.doesNotMatch(allowed.stdout, /What would change it/)
})

test('a simulation without a key policy says which one it assumes', async (t) => {
  const more = ['--identity-policy', write(t, 'iam.json', iamPolicy)]
  const english = await sparekey(asks('kms:GetKeyPolicy', ...more))
  assert.equal(english.code, 0)
  assert.match(unwrapped(english.stdout), /no key policy was given: the default one/)
  const japanese = await sparekey(asks('kms:PutKeyPolicy', ...more, '--lang', 'ja'))
  assert.match(japanese.stdout, /結果を変えるには/)
})

test('a denial is told with its statement, and what never works as such', async (t) => {
  const nothing = '{"Statement": [{"Effect": "Deny", "Action": "kms:Put*", "Resource": "*"}]}'
  const deny = ['--identity-policy', write(t, 'deny.json', nothing)]
  const denied = unwrapped((await sparekey(asks('kms:PutKeyPolicy', ...deny))).stdout)
  assert.match(denied, /IAM policies denies it \(\S+deny\.json line 1, Statement\[0\]\)/)
  assert.match(denied, /deny\.json line 1, Statement\[0\] denies it; no Allow can outweigh that/)
  const stranger = ['--principal', 'arn:aws:iam::444455556666:user/Eve']
  const never = unwrapped((await sparekey([...asks('kms:PutKeyPolicy'), ...stranger])).stdout)
  assert.match(never, /no policy can: this never works, whatever the policies say/)
})

test('a simulation is there for programs too', async () => {
  const { code, stdout } = await sparekey(asks('kms:GetKeyPolicy', '--json'))
  assert.equal(code, 2)
  const { outcome, layer, obstacles, surmountable, sentence } = JSON.parse(stdout)
  assert.deepEqual([outcome, layer, surmountable], ['implicitDeny', 'identity', true])
  assert.equal(obstacles.length, 1)
  assert.match(sentence, /because no identity-based policy allows/)
})

test('a permissions boundary, a session policy and SCPs have their say', async (t) => {
  const silent = write(t, 'silent.json', '{"Version": "2012-10-17", "Statement": []}')
  const iam = ['--identity-policy', write(t, 'iam.json', iamPolicy)]
  for (const [option, layer] of [
    ['--boundary', 'boundary'],
    ['--session-policy', 'session'],
    ['--scp', 'scp'],
  ] as const) {
    const { stdout } = await sparekey(asks('kms:GetKeyPolicy', ...iam, option, silent, '--json'))
    assert.equal(JSON.parse(stdout).layer, layer)
  }
})

test('a file that cannot be read is named, with line and column', async (t) => {
  const bad = write(t, 'bad.json', '{\n  "Statement": oops\n}')
  const policy = await sparekey(asks('kms:GetKeyPolicy', '--key-policy', bad))
  assert.deepEqual([policy.code, policy.stdout], [1, ''])
  assert.match(policy.stderr, /bad\.json:2:16: a value expected/)
  const missing = await sparekey(asks('kms:GetKeyPolicy', '--boundary', 'no-such-file.json'))
  assert.match(missing.stderr, /`no-such-file\.json` cannot be read: there is no such file/)
  const cases = await sparekey(['test', write(t, 'cases.jsonl', '# a comment\n\n{"id": }\n')])
  assert.equal(cases.code, 1)
  assert.match(cases.stderr, /cases\.jsonl:3:8: a value expected/)
})

test('who asks and what for must be what they say', async () => {
  const stranger = await sparekey([...asks('kms:GetKeyPolicy'), '--principal', 'Alice'])
  assert.match(stranger.stderr, /`Alice` is not the ARN of a user/)
  assert.match((await sparekey(asks('everything'))).stderr, /`everything` is not an action/)
})

const aCase = (id: string, expect: string): string =>
  JSON.stringify({
    id,
    request: { principal: ALICE, action: 'kms:GetKeyPolicy', resource: KEY },
    resourcePolicy: JSON.parse(keyPolicy.replace(/,\s*"Condition": .*/, '')),
    identityPolicies: [{ name: 'iam', policy: JSON.parse(iamPolicy) }],
    expect,
  })

test('cases that pass are counted, those that differ are told', async (t) => {
  const lines = [aCase('as expected', 'allow'), aCase('otherwise', 'implicitDeny'), '{"id": "odd"}']
  const file = write(t, 'cases.jsonl', lines.join('\n'))
  const { code, stdout } = await sparekey(['test', file])
  assert.equal(code, 2)
  const [differs, odd, total] = stdout.split('\n')
  assert.match(differs ?? '', /^FAILED otherwise: expected implicitDeny, got allow \(identity, /)
  assert.match(odd ?? '', /^FAILED odd: .*notUnderstood: `request` is not an object/)
  assert.equal(total, '1 passed, 2 failed')
  const passing = write(t, 'passing.jsonl', aCase('as expected', 'allow'))
  const passed = await sparekey(['test', passing, '--lang', 'ja'])
  assert.deepEqual([passed.code, passed.stdout], [0, '合格 1、不合格 0\n'])
})

test('results for programs are one a line', async (t) => {
  const file = write(t, 'cases.jsonl', aCase('as expected', 'allow'))
  const { stdout } = await sparekey(['test', file, file, '--json'])
  const results = stdout.trimEnd().split('\n')
  assert.equal(results.length, 2)
  const { id, expect, got, pass, layer, because } = JSON.parse(results[0] ?? '')
  assert.deepEqual(
    [id, expect, got, pass, layer],
    ['as expected', 'allow', 'allow', true, 'identity'],
  )
  assert.deepEqual(because[0], { policy: 'resourcePolicy', statement: 0, sid: 'From the office' })
})
