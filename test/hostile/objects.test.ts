// Keys and ranges of S3 as somebody sends them who looks for files of the machine or for more than
// an object has; and SQL that looks for the machine behind Athena.

import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { startBesiegedStack, type BesiegedStack } from '../fixtures/besieged-stack.ts'
import { jsonCall, type Unsigned, type WireAnswer } from '../fixtures/wire-request.ts'

const CONTENT = 'wages of may'
let stack: BesiegedStack
before(async () => {
  stack = await startBesiegedStack()
  const s3 = stack.client(S3Client)
  await s3.send(new CreateBucketCommand({ Bucket: 'payroll' }))
  await s3.send(new PutObjectCommand({ Bucket: 'payroll', Key: 'may', Body: CONTENT }))
})
after(() => stack.close())

const s3 = (method: string, path: string, more: Partial<Unsigned> = {}): Promise<WireAnswer> =>
  stack.ask({ service: 's3', method, path, ...more })

test('a key is a name and no path: what is put there is there, and nowhere else', async () => {
  const outside = join(stack.data, '..', 'sparekey-escaped')
  for (const key of [
    '..',
    '../../sparekey-escaped',
    '%2e%2e%2f%2e%2e%2fsparekey-escaped',
    '..%2F..%2Fsparekey-escaped',
    '..%5c..%5csparekey-escaped',
    '%252e%252e%252fsparekey-escaped',
    './may',
    '//may',
    'may/',
    'may%2F..',
    '%FF%FE',
    '%00',
    'may%00.txt',
    '%E2%80%AE',
    'a'.repeat(1024),
    'a'.repeat(1025),
    '%F0%9F%94%91'.repeat(256),
    `${'a/'.repeat(512)}`,
    'C:%5Cwindows',
    'file:%2F%2F%2Fetc%2Fpasswd',
  ]) {
    const path = `/payroll/${key}`
    const put = await s3('PUT', path, { body: 'other' })
    assert.ok(put.status < 500, `${key.slice(0, 40)}: ${put.text}`)
    if (put.status === 200) assert.equal((await s3('GET', path)).text, 'other', key.slice(0, 40))
    else assert.ok(put.code, put.text)
    assert.equal((await s3('GET', '/payroll/may')).text, CONTENT)
    assert.ok(!existsSync(outside))
  }
  assert.ok(readdirSync(stack.data).every((name) => !name.includes('escaped')))
})

test('a bucket is a name of S3’s, whatever else is asked for', async () => {
  for (const bucket of ['..', '.', '%2e%2e', 'a', 'A-B-C', '-a-', 'a..b', '127.0.0.1', 'xn--a-b']) {
    const { status, text } = await s3('PUT', `/${bucket}`)
    assert.ok(status >= 400 && status < 500, `${bucket}: ${status} ${text}`)
  }
})

test('a range gives what an object has, or 416, or all of it', async (t) => {
  const get = (range: string) => s3('GET', '/payroll/may', { headers: { range } })
  const parts: Readonly<Record<string, string>> = {
    'bytes=0-0': 'w',
    'bytes=0-99999999999999999999': CONTENT,
    'bytes=-3': 'may',
    'bytes=9-': 'may',
    [`bytes=-${'9'.repeat(400)}`]: CONTENT,
  }
  for (const [range, part] of Object.entries(parts)) {
    const { status, text } = await get(range)
    assert.ok(status === 206 || text === CONTENT, `${range}: ${status} ${text}`)
    assert.equal(text, part, range)
  }
  const siege = await stack.besiege(async () => {
    for (const range of [
      ...['bytes=12-', 'bytes=99999999999999999999-', 'bytes=-0', `bytes=${'9'.repeat(400)}-`],
      ...['bytes=5-2', 'bytes=a-b', 'bytes=', 'bytes', 'lines=1-2', 'bytes=--1', 'bytes=0x0-0x1'],
      ...['bytes=1e0-2e0', 'bytes=0-0,1-1', 'bytes=-', 'bytes=NaN-'],
      `bytes=${'0-,'.repeat(4000)}0-`,
      `bytes=${Array.from({ length: 2000 }, (_, i) => `${i}-${i + 5}`).join()}`,
    ]) {
      const { status, text } = await get(range)
      assert.ok(status === 416 || status === 400 || (status === 200 && text === CONTENT), range)
    }
  })
  t.diagnostic(JSON.stringify(siege))
})

