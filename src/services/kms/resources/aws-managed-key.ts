// The keys that services use when nobody names one: `alias/aws/s3` and its like.
// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key

import type { JsonObject } from '../../../base/json.ts'
import { accountRootArn } from '../../../base/arn.ts'
import { serviceEvent } from '../../../audit/service-event.ts'
import { change } from '../../../store/store.ts'
import type { Entry } from '../../../store/store.ts'
import type { FirstUse } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { KeyPlace, KeyRow } from '../tables.ts'
import { aliases, aliasRowId, keyPolicies, keyRowId, keys } from '../tables.ts'
import type { AliasPlace } from './key-id.ts'
import { keyAct } from './key-act.ts'
import { aliasArn } from './key-id.ts'
import { KeyMaterials } from './key-materials.ts'
import { FIRST_GENERATION } from './new-key.ts'
import { rotationAfter } from './rotation-dates.ts'

/**
 * What makes the AWS managed key that a service asks for by its alias, where there is none yet.
 *
 * Nobody can change such a key, not even the account's root user: its key policy gives the account
 * nothing but reads, and the service only what it does in somebody's name.
 */
export function newManagedKey(use: FirstUse): Entry | undefined {
  const { store, service, world } = use
  const place = managedAlias(use)
  if (!place || store.get(aliases, aliasRowId(place))) return undefined
  const keyId = world.uuid()
  const now = world.now()
  const key = { ...place, keyId }
  const { material, change: materialChange } = new KeyMaterials({ ...use, now }).create(
    key,
    FIRST_GENERATION,
  )
  const current = { currentGeneration: material.generation, currentKeyMaterialId: material.id }
  const row = { ...managedKeyRow(key, service, now), ...current }
  const times = { createdAt: now.toISOString(), updatedAt: now.toISOString() }
  const policy = { boundDocument: JSON.stringify(managedKeyPolicy(key, service)) }
  return {
    changes: [
      change(keys, keyRowId(key), undefined, row),
      change(keyPolicies, keyRowId(key), undefined, policy),
      materialChange,
      change(aliases, aliasRowId(place), undefined, { ...place, targetKeyId: keyId, ...times }),
    ],
    events: [creation(key, use, now)],
  }
}

/**
 * The alias that the call names, if it is that of the calling service's own key in the account of
 * whoever it calls for. Nobody makes a key in another's account.
 */
function managedAlias({ service, input, account, region }: FirstUse): AliasPlace | undefined {
  const { KeyId } = input as { readonly KeyId?: string }
  const place = { account, region, name: `alias/aws/${service}` }
  return KeyId === place.name || KeyId === aliasArn(place) ? place : undefined
}

const managedKeyRow = (
  { account, region, keyId }: KeyPlace,
  service: string,
  now: Date,
): Omit<KeyRow, 'currentGeneration' | 'currentKeyMaterialId'> => ({
  ...{ account, region, keyId },
  createdAt: now.toISOString(),
  description: `Default key that protects my ${protectedBy(service)} when no other key is defined`,
  keySpec: 'SYMMETRIC_DEFAULT',
  keyUsage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  multiRegion: false,
  managedFor: service,
  // AWS rotates these every year, and nobody can change that.
  rotationPeriodInDays: limits.rotationPeriodInDays.default,
  nextRotationDate: rotationAfter(now, limits.rotationPeriodInDays.default),
  state: 'Enabled',
  tags: [],
})

const protectedBy = (service: string): string =>
  service === 's3' ? 'S3 objects' : `${service} resources`

/** As AWS writes it for S3. */
function managedKeyPolicy({ account, region }: KeyPlace, service: string): JsonObject {
  const name = service.toUpperCase()
  return {
    Version: '2012-10-17',
    Id: `auto-${service}-2`,
    Statement: [
      {
        Sid:
          `Allow access through ${name} for all principals in the account that are authorized to ` +
          `use ${name}`,
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          ...['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
          'kms:DescribeKey',
        ],
        Resource: '*',
        Condition: {
          StringEquals: {
            'kms:ViaService': `${service}.${region}.amazonaws.com`,
            'kms:CallerAccount': account,
          },
        },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: accountRootArn(account) },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
        Resource: '*',
      },
    ],
  }
}

const creation = (key: KeyPlace, { world }: FirstUse, now: Date) =>
  serviceEvent(keyAct('CreateKey', key, now), world)
