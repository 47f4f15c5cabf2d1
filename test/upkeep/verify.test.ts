// `sparekey verify`: nothing is wrong with what a stack has written, and everything that somebody
// else has changed is found.

import {
  CreateTrailCommand,
  CloudTrailClient,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  IAMClient,
} from '@aws-sdk/client-iam'
import {
  CreateGrantCommand,
  CreateKeyCommand,
  PutKeyPolicyCommand,
  ReplicateKeyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import assert from 'node:assert/strict'
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { before, test, type TestContext } from 'node:test'
import { fileAlone } from '../../src/server/root-key/root-key-source.ts'
import { openSealer } from '../../src/server/upkeep/open-sealer.ts'
import { verifyDirectory } from '../../src/server/upkeep/verify/verify.ts'
import { english } from '../../src/server/upkeep/verify/words/en.ts'
import { scratch, serveStack, sparekey, stop, type Stack } from '../cli/sparekey.ts'
import { clientsOf, fill, type Clients } from './kept-stack.ts'

const ROOT = 'arn:aws:iam::111122223333:root'
const ALICE = 'arn:aws:iam::111122223333:user/alice'

/** A directory with something of everything, made once and copied for every test. */
let made: string
let keyId: string

before(async (t) => {
  const stack = await serveStack(t as TestContext, [
    ...['--insecure-allow-clock', '--trail-interval', '1s'],
  ])
  const clients = await clientsOf(stack)
  ;({ keyId } = await fill(clients))
  await addPeople(clients, stack)
  await addKeys(clients)
  await addObjects(clients)
  await addTrail(clients, stack)
  // While it runs, too.
  assert.deepEqual(await problemsOf(stack.data), [])
  await stop(stack.child)
  made = stack.data
})

async function addPeople({ kms }: Clients, { endpoint }: Stack): Promise<void> {
  const credentials = await kms.config.credentials()
  const iam = new IAMClient({ endpoint, region: 'us-east-1', credentials })
  await iam.send(new CreateUserCommand({ UserName: 'alice' }))
  await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }))
  await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' }))
}

async function addKeys({ kms }: Clients): Promise<void> {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: [ALICE, ROOT] }, Action: 'kms:*', Resource: '*' },
    ],
  })
  await kms.send(new PutKeyPolicyCommand({ KeyId: keyId, Policy }))
  await kms.send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
  await kms.send(
    new CreateGrantCommand({ KeyId: keyId, GranteePrincipal: ALICE, Operations: ['Encrypt'] }),
  )
  const primary = await kms.send(new CreateKeyCommand({ MultiRegion: true }))
  const KeyId = primary.KeyMetadata?.KeyId
  await kms.send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: 'eu-west-1' }))
  const doomed = await kms.send(
    new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
  )
  await kms.send(
    new ScheduleKeyDeletionCommand({ KeyId: doomed.KeyMetadata?.KeyId, PendingWindowInDays: 7 }),
  )
}

async function addObjects({ s3 }: Clients): Promise<void> {
  const sealed = { Bucket: 'kept', Key: 'sealed', Body: Buffer.alloc(100_000, 7) }
  await s3.send(
    new PutObjectCommand({ ...sealed, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyId }),
  )
  const at = { Bucket: 'kept', Key: 'parts' }
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at))
  const Parts: { ETag: string | undefined; PartNumber: number }[] = []
  for (const [PartNumber, size] of [
    [1, 5 * 1024 * 1024],
    [2, 1000],
  ] as const) {
    const part = { ...at, UploadId, PartNumber, Body: Buffer.alloc(size, PartNumber) }
    const { ETag } = await s3.send(new UploadPartCommand(part))
    Parts.push({ ETag, PartNumber })
  }
  await s3.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }))
}

async function addTrail({ s3, kms }: Clients, { endpoint }: Stack): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: 'logs' }))
  const Principal = { Service: 'cloudtrail.amazonaws.com' }
  const Statement = [
    { Effect: 'Allow', Principal, Action: 's3:GetBucketAcl', Resource: 'arn:aws:s3:::logs' },
    { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: 'arn:aws:s3:::logs/*' },
  ]
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'logs', Policy }))
  const credentials = await kms.config.credentials()
  const cloudTrail = new CloudTrailClient({ endpoint, region: 'us-east-1', credentials })
  const trail = { Name: 'all', S3BucketName: 'logs', EnableLogFileValidation: true }
  await cloudTrail.send(new CreateTrailCommand(trail))
  await cloudTrail.send(new StartLoggingCommand({ Name: 'all' }))
  // Two hours of digests, and then the key that is pending deletion is gone.
  for (const advance of ['61m', '61m', '8d']) {
    const body = JSON.stringify({ advance })
    const answer = await fetch(`${endpoint}/_sparekey/clock`, { method: 'POST', body })
    assert.equal(answer.status, 204, await answer.text())
  }
}

