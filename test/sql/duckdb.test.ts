import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DuckDbEngine } from '../../src/sql/engine/duckdb-engine.ts'
import type { QueryEngine, StorageFormat } from '../../src/sql/types.ts'
import { engineConformance } from './conformance.ts'
import { requestOf, rowsOf } from './query.ts'
import { logFile, sourceOf, tableOf, trailTable } from './tables.ts'

const directory = mkdtempSync(join(tmpdir(), 'sparekey-sql-'))
const engine = new DuckDbEngine({ scratchDirectory: directory, threads: 2 })
after(async () => {
  await engine.close()
  rmSync(directory, { recursive: true })
})

engineConformance('DuckDB', (): QueryEngine => engine)

const trail = trailTable([
  logFile(directory, 'a.json.gz', [
    { eventID: 'e1' },
    { eventID: 'e2', eventName: 'GetKeyPolicy', readOnly: true },
  ]),
  logFile(directory, 'tokyo.json', [
    { eventID: 'e3', awsRegion: 'ap-northeast-1', errorCode: 'AccessDenied', resources: undefined },
  ]),
])

test('log files are rows, whatever is compressed', async () => {
  const rows = await rowsOf(engine, 'SELECT eventID, readonly FROM trail ORDER BY 1', [trail])
  assert.deepEqual(rows, [
    ['e1', 'false'],
    ['e2', 'true'],
    ['e3', 'false'],
  ])
})

test('an object that is declared as text is its JSON', async () => {
  const sql =
    "SELECT json_extract_scalar(requestParameters, '$.policyName') FROM trail WHERE eventid = 'e1'"
  assert.deepEqual(await rowsOf(engine, sql, [trail]), [['default']])
})

test('fields are reached through rows, lists and views', async () => {
  const fields = 'userIdentity.sessionContext.attributes.mfaAuthenticated, resources[1].arn'
  const sql =
    `SELECT ${fields} FROM (SELECT * FROM trail) v WHERE eventid = 'e2' AND ` +
    `useridentity.username = 'alice'`
  const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd'
  assert.deepEqual(await rowsOf(engine, sql, [trail]), [['true', arn]])
})

test('a row that is selected whole shows every field', async () => {
  const [[row]] = (await rowsOf(engine, "SELECT useridentity FROM trail WHERE eventid = 'e1'", [
    trail,
  ])) as [[string]]
  assert.equal(
    row,
    '{type=IAMUser, principalid=null, arn=arn:aws:iam::111122223333:user/alice, ' +
      'accountid=111122223333, username=alice, ' +
      'sessioncontext={attributes={mfaauthenticated=true, ' +
      'creationdate=2026-11-23T00:00:00Z}}}',
  )
})

test('a list of rows is unnested as AWS writes it', async () => {
  const sql =
    'SELECT u.entry.accountid FROM trail t CROSS JOIN UNNEST(t.resources) u (entry) ORDER BY 1'
  assert.deepEqual(await rowsOf(engine, sql, [trail]), [['111122223333'], ['111122223333']])
})

test('partition keys and the path are columns', async () => {
  const sql = 'SELECT eventid, region, "$path" FROM trail WHERE region = \'ap-northeast-1\''
  assert.deepEqual(await rowsOf(engine, sql, [trail]), [
    ['e3', 'ap-northeast-1', 's3://bucket/tokyo.json'],
  ])
})

test('a view is expanded, and parameters take their places', async () => {
  const view = {
    ...trail.definition,
    name: 'denied',
    kind: 'VIRTUAL_VIEW',
    viewText: 'SELECT eventid AS id, errorcode FROM trail WHERE errorcode IS NOT NULL',
  } as const
  const sql = 'SELECT id FROM denied WHERE errorcode = ?'
  const rows = await rowsOf(engine, sql, [trail], { views: [view], parameters: ["'AccessDenied'"] })
  assert.deepEqual(rows, [['e3']])
})

test('labels and types of a result are Athena’s', async () => {
  const { columns, rows } = await engine.run(
    requestOf('SELECT eventName, count(*), 1.5 AS x FROM trail GROUP BY 1', { tables: [trail] }),
  )
  for await (const batch of rows) assert.ok(batch.length > 0)
  assert.deepEqual(
    columns.map(({ label, type }) => [label, type]),
    [
      ['eventName', 'varchar'],
      ['_col1', 'bigint'],
      ['x', 'decimal'],
    ],
  )
})

const format = (
  serde: string,
  serdeProperties: StorageFormat['serdeProperties'] = {},
): StorageFormat => ({ serde, serdeProperties, inputFormat: '', outputFormat: '' })
const columns = { id: { kind: 'bigint' }, name: { kind: 'string' } } as const

test('JSON lines are read by names of any case', async () => {
  const source = sourceOf(directory, 'lines.json', '{"ID":1,"Name":"a"}\n{"id":2,"name":{"x":1}}\n')
  const table = tableOf('lines', format('org.openx.data.jsonserde.JsonSerDe'), columns, [source])
  assert.deepEqual(await rowsOf(engine, 'SELECT * FROM lines ORDER BY id', [table]), [
    ['1', 'a', 'us-east-1'],
    ['2', '{"x":1}', 'us-east-1'],
  ])
})

