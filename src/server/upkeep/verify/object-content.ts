// What an object holds, past S3: of one that is encrypted, with the key material of its KMS key.

import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { openBlob, parseBlob } from '../../../crypto/ciphertext-blob.ts'
import { decryptContent } from '../../../crypto/content-cipher.ts'
import type { Sealer } from '../../../crypto/seal.ts'
import { keyMaterialRowId, keyMaterials, keyRowId, keys } from '../../../services/kms/tables.ts'
import type { KeyPlace } from '../../../services/kms/tables.ts'
import type { ObjectEncryption } from '../../../services/s3/tables.ts'
import { openObjectFile } from '../../../store/backup/held-files.ts'
import type { FileId } from '../../../store/object-file.ts'
import { bindingOf, sealedTables } from '../seals.ts'
import type { StoredRows } from './stored-rows.ts'

export interface StoredContent {
  readonly file?: FileId
  /** Of the content, in bytes. */
  readonly size: number
  readonly encryption?: ObjectEncryption
}

export interface Content {
  readonly read: () => AsyncIterable<Uint8Array>
  readonly close: () => void
}

export interface ContentPlace {
  /** Of the files. */
  readonly directory: string
  readonly rows: StoredRows
  readonly sealer: Sealer | undefined
}

/** Undefined: nobody here can read it, for the key is elsewhere or gone, or the file is. */
export function openContent(
  { file: id, size, encryption }: StoredContent,
  { directory, rows, sealer }: ContentPlace,
): Content | undefined {
  if (id === undefined) return { read: nothing, close: () => undefined }
  const dataKey = encryption && sealer && openDataKey(encryption, rows, sealer)
  if (encryption && !dataKey) return undefined
  const file = openObjectFile(directory, id)
  if (!file) return undefined
  const read = dataKey
    ? () => decryptContent((range) => file.read(range), dataKey, size, { start: 0, end: size })
    : () => file.read()
  return { read, close: () => file.close() }
}

async function* nothing(): AsyncGenerator<Uint8Array, undefined> {
  yield new Uint8Array()
}

function openDataKey(
  { encryptedDataKey, encryptionContext }: ObjectEncryption,
  rows: StoredRows,
  sealer: Sealer,
): SecretBytes | undefined {
  // Of a key in an external key store only its manager can.
  const blob = parseBlob(Buffer.from(encryptedDataKey, 'base64'))
  if (!blob) return undefined
  const place = blob.key as unknown as KeyPlace
  if (!rows.has(keys as never, keyRowId(place))) return undefined // It was deleted.
  const id = keyMaterialRowId(place, blob.key.generation)
  const value = rows.get(keyMaterials, id)
  const [ofMaterials] = sealedTables
  if (value?.sealedMaterial === undefined || !ofMaterials) return undefined
  const binding = bindingOf(ofMaterials, { id, version: 0, value: { ...value } })
  return openBlob(blob, sealer.open(value.sealedMaterial, binding), encryptionContext)
}
