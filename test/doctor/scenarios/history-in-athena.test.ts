// The article's last step: Athena over the logs of a trail, with a table that makes itself, when
// the event history has forgotten what the key policy was.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { CloudTrailClient, StartLoggingCommand } from '@aws-sdk/client-cloudtrail'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import {
  applyRecovery,
  diagnose,
  history,
  planRecovery,
  renderHistoryText,
  renderProposalText,
  type Connection,
  type History,
  type Proposal,
  type Reach,
} from '../../../src/doctor/index.ts'
import { advance } from '../../fixtures/clock.ts'
import { ACCOUNT, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { createTrail, startTrailWorld } from '../../operations/cloudtrail/fixture.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
  putKeyPolicy,
  roleArn,
  userArn,
} from './locked-key.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
let admin: Credentials
let key: string

const good = keyPolicy(accountStatement, administratorStatement('Administrator'))
const locked = keyPolicy(administratorStatement('Administrator'))
const TABLE = 'default.cloudtrail_logs_logs'

before(async () => {
  world = await startTrailWorld()
  await world.client(S3Client).send(new CreateBucketCommand({ Bucket: 'results' }))
  const Action = ['s3:*', 'athena:*', 'glue:*', 'cloudtrail:*', 'sts:AssumeRole']
  const Statement = [...administrator.Statement, { Effect: 'Allow', Action, Resource: '*' }]
  admin = await world.user('admin', { ...administrator, Statement })
  await createRole(world, 'Administrator', { AWS: [userArn('admin')] })
  await createTrail(world, 'all')
  await world.client(CloudTrailClient).send(new StartLoggingCommand({ Name: 'all' }))
  key = await createKey(world, good)
  await advance(world, '2d')
  await putKeyPolicy(world, key, locked)
  await advance(world, '91d')
})
after(() => world.close())

const connectAs = (credentials: Credentials): Connection =>
  connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })
const output = 's3://results/'
const agrees = () => Promise.resolve(true)

const ask = (reach: Reach, about = key, credentials = admin): Promise<History> =>
  history(connectAs(credentials), { key: about, reach })

const versionsIn = ({ entries }: History): readonly string[] =>
  entries.flatMap((entry) => (entry.kind === 'version' ? [entry.eventName] : []))

test('without a table, and nobody to agree, the command that makes one is told', async () => {
  const found = await ask({})
  assert.deepEqual(versionsIn(found), [])
  assert.deepEqual(found.searched.at(-1)?.outcome, 'noTable')
  assert.match(renderHistoryText(found, { lang: 'en' }), /--create-table/)
})

test('the table is shown and made, the cost is told, and both versions are found', async () => {
  const proposals: Proposal[] = []
  const agreeing = (proposal: Proposal) => {
    proposals.push(proposal)
    return Promise.resolve(true)
  }
  const found = await ask({ createTable: true, output, agrees: agreeing })
  assert.deepEqual(versionsIn(found), ['CreateKey', 'PutKeyPolicy'])
  assert.deepEqual(found.gaps, [])
  const searched = found.searched.at(-1)
  assert.deepEqual([searched?.source, searched?.place, searched?.events], ['athena', TABLE, 2])
  const [table, query] = proposals
  assert.ok(table?.kind === 'createTable' && query?.kind === 'query')
  assert.match(table.statement, /'projection\.region\.values'='us-east-1'/)
  assert.equal(query.scan.bound, 'exactly')
  assert.equal(query.scan.bytes, searched?.scannedBytes, 'what was told is what was read')
  assert.match(renderProposalText(query, { lang: 'en' }), /The query reads [\d.]+ [KM]B in \d+ obj/)
})

test('the table is found the next time, and only asked when somebody agrees', async () => {
  const found = await ask({ output, agrees })
  assert.deepEqual(versionsIn(found), ['CreateKey', 'PutKeyPolicy'])
  assert.equal(found.searched.at(-1)?.place, TABLE)
  const asked = await ask({ output })
  assert.equal(asked.searched.at(-1)?.outcome, 'notAgreed')
  assert.match(renderHistoryText(asked, { lang: 'en' }), /--table default\.cloudtrail_logs_logs/)
})