test('delimited text has no quotes, CSV has', async () => {
  const lazy = format('org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe', { 'field.delim': ',' })
  const plain = tableOf(
    'plain',
    lazy,
    columns,
    [sourceOf(directory, 'plain.csv', 'id,name\n1,"a"\nx,\\N\n')],
    { 'skip.header.line.count': '1' },
  )
  assert.deepEqual(await rowsOf(engine, 'SELECT id, name FROM plain ORDER BY 1', [plain]), [
    ['1', '"a"'],
    [null, null],
  ])
  const open = format('org.apache.hadoop.hive.serde2.OpenCSVSerde')
  const quoted = tableOf('quoted', open, columns, [
    sourceOf(directory, 'quoted.csv', '1,"a,b"\n2,\n'),
  ])
  assert.deepEqual(await rowsOf(engine, 'SELECT id, name FROM quoted ORDER BY 1', [quoted]), [
    ['1', 'a,b'],
    ['2', ''],
  ])
})

test('nothing of the machine can be named', async () => {
  for (const sql of [
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM '/etc/hostname'",
    "SELECT getenv('HOME')",
    'SELECT * FROM duckdb_settings()',
    "SELECT current_setting('threads')",
    'SELECT * FROM sqlite_master',
  ]) {
    await assert.rejects(rowsOf(engine, sql), { name: 'SqlError' }, sql)
  }
})

test('a column that is not there is named with its place', async () => {
  await assert.rejects(rowsOf(engine, 'SELECT eventid,\n  nothing FROM trail', [trail]), {
    message:
      "COLUMN_NOT_FOUND: line 2:3: Column 'nothing' cannot be resolved or requester " +
      'is not authorized to access requested resources',
  })
  await assert.rejects(rowsOf(engine, 'SELECT 1 FROM nowhere'), {
    message: "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.default.nowhere' does not exist",
  })
  await assert.rejects(rowsOf(engine, 'SELECT eventid, count(*) FROM trail', [trail]), {
    message:
      "EXPRESSION_NOT_AGGREGATE: line 1:8: 'eventid' must be an aggregate expression " +
      'or appear in GROUP BY clause',
  })
})

test('what is no log file fails its query', async () => {
  const broken = trailTable([sourceOf(directory, 'broken.json', '{"Records":[')])
  await assert.rejects(rowsOf(engine, 'SELECT eventid FROM trail', [broken]), {
    code: 'HIVE_CURSOR_ERROR',
  })
})

const ENDLESS =
  'SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(x), UNNEST(sequence(1, ' +
  '10000)) b(y), UNNEST(sequence(1, 10000)) c(z) WHERE (x + y + z) % 7 = 3'

test('a query ends with its time', async () => {
  const limits = { ...requestOf('').limits, elapsedMsMax: 700 }
  await assert.rejects(rowsOf(engine, ENDLESS, [], { limits }), { code: 'EXCEEDED_TIME_LIMIT' })
  assert.deepEqual(await rowsOf(engine, 'SELECT 1'), [['1']])
})

test('a query ends when it is cancelled', async () => {
  const cancelled = new AbortController()
  const rows = rowsOf(engine, ENDLESS, [], { signal: cancelled.signal })
  setTimeout(() => cancelled.abort(new Error('stopped')), 300)
  await assert.rejects(rows, { message: 'stopped' })
  assert.deepEqual(await rowsOf(engine, 'SELECT 1'), [['1']])
})

test('more rows than the limit are refused', async () => {
  const limits = { ...requestOf('').limits, resultRowsMax: 10 }
  await assert.rejects(
    rowsOf(engine, 'SELECT x FROM UNNEST(sequence(1, 11)) a(x)', [], { limits }),
    { code: 'EXCEEDED_RESULT_LIMIT' },
  )
})

test('SIGKILL of the engine fails one query and nothing else', async () => {
  const running = rowsOf(engine, ENDLESS)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const [busy] = engine.pool.processes
  assert.ok(busy?.pid)
  process.kill(busy.pid, 'SIGKILL')
  await assert.rejects(running, { code: 'GENERIC_INTERNAL_ERROR' })
  assert.deepEqual(await rowsOf(engine, 'SELECT 1'), [['1']])
})

test('an object that lies sealed is opened for its query only', async () => {
  const sealed = { ...logFile(directory, 'sealed.json.gz', [{ eventID: 'e9' }]) }
  const bytes = await import('node:fs/promises').then(({ readFile }) =>
    readFile(join(directory, 'sealed.json.gz')),
  )
  const table = trailTable([{ ...sealed, content: { read: () => Promise.resolve(bytes) } }])
  assert.deepEqual(await rowsOf(engine, 'SELECT eventid FROM trail', [table]), [['e9']])
  assert.deepEqual(
    readdirSync(directory).filter((name) => name.startsWith('query-')),
    [],
  )
})

test('a file that was not handed over is not read, though it lies beside', async () => {
  writeFileSync(join(directory, 'secret.json'), '{"Records":[]}')
  await assert.rejects(rowsOf(engine, `SELECT * FROM "${join(directory, 'secret.json')}"`), {
    code: 'TABLE_NOT_FOUND',
  })
})
