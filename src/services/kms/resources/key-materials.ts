import type { SecretBytes } from '../../../base/secret-bytes.ts'
import type { SealBinding } from '../../../crypto/seal.ts'
import { keyMaterialId, newSymmetricKey } from '../../../crypto/symmetric-key.ts'
import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import type { KeyMaterialRow, KeyPlace, KeyRow } from '../tables.ts'
import { keyMaterialRowId, keyMaterials } from '../tables.ts'

export interface KeyMaterial {
  readonly generation: number
  /** 64 hexadecimal digits. */
  readonly id: string
  readonly secret: SecretBytes
}

/** Opened once: kept no longer than the store keeps the row, which bounds them. */
const opened = new WeakMap<KeyMaterialRow, SecretBytes>()

type MaterialScope = Pick<RequestScope, 'store' | 'world' | 'sealer' | 'now'>

/** The key material as one request sees it. */
export class KeyMaterials {
  readonly #request: MaterialScope

  constructor(request: MaterialScope) {
    this.#request = request
  }

  /** Undefined when the key has no material of this generation. */
  find(key: KeyPlace, generation: number): KeyMaterial | undefined {
    const row = this.#request.store.get(keyMaterials, keyMaterialRowId(key, generation))?.value
    if (!row) return undefined
    return { generation, id: row.keyMaterialId, secret: this.#open(row, key, generation) }
  }

  /** The material that encrypts. */
  current(key: KeyRow): KeyMaterial {
    const material = this.find(key, key.currentGeneration)
    // INVARIANT: a key and its current material are made in one transaction.
    if (!material) throw new Error(`key \`${key.keyId}\` lacks its current key material`)
    return material
  }

  /** Key material; where none is given, fresh bytes for a symmetric encryption key. */
  create(
    key: KeyPlace,
    generation: number,
    given?: SecretBytes,
  ): { material: KeyMaterial; change: Change } {
    const { world, sealer, now } = this.#request
    const secret = given ?? newSymmetricKey(world)
    const id = keyMaterialId(secret, key.keyId)
    const row: KeyMaterialRow = {
      createdAt: now.toISOString(),
      keyMaterialId: id,
      sealedMaterial: sealer.seal(secret, binding(key, generation)),
    }
    return {
      material: { generation, id, secret },
      change: change(keyMaterials, keyMaterialRowId(key, generation), undefined, row),
    }
  }

  #open(row: KeyMaterialRow, key: KeyPlace, generation: number): SecretBytes {
    const known = opened.get(row)
    if (known) return known
    const secret = this.#request.sealer.open(row.sealedMaterial, binding(key, generation))
    opened.set(row, secret)
    return secret
  }
}

const binding = (key: KeyPlace, generation: number): SealBinding => ({
  table: keyMaterials.name,
  id: keyMaterialRowId(key, generation),
  generation,
})