const athena = (operation: string, input: object): Promise<WireAnswer> =>
  stack.ask(jsonCall('athena', `AmazonAthena.${operation}`, JSON.stringify(input)))

/** Refused at once, or a query that has failed. */
async function assertNoWay(QueryString: string): Promise<void> {
  const ResultConfiguration = { OutputLocation: 's3://payroll/out/' }
  const started = await athena('StartQueryExecution', { QueryString, ResultConfiguration })
  if (started.status === 400) return
  assert.equal(started.status, 200, started.text)
  const { QueryExecutionId } = JSON.parse(started.text) as { QueryExecutionId: string }
  for (;;) {
    const { text } = await athena('GetQueryExecution', { QueryExecutionId })
    if (/"State":"FAILED"/.test(text)) return
    assert.match(text, /"State":"(QUEUED|RUNNING)"/, QueryString)
    await setTimeout(10)
  }
}

const MACHINE = [
  "COPY (SELECT 1) TO '/tmp/sparekey-escaped'",
  "COPY t FROM '/etc/passwd'",
  "ATTACH '/tmp/sparekey-escaped.db'",
  'DETACH memory',
  'INSTALL httpfs',
  'LOAD httpfs',
  "LOAD '/tmp/x.duckdb_extension'",
  'PRAGMA database_list',
  'PRAGMA enable_external_access',
  'SET enable_external_access = true',
  "SET allowed_directories = ['/']",
  'RESET ALL',
  'CALL pragma_version()',
  "EXPORT DATABASE '/tmp/sparekey-escaped'",
  "IMPORT DATABASE '/tmp'",
  'CREATE SECRET (TYPE s3)',
  'CHECKPOINT',
  'VACUUM',
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM read_parquet('https://example.com/a')",
  "SELECT * FROM read_json('s3://payroll/may')",
  "SELECT * FROM read_blob('/proc/self/environ')",
  "SELECT * FROM sniff_csv('/etc/passwd')",
  "SELECT * FROM '/etc/passwd'",
  'SELECT * FROM "/proc/self/environ"',
  'SELECT * FROM "file:///etc/passwd"',
  'SELECT * FROM duckdb_secrets()',
  'SELECT * FROM duckdb_functions()',
  'SELECT * FROM pragma_database_list()',
  "SELECT getenv('HOME')",
  "SELECT current_setting('home_directory')",
  "SELECT query('SELECT 1')",
  "SELECT * FROM query_table('x')",
  "SELECT 1; COPY (SELECT 1) TO '/tmp/sparekey-escaped'",
  'SELECT 1 /* */; INSTALL httpfs',
  "WITH a AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM a",
  "SELECT (SELECT content FROM read_text('/etc/passwd'))",
  "SELECT * FROM (VALUES (1)) t(a) WHERE a IN (SELECT 1 FROM glob('/*'))",
  "UNLOAD (SELECT 1) TO '/tmp/sparekey-escaped' WITH (format='JSON')",
  "CREATE EXTERNAL TABLE t (a string) LOCATION 'file:///etc/'",
  "CREATE EXTERNAL TABLE t (a string) LOCATION 's3://../../etc/'",
  "CREATE TABLE t WITH (external_location='/tmp/x/') AS SELECT 1 AS a",
]

test('no statement reaches files, the network or settings of the machine', async (t) => {
  const siege = await stack.besiege(async () => {
    for (const statement of MACHINE) await assertNoWay(statement)
  })
  assert.ok(!existsSync('/tmp/sparekey-escaped') && !existsSync('/tmp/sparekey-escaped.db'))
  t.diagnostic(`${MACHINE.length} statements: ${JSON.stringify(siege)}`)
})