interface Told {
  readonly problems: readonly { readonly id: string; readonly facts: Record<string, string> }[]
  readonly checked: Readonly<Record<string, number>>
}

async function verified(data: string, ...args: readonly string[]): Promise<Told> {
  const { code, stdout, stderr } = await sparekey(['verify', '--data', data, '--json', ...args])
  assert.ok(stdout !== '', stderr)
  const told: Told = JSON.parse(stdout)
  assert.equal(code, told.problems.length === 0 ? 0 : 2, stderr)
  return told
}

const problemsOf = async (data: string) => (await verified(data)).problems

function copy(t: TestContext): string {
  const data = join(scratch(t), 'data')
  cpSync(made, data, { recursive: true })
  cpSync(`${made}.root-key`, `${data}.root-key`)
  return data
}

function changed(data: string, sql: string, file = 'state.db'): string {
  const database = new DatabaseSync(join(data, file))
  database.exec(sql)
  database.close()
  return data
}

const dayOf = (data: string): string => `events/${readdirSync(join(data, 'events')).sort()[0]}`

test('of what the stack has written everything is looked at, and nothing is wrong', async (t) => {
  const { checked, problems } = await verified(copy(t))
  assert.deepEqual(problems, [])
  for (const [name, least] of Object.entries({
    ...{ rows: 30, seals: 8, indexEntries: 10, events: 20, files: 8 },
    ...{ digests: 2, logFiles: 1 },
  })) {
    assert.ok((checked[name] ?? 0) >= least, `${name}: ${checked[name]}`)
  }
  assert.equal(checked['filesNotRead'], 0)
})

test('what was looked at so far is told all the while', async (t) => {
  const told: number[] = []
  const sum = (counts: Readonly<Record<'rows' | 'events' | 'files' | 'digests', number>>): number =>
    counts.rows + counts.events + counts.files + counts.digests
  const { counts } = await verifyDirectory(copy(t), undefined, (soFar) => told.push(sum(soFar)))
  assert.ok(told.length >= counts.rows + counts.events + counts.files)
  assert.deepEqual(
    told,
    told.toSorted((one, other) => one - other),
  )
})

const KEYS = `table_name = 'kms.keys' AND id LIKE '%us-east-1%' AND id NOT LIKE '%mrk%'`
const set = (path: string, value: string): string => `json_set(value, '$.${path}', ${value})`

const SEAL = `value ->> 'sealedMaterial'`
const SPOILT_SEAL = `replace(${SEAL}, substr(${SEAL}, 60, 4), 'AAAA')`

