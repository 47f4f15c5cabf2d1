// `history` before it asks AWS anything, and over a folder of log files.

import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import { scratch, serveStack, sparekey } from './sparekey.ts'

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const ACCOUNT = '111122223333'
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY_ID}`
const nowhere = ['--endpoint', 'http://127.0.0.1:9']

test('a table without anybody to agree to the cost is refused before AWS is asked', async () => {
  for (const words of [['--table', 'default.logs'], ['--create-table']]) {
    const { code, stderr } = await sparekey(['history', KEY, ...words, ...nowhere])
    assert.equal(code, 1)
    assert.match(stderr, /nobody is here to agree.*\n {2}hint: --yes agrees to it/)
  }
})

test('a time that is none, and a file that is not there, are refused', async () => {
  const time = await sparekey(['history', KEY, '--at', 'yesterday', ...nowhere])
  assert.match(time.stderr, /`yesterday` is no day and no time\n {2}hint: 2024-05-06/)
  const file = await sparekey(['history', KEY, '--from-file', 'none.json', ...nowhere])
  assert.match(file.stderr, /`none.json` cannot be read: there is no such file/)
})

test('years of log files: versions, the one at a time, files, and what was declared', async (t) => {
  const { endpoint } = await serveStack(t)
  const folder = scratch(t)
  const logs = join(folder, 'AWSLogs', ACCOUNT, 'CloudTrail', 'us-east-1', '2021', '03', '01')
  mkdirSync(logs, { recursive: true })
  writeFileSync(join(logs, 'a.json.gz'), gzipSync(JSON.stringify({ Records: records() })))
  const declared = join(folder, 'template.json')
  const KeyPolicy = { Statement: [] }
  const Resources = { Payroll: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } } }
  writeFileSync(declared, JSON.stringify({ Resources }))
  const history = (...words: readonly string[]) =>
    sparekey(
      ['history', KEY, '--logs', folder, '--since', '2020-01-01', '--endpoint', endpoint]
        .concat(['--profile', ACCOUNT])
        .concat(words),
    )

  await t.test('as text, within 80 columns', async () => {
    const { code, stdout } = await history('--from-file', declared)
    assert.equal(code, 0)
    assert.match(stdout, /2021-03-01 10:00:00 UTC {2}CreateKey by user\/deployer/)
    assert.match(stdout, /with Terraform\/1\.9/)
    assert.match(stdout, /role\/Reader gains kms:Decrypt/)
    assert.match(stdout, /Payroll: the template does not say of which key/)
    const tooWide = stdout.split('\n').filter((line) => line.length > 80 && !line.includes('arn:'))
    assert.deepEqual(tooWide, [])
  })

  await t.test('at a time, and 3 when nothing so old is known', async () => {
    const then = await history('--at', '2021-03-01T12:00:00Z', '--json')
    assert.equal(then.code, 0)
    assert.equal(JSON.parse(then.stdout).inForce.eventName, 'CreateKey')
    const before = await history('--at', '2021-02-01')
    assert.equal(before.code, 3)
    assert.match(before.stdout, /No key policy so old is known/)
  })

  await t.test('as files', async () => {
    const out = join(folder, 'versions')
    assert.equal((await history('--out', out)).code, 0)
    const names = readdirSync(out)
    assert.deepEqual(names, [
      `key-policy-${KEY_ID}-2021-03-01T100000Z-11111111.json`,
      `key-policy-${KEY_ID}-2021-06-01T100000Z-22222222.json`,
    ])
    assert.match(readFileSync(join(out, names[1] ?? ''), 'utf8'), /role\/Reader/)
  })

  await t.test('without logs there is nothing, and the exit code says so', async () => {
    const { code } = await sparekey(['history', KEY, '--endpoint', endpoint, '--profile', ACCOUNT])
    assert.equal(code, 3)
  })
})

function records(): readonly object[] {
  const base = {
    eventSource: 'kms.amazonaws.com',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'Terraform/1.9',
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/deployer` },
  }
  const created = {
    ...base,
    eventID: '11111111-0000-4000-8000-000000000000',
    eventTime: '2021-03-01T10:00:00Z',
    eventName: 'CreateKey',
    requestParameters: {},
    responseElements: { keyMetadata: { AWSAccountId: ACCOUNT, keyId: KEY_ID, arn: KEY } },
  }
  const AWS = [`arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:role/Reader`]
  const statement = { Effect: 'Allow', Principal: { AWS }, Action: 'kms:Decrypt', Resource: '*' }
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  const put = {
    ...base,
    eventID: '22222222-0000-4000-8000-000000000000',
    eventTime: '2021-06-01T10:00:00Z',
    eventName: 'PutKeyPolicy',
    requestParameters: { keyId: KEY, policyName: 'default', policy },
    responseElements: null,
  }
  return [created, put]
}
