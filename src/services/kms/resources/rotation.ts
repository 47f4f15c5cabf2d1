// Rotation: other key material encrypts from now on, and what older material encrypted still opens.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html

import type { ServiceAct } from '../../../audit/record.ts'
import { change } from '../../../store/store.ts'
import type { Change, Row, StoreView } from '../../../store/store.ts'
import { UnsupportedOperationException } from '../errors.ts'
import type { RotationType } from '../model.ts'
import type { KeyMaterialRow, KeyRow } from '../tables.ts'
import { keyMaterialRowId, keyMaterials, keys } from '../tables.ts'
import { keyAct } from './key-act.ts'
import type { KeyMaterials } from './key-materials.ts'
import type { Key } from './keys.ts'
import { currentValues } from './material-import.ts'
import { alsoAtReplicas } from './multi-region.ts'
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
  readonly changes: readonly Change[]
  readonly acts: readonly ServiceAct[]
}

interface RotationScope {
  readonly store: StoreView
  readonly now: Date
  readonly keyMaterials: KeyMaterials
}

/** Rotated to fresh material that KMS generates; its replicas get the same. */
export function rotatedToNew(key: Row<KeyRow>, type: RotationType, scope: RotationScope): Rotated {
  const { keyMaterials: materials, now } = scope
  const generation = key.value.currentGeneration + 1
  const made = materials.create(key.value, generation, undefined, rotation(type, now))
  const { id } = made.material
  const values = {
    currentGeneration: generation,
    currentKeyMaterialId: id,
    ...dates(key.value, type, now),
  }
  const { changes, acts } = alsoAtReplicas(
    key,
    (row) => [
      row === key ? made.change : materials.copy(made.material, made.row, row.value),
      changedKey(row, values),
    ],
    scope,
  )
  return { changes, acts: [act(key.value, type, id, now), ...acts] }
}

/** Rotated to the imported material that waited for it, here and at its replicas. */
export function rotatedToPending(
  key: Row<KeyRow>,
  { keyMaterialId: id }: KeyMaterialRow,
  generation: number,
  scope: RotationScope,
): Rotated {
  const { now, store } = scope
  const values = {
    currentGeneration: generation,
    currentKeyMaterialId: id,
    pendingGeneration: undefined,
    ...dates(key.value, 'ON_DEMAND', now),
  }
  const { changes, acts } = alsoAtReplicas(
    key,
    (row) => {
      const pending = store.get(keyMaterials, keyMaterialRowId(row.value, generation))
      if (!pending) return []
      const { imported } = pending.value
      const current = imported && currentValues(generation, id, imported)
      return [
        change(keyMaterials, pending.id, pending, {
          ...pending.value,
          ...rotation('ON_DEMAND', now),
        }),
        changedKey(row, { ...values, ...current }),
      ]
    },
    scope,
  )
  return { changes, acts: [act(key.value, 'ON_DEMAND', id, now), ...acts] }
}

type Values = { readonly [Name in keyof KeyRow]?: KeyRow[Name] | undefined }

const changedKey = (row: Row<KeyRow>, values: Values): Change =>
  change(keys, row.id, row, { ...row.value, ...values } as KeyRow)

const rotation = (type: RotationType, now: Date) => ({
  rotation: { date: now.toISOString(), type },
})

/** On demand or not, the dates of automatic rotation stay as they were. */
function dates(key: KeyRow, type: RotationType, now: Date): Values {
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
