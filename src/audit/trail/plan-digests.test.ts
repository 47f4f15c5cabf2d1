import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { before, test } from 'node:test'
import type { DigestFile } from './digest-file.ts'
import type { DigestKeyPair, DigestSigner } from './digest-signer.ts'
import { digestSigner, newDigestKeyPair } from './digest-signer.ts'
import type { DeliveredFile } from './log-file.ts'
import { planDelivery } from './plan-delivery.ts'
import type { DigestState } from './plan-digests.ts'
import { newDigestState, planDigests, withLogFiles } from './plan-digests.ts'
import type { Trail } from './trail.ts'
import { trailEvent } from './trail-event.ts'

const trail: Trail = {
  account: '111122223333',
  region: 'us-east-1',
  name: 'all',
  s3BucketName: 'logs',
  isMultiRegionTrail: true,
  includeGlobalServiceEvents: true,
  recursiveLogging: true,
  loggingPeriods: [],
}
const place = { account: '111122223333', region: 'eu-west-1' }
const at = (time: string): Date => new Date(`2026-11-23T${time}Z`)

let pair: DigestKeyPair
let signer: DigestSigner
before(async () => {
  pair = await newDigestKeyPair()
  signer = digestSigner(pair.privateKey)
})

const delivered = (dueAt: string, oldest: string, newest: string): DeliveredFile => ({
  s3Bucket: 'logs',
  s3Object: `AWSLogs/${dueAt}.json.gz`,
  hashValue: 'ab'.repeat(32),
  oldestEventTime: `2026-11-23T${oldest}Z`,
  newestEventTime: `2026-11-23T${newest}Z`,
  dueAt: `2026-11-23T${dueAt}Z`,
})

const plan = (state: DigestState, now: string) => planDigests(trail, state, at(now), signer)
const textOf = ({ content }: DigestFile): string => Buffer.from(content).toString()
const read = (digest: DigestFile) => JSON.parse(textOf(digest)) as Record<string, unknown>

test('no digest is due before the hour has passed', () => {
  const state = newDigestState(place, at('10:00:31'))
  assert.deepEqual(plan(state, '11:00:30'), { digests: [], state })
})

test('a starting digest names none before it, and its members stand in the order of AWS', () => {
  const started = newDigestState(place, at('10:00:31'))
  const state = withLogFiles(started, [
    delivered('10:05:00', '10:01:00', '10:04:00'),
    delivered('10:10:00', '10:00:40', '10:09:59'),
  ])
  const { digests } = plan(state, '11:00:31')
  assert.equal(digests.length, 1)
  const [digest] = digests
  assert.ok(digest)
  const key =
    'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/23/' +
    '111122223333_CloudTrail-Digest_eu-west-1_all_us-east-1_20261123T110031Z.json.gz'
  assert.equal(digest.s3Object, key)
  const file = (name: string, oldest: string, newest: string) =>
    `{"s3Bucket":"logs","s3Object":"AWSLogs/${name}.json.gz","hashValue":"${'ab'.repeat(32)}",` +
    `"hashAlgorithm":"SHA-256","newestEventTime":"2026-11-23T${newest}Z",` +
    `"oldestEventTime":"2026-11-23T${oldest}Z"}`
  assert.equal(
    textOf(digest),
    '{"awsAccountId":"111122223333","digestStartTime":"2026-11-23T10:00:31Z",' +
      '"digestEndTime":"2026-11-23T11:00:31Z","digestS3Bucket":"logs",' +
      `"digestS3Object":"${key}","digestPublicKeyFingerprint":"${pair.fingerprint}",` +
      '"digestSignatureAlgorithm":"SHA256withRSA","newestEventTime":"2026-11-23T10:09:59Z",' +
      '"oldestEventTime":"2026-11-23T10:00:40Z","previousDigestS3Bucket":null,' +
      '"previousDigestS3Object":null,"previousDigestHashValue":null,' +
      '"previousDigestHashAlgorithm":null,"previousDigestSignature":null,"logFiles":[' +
      `${file('10:05:00', '10:01:00', '10:04:00')},${file('10:10:00', '10:00:40', '10:09:59')}]}`,
  )
})

test('the signature verifies with the public key that is listed', () => {
  const first = plan(newDigestState(place, at('10:00:00')), '12:00:00').digests
  const publicKey = createPublicKey({
    key: Buffer.from(pair.publicKey),
    type: 'pkcs1',
    format: 'der',
  })
  let previous = 'null'
  for (const digest of first) {
    const hash = createHash('sha256').update(textOf(digest)).digest('hex')
    const { digestEndTime, digestS3Bucket, digestS3Object } = read(digest)
    const signed = `${digestEndTime}\n${digestS3Bucket}/${digestS3Object}\n${hash}\n${previous}`
    const signature = Buffer.from(digest.signature, 'hex')
    assert.ok(verify('sha256', Buffer.from(signed), publicKey, signature))
    previous = digest.signature
  }
  assert.equal(first.length, 2)
})

