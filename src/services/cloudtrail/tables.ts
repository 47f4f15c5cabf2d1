// The rows that CloudTrail keeps. Ids begin with account and home Region.

import type { AccountId } from '../../base/account-id.ts'
import type { Region } from '../../base/region.ts'
import type { DigestState } from '../../audit/trail/plan-digests.ts'
import type { Trail } from '../../audit/trail/trail.ts'
import type { Table } from '../../store/store.ts'
import type { Tag } from './model.ts'

/** Where a trail is. A bare name means one in the caller's account and Region. */
export interface TrailPlace {
  readonly account: AccountId
  /** The home Region. */
  readonly region: Region
  readonly name: string
}

export interface TrailRow extends Omit<Trail, keyof TrailPlace>, TrailPlace {
  /** ISO 8601, as every time in a row. */
  readonly createdAt: string
  readonly logFileValidationEnabled: boolean
  /** The key's ARN. Absent: log files are left to the bucket's own encryption. */
  readonly kmsKeyId?: string
  /** In the order in which they were first set. */
  readonly tags: readonly Tag[]
}

/** How far the log files of a trail have come. */
export interface TrailDeliveryRow {
  /** The events up to this sequence number are delivered. */
  readonly through?: number
  readonly latestDeliveryAt?: string
  readonly latestDeliveryAttemptAt?: string
  /** S3's error code; absent when the latest attempt went well. */
  readonly latestDeliveryError?: string
  readonly latestDigestDeliveryAt?: string
  readonly latestDigestDeliveryError?: string
}

/** The key pair that signs a Region's digests. */
export interface DigestKeyRow {
  readonly fingerprint: string
  /** PKCS#1 DER in Base64. */
  readonly publicKey: string
  /** PKCS#8 DER. */
  readonly sealedPrivateKey: string
  readonly validFrom: string
  readonly validUntil: string
}

export const trailRowId = ({ account, region, name }: TrailPlace): string =>
  `${account}/${region}/${name}`

/** Under this key the index holds every trail that is logging. */
export const LOGGING = 'logging'

export const isLogging = ({ loggingPeriods }: Pick<TrailRow, 'loggingPeriods'>): boolean =>
  loggingPeriods.some(({ until }) => until === undefined)

export const trails: Table<TrailRow> = {
  name: 'cloudtrail.trails',
  indexes: { logging: (trail) => (isLogging(trail) ? [LOGGING] : []) },
}

/** By the id of the trail's row: delivering and changing a trail do not meet. */
export const trailDeliveries: Table<TrailDeliveryRow> = { name: 'cloudtrail.trail-deliveries' }

/** By the id of the trail's row, the account and the Region whose log files are told of. */
export const digestStates: Table<DigestState> = { name: 'cloudtrail.digest-states' }

/** By the Region. */
export const digestKeys: Table<DigestKeyRow> = { name: 'cloudtrail.digest-keys' }
