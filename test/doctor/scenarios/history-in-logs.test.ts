// The history of a key policy beyond what the event history keeps: log files, in a bucket of the
// stack's and in a folder.

import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { StartLoggingCommand, CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import {
  diagnose,
  history,
  keepVersions,
  renderHistoryText,
  renderPolicyAtText,
  versionAt,
  type Connection,
  type History,
  type Reach,
} from '../../../src/doctor/index.ts'
import { advance } from '../../fixtures/clock.ts'
import { ACCOUNT, allow, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { createTrail, startTrailWorld } from '../../operations/cloudtrail/fixture.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
  putKeyPolicy,
  userArn,
} from './locked-key.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
let admin: Credentials
let key: string
let folder: string

const good = keyPolicy(accountStatement, administratorStatement('Administrator'))
const locked = keyPolicy(administratorStatement('Administrator'))

before(async () => {
  world = await startTrailWorld()
  const reads = {
    Effect: 'Allow',
    Action: ['s3:Get*', 's3:List*', 'cloudtrail:*', 'athena:*', 'glue:Get*'],
    Resource: '*',
  }
  const Statement = [...administrator.Statement, reads]
  admin = await world.user('admin', { ...administrator, Statement })
  await createRole(world, 'Administrator', { AWS: [userArn('admin')] })
  await createTrail(world, 'all')
  await world.client(CloudTrailClient).send(new StartLoggingCommand({ Name: 'all' }))
  key = await createKey(world, good)
  await advance(world, '2d')
  await putKeyPolicy(world, key, locked)
  await advance(world, '91d')
  folder = await mkdtemp(join(tmpdir(), 'sparekey-logs-'))
})
after(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const connectAs = (credentials: Credentials): Connection =>
  connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })
const ask = (reach: Reach = {}, credentials = admin): Promise<History> =>
  history(connectAs(credentials), { key, reach })

const versionsIn = ({ entries }: History): readonly string[] =>
  entries.flatMap((entry) => (entry.kind === 'version' ? [entry.eventName] : []))

test('the event history has forgotten, and the trail that remembers is named', async () => {
  const found = await ask()
  assert.deepEqual(found.entries, [])
  assert.deepEqual(found.gaps, [{ from: null, to: null, because: 'retention' }])
  assert.deepEqual(found.delivered?.logs, 's3://logs/AWSLogs/')
  assert.match(renderHistoryText(found, { lang: 'en' }), /--create-table/)
})

test('the log files in the bucket tell both versions, and who gained and lost what', async () => {
  const found = await ask({ logs: 's3://logs' })
  assert.deepEqual(versionsIn(found), ['CreateKey', 'PutKeyPolicy'])
  assert.deepEqual(found.gaps, [])
  const [, put] = found.entries
  assert.ok(put?.kind === 'version')
  assert.equal(put.bypassed, true)
  const root = `arn:aws:iam::${ACCOUNT}:root`
  assert.deepEqual(put.access, [{ principal: root, gains: [], loses: ['kms:*'], changes: [] }])
  const searched = found.searched.at(-1)
  assert.deepEqual(
    [searched?.source, searched?.outcome, searched?.events],
    ['logFiles', 'searched', 2],
  )
  for (const lang of ['en', 'ja'] as const) {
    const text = renderHistoryText(found, { lang })
    assert.match(text, lang === 'en' ? /loses kms:\*/ : /使えなくなるもの: kms:\*/)
  }
})

test('the policy in force at a time is the last one before it', async () => {
  const found = await ask({ logs: 's3://logs/AWSLogs/' })
  const [created, put] = found.entries
  assert.ok(created && put)
  assert.equal(versionAt(found, put.eventTime)?.eventId, put.eventId)
  assert.equal(versionAt(found, created.eventTime)?.eventId, created.eventId)
  assert.equal(versionAt(found, '2000-01-01T00:00:00Z'), undefined)
  const text = renderPolicyAtText(found, created.eventTime, { lang: 'en' })
  assert.match(text, /by CreateKey/)
  assert.match(text, /"Sid": "Enable IAM User Permissions"/)
})

test('what lies before `since` is not looked for, and the gap is told', async () => {
  const all = await ask({ logs: 's3://logs' })
  const [created, put] = all.entries
  assert.ok(created && put)
  const files: number[] = []
  const tell: Reach['tell'] = (step) => 'files' in step && files.push(step.files)
  const found = await ask({ logs: 's3://logs', since: put.eventTime, tell })
  assert.deepEqual(versionsIn(found), ['PutKeyPolicy'])
  assert.deepEqual(found.gaps, [{ from: null, to: put.eventTime, because: 'notInLogs' }])
  const whole = all.searched.at(-1)?.files ?? 0
  assert.ok((found.searched.at(-1)?.files ?? 0) < whole, 'earlier days are not read')
  assert.ok(files.length > 0)
})

test('every version becomes a file', async () => {
  const kept = await keepVersions(await ask({ logs: 's3://logs' }), join(folder, 'versions'))
  const policies = await Promise.all(
    kept.entries.map(async (entry) => {
      assert.ok(entry.kind === 'version' && entry.file !== undefined)
      return JSON.parse(await readFile(entry.file, 'utf8')) as unknown
    }),
  )
  assert.deepEqual(policies, [good, locked])
})