test('days narrow what a query reads', async () => {
  const scans: number[] = []
  const counting = (proposal: Proposal) => {
    if (proposal.kind === 'query') scans.push(proposal.scan.objects)
    return Promise.resolve(true)
  }
  const whole = await ask({ table: TABLE, output, agrees: counting })
  const put = whole.entries.at(-1)
  assert.ok(put)
  const { eventTime: time } = put
  const one = await ask({ table: TABLE, output, agrees: counting, since: time, until: time })
  assert.deepEqual(versionsIn(one), ['PutKeyPolicy'])
  assert.deepEqual(one.gaps, [{ from: null, to: time, because: 'notInLogs' }])
  const [all = 0, few = 0] = scans
  assert.ok(few > 0 && few < all, `${few} of ${all} objects`)
})

test('no output location, no such table, no permission: each is told as AWS says it', async () => {
  const without = await ask({ agrees })
  assert.match(renderHistoryText(without, { lang: 'en' }), /--output s3:\/\/BUCKET\/PREFIX/)
  const missing = await ask({ table: 'default.nothing', agrees, output })
  assert.equal(missing.searched.at(-1)?.outcome, 'noTable')
  const watcher = await world.user('watcher', administrator)
  const refused = await ask({ table: TABLE, agrees, output }, key, watcher)
  const { outcome, permission } = refused.searched.at(-1) ?? {}
  assert.deepEqual([outcome, permission], ['refused', 'athena:GetTableMetadata'])
})

test('an interrupted query is cancelled', async () => {
  const interruption = new AbortController()
  const { signal } = interruption
  const tell: Reach['tell'] = (step) => {
    if (step.step === 'querying') interruption.abort()
  }
  await assert.rejects(ask({ table: TABLE, output, agrees, signal, tell }), /interrupted/)
})

test('logs of years ago that are put in the bucket are found through the table', async () => {
  const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab'
  const old = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KeyId}`
  const record = {
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', arn: userArn('deployer') },
    eventSource: 'kms.amazonaws.com',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'Terraform/1.9',
  }
  const created = {
    ...record,
    ...{ eventID: '1', eventTime: '2022-03-01T10:00:00Z', eventName: 'CreateKey' },
    requestParameters: {},
    responseElements: { keyMetadata: { aWSAccountId: ACCOUNT, keyId: KeyId, arn: old } },
  }
  const denied = {
    ...record,
    ...{ eventID: '2', eventTime: '2022-03-01T10:00:01Z', eventName: 'PutKeyPolicy' },
    errorCode: 'AccessDenied',
    errorMessage: `not authorized to perform: kms:PutKeyPolicy on resource: ${old} because`,
    requestParameters: null,
    responseElements: null,
  }
  const put = {
    ...record,
    ...{ eventID: '3', eventTime: '2022-03-01T10:00:01Z', eventName: 'PutKeyPolicy' },
    requestParameters: { keyId: KeyId, policyName: 'default', policy: JSON.stringify(locked) },
    responseElements: null,
  }
  await world.client(S3Client).send(
    new PutObjectCommand({
      Bucket: 'logs',
      Key: `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2022/03/01/old.json.gz`,
      Body: gzipSync(JSON.stringify({ Records: [created, denied, put] })),
    }),
  )
  const reach = { createTable: true, table: 'audit.years', since: '2022-01-01T00:00:00Z' }
  const found = await ask({ ...reach, output, agrees }, old)
  assert.deepEqual(
    found.entries.map(({ eventId, kind }) => `${eventId} ${kind}`),
    ['1 version', '2 attempt', '3 version'],
  )
  const [first] = found.entries
  assert.ok(first?.kind === 'version')
  assert.match(JSON.stringify(first.policy), /Enable IAM User Permissions/)
  assert.equal(first.userAgent, 'Terraform/1.9')
})

test('the doctor names the role by the policy found, and recover gives access back', async () => {
  const reach = { table: TABLE, output, agrees }
  const [reading] = await diagnose(connectAs(admin), { key, lang: 'en', reach })
  assert.equal(reading?.keyPolicy.source, 'rebuilt')
  assert.deepEqual(reading.causes, ['key-policy/no-account-statement'])
  assert.deepEqual(reading.remedies[0]?.by, [roleArn('Administrator')])
  const plan = await planRecovery(connectAs(admin), { key, as: 'Administrator', reach })
  assert.ok(plan.command.includes('--table'))
  const recovery = await applyRecovery(connectAs(admin), plan)
  assert.equal(recovery.proved, true)
  const healed = await diagnose(connectAs(admin), { key, lang: 'en' })
  assert.deepEqual(
    healed.map(({ outcome }) => outcome),
    ['allow', 'allow'],
  )
})
