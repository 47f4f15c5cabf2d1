// Puts log files and digests into the buckets of trails, as CloudTrail: in its own name.

import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { AwsError } from '../aws/errors.ts'
import type { Payload } from '../aws/payload/open-payload.ts'
import type { Caller } from '../base/caller.ts'
import { parseRegion } from '../base/region.ts'
import type { TrailObject, TrailRow, TrailWork } from '../services/cloudtrail/api.ts'
import {
  DigestKeys,
  digestStates,
  digestStatesOf,
  digestWork,
  failedDelivery,
  homeDigestState,
  logFileWork,
  trailArn,
  trails,
  trailsWithWork,
} from '../services/cloudtrail/api.ts'
import { bucketFacts } from '../services/s3/api.ts'
import type { Change, Row } from '../store/store.ts'
import { appendUnlessStale } from '../store/store.ts'
import type { House } from './exchange.ts'
import { answerCall } from './pipeline.ts'

type Clock = Parameters<typeof logFileWork>[2]

/**
 * Delivers what is due. What a bucket or a key refuses is noted for GetTrailStatus and tried again
 * the next time; no trail waits for another.
 */
export async function deliverTrails(house: House): Promise<void> {
  const clock = { now: house.world.now(), windowMs: house.trailIntervalMs }
  for (const { id } of await trailsWithWork(house.store)) {
    try {
      await deliverLogFiles(house, id, clock)
      await deliverDigests(house, id, clock)
    } catch (err) {
      house.log.error({ trail: id, err }, 'a trail could not be delivered to')
    }
  }
}

async function deliverLogFiles(house: House, id: string, clock: Clock): Promise<void> {
  for (let goesOn = true; goesOn;) {
    // Read again each time: somebody may have changed or deleted the trail meanwhile.
    const trail = house.store.get(trails, id)
    const work = trail && (await logFileWork(house.store, trail, clock))
    if (!trail || !work) return
    goesOn = await deliver(house, trail, work, logFileOptions(trail.value), (code) =>
      failedDelivery(house.store, trail, { latestDeliveryError: code }, clock),
    )
  }
}

async function deliverDigests(house: House, id: string, clock: Clock): Promise<void> {
  const trail = house.store.get(trails, id)
  if (!trail?.value.logFileValidationEnabled) return
  await keep(house, homeDigestState(house.store, trail))
  for (const state of digestStatesOf(house.store, trail)) {
    await deliverDigestsOf(house, trail, state.id, clock)
  }
}

/** Of one account and Region, an hour after the other. */
async function deliverDigestsOf(
  house: House,
  trail: Row<TrailRow>,
  stateId: string,
  clock: Clock,
): Promise<void> {
  for (let goesOn = true; goesOn;) {
    const state = house.store.get(digestStates, stateId)
    if (!state) return
    const signer = await signerOf(house, state.value.region, new Date(state.value.from))
    const work = digestWork(house.store, trail, state, { clock, signer })
    if (!work) return
    // A digest has no part in SSE-KMS: AWS leaves it to S3's own keys.
    goesOn = await deliver(house, trail, work, {}, (code) =>
      failedDelivery(house.store, trail, { latestDigestDeliveryError: code }, clock),
    )
  }
}

/** Whether it went well and there is more to do. */
async function deliver(
  house: House,
  trail: Row<TrailRow>,
  { objects, changes, goesOn }: TrailWork,
  options: object,
  failed: (code: string) => Change,
): Promise<boolean> {
  try {
    for (const object of objects) await put(house, trail.value, object, options)
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown
    await keep(house, [failed(thrown.code)])
    return false
  }
  await keep(house, changes)
  return goesOn
}

async function keep({ store }: House, changes: readonly Change[]): Promise<void> {
  if (changes.length > 0) await appendUnlessStale(store, { changes, events: [] })
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function logFileOptions(trail: TrailRow): object {
  if (trail.kmsKeyId === undefined) return {}
  const context = JSON.stringify({ 'aws:cloudtrail:arn': trailArn(trail) })
  return {
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: trail.kmsKeyId,
    SSEKMSEncryptionContext: Buffer.from(context).toString('base64'),
  }
}

async function put(
  house: House,
  trail: TrailRow,
  { key, content, metadata }: TrailObject,
  options: object,
): Promise<void> {
  const bucket = bucketFacts(house.store, trail.s3BucketName)
  await answerCall(house, {
    service: 's3',
    operation: 'PutObject',
    input: {
      Bucket: trail.s3BucketName,
      Key: key,
      ACL: 'bucket-owner-full-control',
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      Metadata: metadata,
      ...options,
    },
    region: bucket?.region ?? trail.region,
    caller: cloudTrailFor(trail),
    content: payloadOf(await compressed(content)),
  })
}

const cloudTrailFor = (trail: TrailRow): Caller => ({
  principal: { type: 'service', arn: 'cloudtrail.amazonaws.com', account: undefined },
  account: trail.account,
  sourceArn: trailArn(trail),
})

/** Each Region has a key pair of its own, which the first digest makes. */
async function signerOf(house: House, name: string, validFrom: Date) {
  const region = parseRegion(name)
  // INVARIANT: digests tell of Regions in which something was recorded.
  if (!region) throw new Error(`digests of ${name}, which is no Region`)
  const keys = new DigestKeys({ store: house.store, sealer: house.sealer, region })
  await keep(house, keys.keep(await keys.prepare(), validFrom))
  const signer = keys.signer()
  if (!signer) throw new Error(`${region} has no key pair for digests`)
  return signer
}

/**
 * In another thread: megabytes of records take longer than a client should wait. Node writes no
 * time into the header, so the same events give the same bytes.
 */
const compressed = promisify<Uint8Array, Uint8Array>(gzip)

function payloadOf(body: Uint8Array): Payload {
  const chunks = async function* () {
    yield body
  }
  return { length: body.length, chunks: chunks(), trailers: () => new Map() }
}