test('the signature goes with the object as metadata', () => {
  const [digest] = plan(newDigestState(place, at('10:00:00')), '11:00:00').digests
  assert.deepEqual(digest?.metadata, {
    signature: digest?.signature,
    'signature-algorithm': 'SHA256withRSA',
  })
})

test('a clock that went far ahead gets a digest for each hour, each naming the one before', () => {
  const state = withLogFiles(newDigestState(place, at('10:00:00')), [
    delivered('10:05:00', '10:01:00', '10:04:00'),
    delivered('12:30:00', '12:26:00', '12:29:00'),
  ])
  const { digests, state: reached } = plan(state, '13:59:59')
  const documents = digests.map(read)
  assert.deepEqual(
    documents.map(({ digestEndTime }) => digestEndTime),
    ['2026-11-23T11:00:00Z', '2026-11-23T12:00:00Z', '2026-11-23T13:00:00Z'],
  )
  assert.deepEqual(
    documents.map(({ logFiles }) => (logFiles as unknown[]).length),
    [1, 0, 1],
  )
  assert.deepEqual(
    documents.map(({ previousDigestS3Object }) => previousDigestS3Object),
    [null, digests[0]?.s3Object, digests[1]?.s3Object],
  )
  assert.deepEqual(
    documents.map(({ previousDigestHashValue }) => previousDigestHashValue),
    [null, digests[0]?.hashValue, digests[1]?.hashValue],
  )
  assert.equal(documents[1]?.['newestEventTime'], null)
  assert.equal(documents[1]?.['oldestEventTime'], null)
  assert.equal(reached.from, '2026-11-23T13:00:00Z')
  assert.deepEqual(reached.logFiles, [])
})

test('the chain goes on from what was stored, hour by hour or all at once', () => {
  const state = newDigestState(place, at('10:00:00'))
  const whole = plan(state, '12:00:00')
  const first = plan(state, '11:00:00')
  const stored = JSON.parse(JSON.stringify(first.state)) as DigestState
  const second = plan(stored, '12:00:00')
  assert.deepEqual([...first.digests, ...second.digests], whole.digests)
  assert.deepEqual(second.state, whole.state)
})

test('a plan holds a day of digests at most, and the next one goes on behind it', () => {
  const state = newDigestState(place, at('10:00:00'))
  const dayAndHour = new Date('2026-11-24T11:30:00Z')
  const first = planDigests(trail, state, dayAndHour, signer)
  const second = planDigests(trail, first.state, dayAndHour, signer)
  assert.deepEqual([first.digests.length, second.digests.length], [24, 1])
  const [digest] = second.digests
  assert.ok(digest)
  assert.equal(read(digest)['previousDigestS3Object'], first.digests.at(-1)?.s3Object)
})

test('a delivered file is told of by its hash, and its content is not kept', () => {
  const record = JSON.stringify({ eventCategory: 'Management' })
  const timeSeconds = at('10:01:00').getTime() / 1000
  const event = trailEvent(1, { ...place, timeSeconds, record })
  const logging = { ...trail, loggingPeriods: [{ from: '2026-11-23T10:00:00.000Z' }] }
  const { files } = planDelivery(logging, [event], { now: at('10:05:00'), windowMs: 5 * 60 * 1000 })
  const state = withLogFiles(newDigestState(place, at('10:00:00')), files)
  assert.ok(!JSON.stringify(state).includes('body'))
  const [digest] = plan(state, '11:00:00').digests
  assert.ok(digest)
  const hashValue = createHash('sha256').update(`{"Records":[${record}]}`).digest('hex')
  assert.deepEqual(read(digest)['logFiles'], [
    {
      s3Bucket: 'logs',
      s3Object: files[0]?.s3Object,
      hashValue,
      hashAlgorithm: 'SHA-256',
      newestEventTime: '2026-11-23T10:01:00Z',
      oldestEventTime: '2026-11-23T10:01:00Z',
    },
  ])
})

test('a file that came late is in the next digest, and in that alone', () => {
  const hourOn = plan(newDigestState(place, at('10:00:00')), '11:00:00').state
  const late = withLogFiles(hourOn, [delivered('10:55:00', '10:51:00', '10:54:00')])
  const { digests, state } = plan(late, '13:00:00')
  assert.deepEqual(
    digests.map((digest) => (read(digest)['logFiles'] as unknown[]).length),
    [1, 0],
  )
  assert.deepEqual(state.logFiles, [])
})

test('a digest names the bucket of the one before it, also when the trail has got another', () => {
  const state = plan(newDigestState(place, at('10:00:00')), '11:00:00').state
  const moved = { ...trail, s3BucketName: 'new-logs' }
  const [digest] = planDigests(moved, state, at('12:00:00'), signer).digests
  assert.ok(digest)
  assert.equal(digest.s3Bucket, 'new-logs')
  assert.equal(read(digest)['previousDigestS3Bucket'], 'logs')
})

test('a fingerprint has 32 hexadecimal digits and belongs to the pair', async () => {
  assert.match(pair.fingerprint, /^[0-9a-f]{32}$/)
  assert.equal(signer.fingerprint, pair.fingerprint)
  assert.notEqual((await newDigestKeyPair()).fingerprint, pair.fingerprint)
})