/** What is done to the directory, by the first problem that is found. */
const changes: Readonly<Record<string, (data: string) => void>> = {
  'seal/does-not-open': (data) =>
    changed(
      data,
      `UPDATE row SET value = ${set('sealedMaterial', SPOILT_SEAL)}
       WHERE table_name = 'kms.key-materials' AND id LIKE '%000002'`,
    ),
  'seal/unknown': (data) =>
    changed(data, `UPDATE row SET value = ${set('sealedNews', `'AA=='`)} WHERE ${KEYS}`),
  'row/unknown-table': (data) =>
    changed(data, `INSERT INTO row VALUES ('kms.others', 'x', 1, '{}')`),
  'row/unreadable': (data) =>
    changed(
      data,
      `UPDATE row SET value = '{' WHERE table_name = 'iam.password-policies'
      OR table_name = 'kms.key-usages'`,
    ),
  'index/missing': (data) => changed(data, `DELETE FROM row_index WHERE index_name = 'uniqueId'`),
  'index/left-over': (data) =>
    changed(data, `INSERT INTO row_index VALUES ('kms.keys', 'rotation', 'rotating', 'x')`),
  'row/leads-nowhere': (data) =>
    changed(data, `DELETE FROM row WHERE table_name = 'kms.key-policies'`),
  'row/wrong-count': (data) =>
    changed(data, `UPDATE row SET value = '{"grants":7}' WHERE table_name = 'kms.grant-counts'`),
  'file/missing': (data) => rmSync(fileOf(data, 'kept/a')),
  'file/wrong-size': (data) => appendFileSync(fileOf(data, 'kept/a'), 'x'),
  'file/changed': (data) => {
    for (const name of ['kept/b', 'kept/parts', 'kept/sealed']) spoil(fileOf(data, name))
  },
  'file/no-owner': (data) =>
    changed(data, `INSERT INTO object_file VALUES ('${'0'.repeat(32)}', 'settled')`),
  'event/missing': (data) =>
    changed(
      data,
      `DELETE FROM event WHERE sequence = 5; DELETE FROM entry WHERE sequence = 5`,
      dayOf(data),
    ),
  'event/not-found': (data) => changed(data, `DELETE FROM entry WHERE sequence = 5`, dayOf(data)),
  'event/unreadable': (data) =>
    changed(data, `UPDATE event SET record = '{}' WHERE sequence = 5`, dayOf(data)),
  'key/no-event': (data) =>
    changed(
      data,
      `UPDATE event SET record = replace(record, '"CreateKey"', '"CreateKez"')`,
      dayOf(data),
    ),
  'key/other-policy': (data) =>
    changed(
      data,
      `UPDATE row SET value = replace(value, 'kms:*', 'kms:Get*')
       WHERE table_name = 'kms.key-policies' AND value LIKE '%AIDA%'`,
    ),
  'digest/log-file': (data) =>
    changed(
      data,
      `UPDATE row SET value = (
         SELECT value FROM row WHERE table_name = 's3.objects' AND id = 'kept/a'
       )
       WHERE table_name = 's3.objects' AND id LIKE 'logs/%/CloudTrail/us-east-1/%'`,
    ),
  'digest/signature': (data) =>
    changed(
      data,
      `UPDATE row SET value = json_set(value, '$.metadata.signature', '00')
       WHERE table_name = 's3.objects' AND id LIKE 'logs/%/CloudTrail-Digest/%'`,
    ),
  'digest/changed': (data) =>
    changed(
      data,
      `UPDATE row SET value = json_set(value, '$.previous.hashValue', '00')
       WHERE table_name = 'cloudtrail.digest-states'`,
    ),
  'digest/unreadable': (data) =>
    changed(
      data,
      `UPDATE row SET value = (
         SELECT json_set(value, '$.metadata.signature', '00') FROM row
         WHERE table_name = 's3.objects' AND id = 'kept/a'
       ) WHERE table_name = 's3.objects' AND id LIKE 'logs/%/CloudTrail-Digest/%'`,
    ),
  'file/unowned': (data) => changed(data, 'DELETE FROM object_file'),
  'file/two-owners': (data) =>
    changed(
      data,
      `UPDATE row SET value = (
         SELECT value FROM row WHERE table_name = 's3.objects' AND id = 'kept/a'
       ) WHERE table_name = 's3.objects' AND id = 'kept/b'`,
    ),
  'key/deleted': (data) =>
    changed(
      data,
      `UPDATE event SET record = replace(record, '"CreateGrant"', '"DeleteKey"')`,
      dayOf(data),
    ),
  'key/lost': (data) => changed(data, `DELETE FROM row WHERE id LIKE '%us-east-1/${keyId}%'`),
  'database/damaged': (data) => {
    const path = join(data, dayOf(data))
    writeFileSync(path, readFileSync(path).fill(0xa5, 4096))
  },
}

function fileOf(data: string, object: string): string {
  const database = new DatabaseSync(join(data, 'state.db'), { readOnly: true })
  const select = database.prepare(
    `SELECT value ->> 'file' AS file FROM row WHERE table_name = 's3.objects' AND id = ?`,
  )
  const file = String(select.get(object)?.['file'])
  database.close()
  return join(data, 'objects', file.slice(0, 2), file)
}

function spoil(path: string): void {
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(900) ^ 1, 900)
  writeFileSync(path, bytes)
}

for (const [id, change] of Object.entries(changes)) {
  test(`${id} is found`, async (t) => {
    const data = copy(t)
    change(data)
    const { problems: found } = await verifyDirectory(data, await openSealer(data, fileAlone))
    const ids: readonly string[] = found.map((one) => one.id)
    assert.ok(ids.includes(id), JSON.stringify(found))
    if (id === 'file/changed') assert.equal(ids.length, 3, JSON.stringify(found))
  })
}

test('everything that can be told is found here', () => {
  assert.deepEqual(Object.keys(changes).toSorted(), Object.keys(english).toSorted())
})

test('a key that was deleted is missed when the event of its end is gone', async (t) => {
  const data = copy(t)
  const last = `events/${readdirSync(join(data, 'events')).sort().at(-1)}`
  changed(data, `UPDATE event SET record = replace(record, 'DeleteKey', 'DisableKez')`, last)
  assert.ok((await problemsOf(data)).some(({ id }) => id === 'key/lost'))
})

test('without the root key all but the seals is looked at', async (t) => {
  const data = copy(t)
  rmSync(`${data}.root-key`)
  const { code, stderr } = await sparekey(['verify', '--data', data])
  assert.equal(code, 1)
  assert.match(stderr, /root key file .* is missing/)
  const { problems, checked } = await verified(data, '--no-root-key')
  assert.deepEqual(problems, [])
  assert.ok((checked['filesNotRead'] ?? 0) > 0)
  const words = await sparekey(['verify', '--data', data, '--no-root-key', '--lang', 'ja'])
  assert.match(words.stdout, /問題はありません/)
})
