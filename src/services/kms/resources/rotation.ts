// Rotation: other key material encrypts from now on, and what older material encrypted still opens.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html

import type { ServiceAct } from '../../../audit/record.ts'
import { change } from '../../../store/store.ts'
import type { Change, Row } from '../../../store/store.ts'
import { UnsupportedOperationException } from '../errors.ts'
import type { RotationType } from '../model.ts'
import type { KeyMaterialRow, KeyRow } from '../tables.ts'
import { keyMaterialRowId, keyMaterials } from '../tables.ts'
import { keyAct } from './key-act.ts'
import type { KeyMaterials } from './key-materials.ts'
import type { Key } from './keys.ts'
import { currentValues } from './material-import.ts'
import { nextRotationDate } from './rotation-dates.ts'

/** AWS sends it without a message. */
export function requireSymmetric({ keySpec }: KeyRow): void {
  if (keySpec !== 'SYMMETRIC_DEFAULT') throw UnsupportedOperationException()
}

/** KMS has nothing to rotate to where others make the material. */
export function requireOwnMaterial(key: Key): void {
  requireSymmetric(key)
  if (key.origin !== 'AWS_KMS') throw notValid(key)
}

/** On demand, KMS also rotates to material that was imported. */
export function requireRotatable(key: Key): void {
  requireSymmetric(key)
  if (key.origin !== 'AWS_KMS' && key.origin !== 'EXTERNAL') throw notValid(key)
}

const notValid = ({ arn, origin }: Key) =>
  UnsupportedOperationException(`${arn} origin is ${origin} which is not valid for this operation.`)

interface Rotated {
  readonly values: { readonly [Name in keyof KeyRow]?: KeyRow[Name] | undefined }
  readonly change: Change
  readonly act: ServiceAct
}

/** Rotated to fresh material that KMS generates. */
export function rotatedToNew(
  key: KeyRow,
  type: RotationType,
  materials: KeyMaterials,
  now: Date,
): Rotated {
  const generation = key.currentGeneration + 1
  const made = materials.create(key, generation, undefined, rotation(type, now))
  const { id } = made.material
  return {
    values: { currentGeneration: generation, currentKeyMaterialId: id, ...dates(key, type, now) },
    change: made.change,
    act: act(key, type, id, now),
  }
}

/** Rotated to the imported material that waited for it. */
export function rotatedToPending(
  key: KeyRow,
  pending: Row<KeyMaterialRow>,
  generation: number,
  now: Date,
): Rotated {
  const { keyMaterialId: id, imported } = pending.value
  const row = { ...pending.value, ...rotation('ON_DEMAND', now) }
  return {
    values: {
      currentGeneration: generation,
      currentKeyMaterialId: id,
      ...(imported && currentValues(generation, id, imported)),
      pendingGeneration: undefined,
      ...dates(key, 'ON_DEMAND', now),
    },
    change: change(keyMaterials, keyMaterialRowId(key, generation), pending, row),
    act: act(key, 'ON_DEMAND', id, now),
  }
}

const rotation = (type: RotationType, now: Date) => ({
  rotation: { date: now.toISOString(), type },
})

/** On demand or not, the dates of automatic rotation stay as they were. */
function dates(key: KeyRow, type: RotationType, now: Date): Rotated['values'] {
  const { nextRotationDate: scheduled, rotationPeriodInDays: days } = key
  if (type === 'ON_DEMAND') return { onDemandRotations: (key.onDemandRotations ?? 0) + 1 }
  if (scheduled === undefined || days === undefined) return {}
  return { nextRotationDate: nextRotationDate(scheduled, days, now) }
}

const act = (key: KeyRow, type: RotationType, current: string, now: Date): ServiceAct =>
  keyAct('RotateKey', key, now, {
    rotationType: type,
    keyOrigin: key.origin,
    previousKeyMaterialId: key.currentKeyMaterialId ?? '',
    currentKeyMaterialId: current,
  })