test('who may not read the bucket is told so, with the permission', async () => {
  const watcher = await world.user('watcher', administrator)
  const found = await ask({ logs: 's3://logs' }, watcher)
  const searched = found.searched.at(-1)
  assert.deepEqual([searched?.outcome, searched?.permission], ['refused', 's3:ListBucket'])
  assert.match(
    renderHistoryText(found, { lang: 'en' }),
    /not authorized to\s+perform: s3:ListBucket/,
  )
})

test('who may not ask the event history reads the log files all the same', async () => {
  const auditor = await world.user('auditor', allow(['s3:Get*', 's3:List*']))
  const found = await ask({ logs: 's3://logs' }, auditor)
  assert.deepEqual(versionsIn(found), ['CreateKey', 'PutKeyPolicy'])
  const [history] = found.searched
  assert.deepEqual([history?.outcome, history?.permission], ['refused', 'cloudtrail:LookupEvents'])
  await assert.rejects(ask({}, auditor), /not authorized to perform: cloudtrail:LookupEvents/)
})

test('an interrupted search ends', async () => {
  const interruption = new AbortController()
  const tell = () => interruption.abort()
  await assert.rejects(ask({ logs: 's3://logs', signal: interruption.signal, tell }), /interrupted/)
})

test('the doctor finds the last known policy in the logs, and its remedy works', async () => {
  const options = { key, lang: 'en', reach: { logs: 's3://logs' } } as const
  const [reading] = await diagnose(connectAs(admin), options)
  assert.equal(reading?.keyPolicy.source, 'rebuilt')
  assert.equal(reading.keyPolicy.eventName, 'PutKeyPolicy')
  assert.deepEqual(reading.remedies[0]?.by, [`arn:aws:iam::${ACCOUNT}:role/Administrator`])
  const [without] = await diagnose(connectAs(admin), { key, lang: 'en' })
  assert.equal(without?.keyPolicy.source, 'none')
  assert.equal(without.keyPolicy.delivered?.logs, 's3://logs/AWSLogs/')
})

/** As the logs of the years before have it. */
const record = (eventID: string, eventTime: string, more: object): object => ({
  eventVersion: '1.05',
  userIdentity: { type: 'IAMUser', arn: userArn('deployer'), accountId: ACCOUNT },
  ...{ eventID, eventTime, eventSource: 'kms.amazonaws.com', awsRegion: 'us-east-1' },
  ...{ sourceIPAddress: '203.0.113.9', userAgent: 'Terraform/1.9' },
  ...more,
})

test('a folder of log files tells years, each event once, and denied attempts', async () => {
  const policyName = 'default'
  const put = (policy: object) => ({
    eventName: 'PutKeyPolicy',
    requestParameters: { keyId: key, policyName, policy: JSON.stringify(policy) },
    responseElements: null,
    resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: key }],
  })
  const created = {
    eventName: 'CreateKey',
    requestParameters: { description: '' },
    responseElements: {
      keyMetadata: { aWSAccountId: ACCOUNT, keyId: key.split('/')[1], arn: key },
    },
  }
  const denied = {
    eventName: 'PutKeyPolicy',
    errorCode: 'AccessDenied',
    errorMessage: `x is not authorized to perform: kms:PutKeyPolicy on resource: ${key} because`,
    requestParameters: null,
    responseElements: null,
  }
  const files = {
    'us-east-1/2021/03/01/a.json.gz': [record('1', '2021-03-01T00:00:00Z', created)],
    'us-east-1/2022/04/02/b.json.gz': [record('2', '2022-04-02T00:00:00Z', put(good))],
    'us-east-1/2023/05/03/c.json.gz': [
      record('3', '2023-05-03T00:00:00Z', denied),
      record('4', '2023-05-03T00:00:01Z', put(locked)),
    ],
    'us-east-1/2023/05/03/d.json.gz': [record('2', '2022-04-02T00:00:00Z', put(good))],
    'eu-west-1/2023/05/03/e.json.gz': [record('5', '2023-05-03T00:00:02Z', put(good))],
  }
  for (const [path, Records] of Object.entries(files)) {
    const file = join(folder, 'AWSLogs', ACCOUNT, 'CloudTrail', path)
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(file, gzipSync(JSON.stringify({ Records })))
  }
  const found = await ask({ logs: folder, since: '2020-01-01T00:00:00Z' })
  assert.deepEqual(
    found.entries.map(({ eventId, kind }) => `${eventId} ${kind}`),
    ['1 version', '2 version', '3 attempt', '4 version'],
  )
  const [first] = found.entries
  assert.ok(first?.kind === 'version')
  assert.equal(first.userAgent, 'Terraform/1.9')
  assert.match(JSON.stringify(first.policy), /Enable IAM User Permissions/, 'the default policy')
  assert.deepEqual(found.gaps, [])
  await writeFile(join(folder, 'broken.json'), key)
  const partly = (await ask({ logs: folder, since: '2020-01-01T00:00:00Z' })).searched.at(-1)
  assert.deepEqual([partly?.outcome, partly?.events], ['partly', 5])
})

test('what is neither a folder nor a place in S3 is refused', async () => {
  await assert.rejects(ask({ logs: join(folder, 'nowhere') }), /neither a folder nor a place in S3/)
})
