// What ImportKeyMaterial makes of material that was unwrapped.

import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { keyMaterialId } from '../../../crypto/symmetric-key.ts'
import type { Change, Row } from '../../../store/store.ts'
import { IncorrectKeyMaterialException, KMSInvalidStateException } from '../errors.ts'
import type { ImportKeyMaterialInput } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyMaterialRow, KeyRow, MaterialImport } from '../tables.ts'
import { generationOf, lacksMaterial } from './imported-materials.ts'
import type { Key } from './keys.ts'
import { isMaterialOf } from './material-format.ts'
import { FIRST_GENERATION } from './new-key.ts'

interface Imported {
  readonly keyMaterialId: string
  readonly changes: readonly Change[]
}

/** The sentences of the refusals are ours, but for the one of `requireNothingPending`. */
export function importMaterial(
  key: Key,
  secret: SecretBytes,
  input: ImportKeyMaterialInput,
  { keys, keyMaterials }: KmsScope,
): Imported {
  if (!isMaterialOf(key.keySpec, secret)) {
    throw IncorrectKeyMaterialException(
      `The key material is not valid for the key spec ${key.keySpec}.`,
    )
  }
  const id = keyMaterialId(secret, key.keyId)
  const materials = keyMaterials.allOf(key)
  const { ImportType = materials.length === 0 ? 'NEW_KEY_MATERIAL' : 'EXISTING_KEY_MATERIAL' } =
    input
  const known = materials.find(({ value }) => value.keyMaterialId === id)
  const imported = importOf(input, known)
  if (ImportType === 'NEW_KEY_MATERIAL') {
    requireNew(key, id, materials)
    const generation = key.currentGeneration + 1
    const put = keyMaterials.put(key, generation, secret, { imported })
    const isFirst = generation === FIRST_GENERATION
    const values = isFirst
      ? { ...currentValues(generation, id, imported), ...enabled(key) }
      : { pendingGeneration: generation }
    return { keyMaterialId: id, changes: [put.change, keys.update(key, values)] }
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
  return { keyMaterialId: id, changes: [put.change, keys.update(key, values)] }
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
