// What ImportKeyMaterial makes of material that was unwrapped.

import type { ServiceAct } from '../../../audit/record.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { keyMaterialId } from '../../../crypto/symmetric-key.ts'
import type { Change, Row } from '../../../store/store.ts'
import {
  IncorrectKeyMaterialException,
  KMSInvalidStateException,
  UnsupportedOperationException,
} from '../errors.ts'
import type { ImportKeyMaterialInput, ImportType } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyMaterialRow, KeyRow, MaterialImport } from '../tables.ts'
import { keyMaterialRowId } from '../tables.ts'
import { awaitedAt, generationOf, lacksMaterial } from './imported-materials.ts'
import type { Key } from './keys.ts'
import { materialOf } from './material-format.ts'
import { alsoAtReplicas } from './multi-region.ts'
import { FIRST_GENERATION } from './new-key.ts'

interface Imported {
  readonly keyMaterialId: string
  readonly changes: readonly Change[]
  readonly acts: readonly ServiceAct[]
}

/** The sentences of the refusals are ours, but for the one of `requireNothingPending`. */
export function importMaterial(
  key: Key,
  given: SecretBytes,
  input: ImportKeyMaterialInput,
  scope: KmsScope,
): Imported {
  const { keys, keyMaterials } = scope
  const secret = materialOf(key.keySpec, given)
  if (!secret) {
    throw IncorrectKeyMaterialException(
      `The key material is not valid for the key spec ${key.keySpec}.`,
    )
  }
  const id = keyMaterialId(secret, key.keyId)
  const materials = keyMaterials.allOf(key)
  const known = materials.find(({ value }) => value.keyMaterialId === id)
  const imported = importOf(input, known)
  if (importType(key, input, materials) === 'NEW_KEY_MATERIAL') {
    requireNew(key, id, materials)
    const generation = key.currentGeneration + 1
    const put = keyMaterials.put(key, generation, secret, { imported })
    if (generation === FIRST_GENERATION) {
      const values = { ...currentValues(generation, id, imported), ...enabled(key) }
      return { keyMaterialId: id, changes: [put.change, keys.update(key, values)], acts: [] }
    }
    const row = { id: keyMaterialRowId(key, generation), version: 0, value: put.row }
    const pending = alsoAtReplicas(
      key.row,
      (one) => [
        one === key.row ? put.change : awaitedAt(one.value, row),
        keys.update({ row: one }, { pendingGeneration: generation }),
      ],
      scope,
    )
    return { keyMaterialId: id, ...pending }
  }
  if (!known || (input.KeyMaterialId !== undefined && input.KeyMaterialId !== id)) {
    throw IncorrectKeyMaterialException(
      'The key material is not the key material that was imported into this KMS key before.',
    )
  }
  const generation = generationOf(known)
  const put = keyMaterials.put(key, generation, secret, { imported })
  const others = materials.filter((material) => material !== known)
  const values = {
    ...(generation === key.currentGeneration && expirationValues(imported)),
    ...(!lacksMaterial(key, others) && enabled(key)),
  }
  return { keyMaterialId: id, changes: [put.change, keys.update(key, values)], acts: [] }
}

/**
 * New material comes to a replica by way of its primary key, and is known there by then; only for
 * the very first import may a replica call it new.
 */
function importType(
  { multiRegionKeyType }: Key,
  { ImportType }: ImportKeyMaterialInput,
  materials: readonly Row<KeyMaterialRow>[],
): ImportType {
  const isFirst = materials.every(({ value }) => value.imported === undefined)
  if (multiRegionKeyType === 'REPLICA' && isFirst) return 'EXISTING_KEY_MATERIAL'
  return ImportType ?? (isFirst ? 'NEW_KEY_MATERIAL' : 'EXISTING_KEY_MATERIAL')
}

/** A description stays until another one is given. */
function importOf(
  { ExpirationModel = DEFAULT_EXPIRATION, ValidTo, KeyMaterialDescription }: ImportKeyMaterialInput,
  known: Row<KeyMaterialRow> | undefined,
): MaterialImport {
  const description = KeyMaterialDescription ?? known?.value.imported?.description
  return {
    expirationModel: ExpirationModel,
    ...(ValidTo && { validTo: ValidTo.toISOString() }),
    ...(description !== undefined && { description }),
  }
}

export const DEFAULT_EXPIRATION = 'KEY_MATERIAL_EXPIRES'

/** What a key's row says of the imported material that encrypts. */
export const currentValues = (generation: number, id: string, imported: MaterialImport) => ({
  currentGeneration: generation,
  currentKeyMaterialId: id,
  ...expirationValues(imported),
})

const expirationValues = ({ expirationModel, validTo }: MaterialImport) => ({
  expirationModel,
  validTo,
})

const enabled = ({ state }: KeyRow) =>
  state === 'PendingImport' ? { state: 'Enabled' as const } : {}

function requireNew(key: Key, id: string, materials: readonly Row<KeyMaterialRow>[]): void {
  if (materials.length === 0) return
  if (key.multiRegionKeyType === 'REPLICA') {
    throw UnsupportedOperationException(
      'New key material is imported into the primary key first, and then here as existing.',
    )
  }
  if (materials.some(({ value }) => value.keyMaterialId === id)) {
    throw IncorrectKeyMaterialException('The key material is already associated with this KMS key.')
  }
  if (key.keySpec !== 'SYMMETRIC_DEFAULT') {
    throw IncorrectKeyMaterialException(
      'The key material of an asymmetric or HMAC KMS key cannot be changed.',
    )
  }
  requireNothingPending(key, id, materials)
}

function requireNothingPending(
  { arn, pendingGeneration }: Key,
  id: string,
  materials: readonly Row<KeyMaterialRow>[],
): void {
  const pending = materials.find((material) => generationOf(material) === pendingGeneration)
  if (!pending) return
  throw KMSInvalidStateException(
    `New key material (id: ${id}) cannot be imported into KMS key ${arn}, because another key ` +
      `material (id: ${pending.value.keyMaterialId}) is pending rotation.`,
  )
}
