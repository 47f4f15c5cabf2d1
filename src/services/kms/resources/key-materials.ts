import type { SecretBytes } from '../../../base/secret-bytes.ts'
import type { SealBinding } from '../../../crypto/seal.ts'
import { keyMaterialId, newSymmetricKey } from '../../../crypto/symmetric-key.ts'
import { change } from '../../../store/store.ts'
import type { Change, Row } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { everyRow } from '../paging.ts'
import type { KeyMaterialRow, KeyPlace, KeyRow } from '../tables.ts'
import { keyMaterialRowId, keyMaterials, keyRowId, placeOfMaterial } from '../tables.ts'

export interface KeyMaterial {
  readonly generation: number
  /** 64 hexadecimal digits. */
  readonly id: string
  readonly secret: SecretBytes
}

export interface NewMaterial {
  readonly material: KeyMaterial
  readonly row: KeyMaterialRow
  readonly change: Change
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
    if (row?.sealedMaterial === undefined) return undefined
    const secret = this.#open(row, row.sealedMaterial, key, generation)
    return { generation, id: row.keyMaterialId, secret }
  }

  /** In the order of their generations, those included whose material is not here now. */
  allOf(key: KeyPlace): readonly Row<KeyMaterialRow>[] {
    const { store } = this.#request
    const prefix = `${keyRowId(key)}/`
    return [...everyRow((page) => store.page(keyMaterials, { ...page, prefix }))]
  }

  /** The material that encrypts. */
  current(key: KeyRow): KeyMaterial {
    const material = this.find(key, key.currentGeneration)
    // INVARIANT: a key's state lets cryptography through only while its current material is here.
    if (!material) throw new Error(`key \`${key.keyId}\` lacks its current key material`)
    return material
  }

  /** Key material; where none is given, fresh bytes for a symmetric encryption key. */
  create(
    key: KeyPlace,
    generation: number,
    given?: SecretBytes,
    more: Pick<KeyMaterialRow, 'rotation'> = {},
  ): NewMaterial {
    return this.put(key, generation, given ?? newSymmetricKey(this.#request.world), more)
  }

  /** The material under this generation, in place of what is there. */
  put(
    key: KeyPlace,
    generation: number,
    secret: SecretBytes,
    more: Pick<KeyMaterialRow, 'imported' | 'rotation'> = {},
  ): NewMaterial {
    const { sealer, now, store } = this.#request
    const id = keyMaterialId(secret, key.keyId)
    const rowId = keyMaterialRowId(key, generation)
    const current = store.get(keyMaterials, rowId)
    const row: KeyMaterialRow = {
      createdAt: now.toISOString(),
      ...current?.value,
      keyMaterialId: id,
      sealedMaterial: sealer.seal(secret, binding(key, generation)),
      ...more,
    }
    return {
      material: { generation, id, secret },
      row,
      change: change(keyMaterials, rowId, current, row),
    }
  }

  /** All the material of a key as that of a related key, which has the same id. */
  copies(from: KeyRow, to: KeyPlace): readonly Change[] {
    return this.allOf(from).flatMap(({ id, value }) => {
      const { generation } = placeOfMaterial(id)
      const material = this.find(from, generation)
      return material ? [this.copy(material, value, to)] : []
    })
  }

  /** Sealed anew: a seal is bound to its row. */
  copy({ secret, generation }: KeyMaterial, row: KeyMaterialRow, to: KeyPlace): Change {
    const { store, sealer } = this.#request
    const id = keyMaterialRowId(to, generation)
    const sealedMaterial = sealer.seal(secret, binding(to, generation))
    return change(keyMaterials, id, store.get(keyMaterials, id), { ...row, sealedMaterial })
  }

  #open(row: KeyMaterialRow, sealed: string, key: KeyPlace, generation: number): SecretBytes {
    const known = opened.get(row)
    if (known) return known
    const secret = this.#request.sealer.open(sealed, binding(key, generation))
    opened.set(row, secret)
    return secret
  }
}

const binding = (key: KeyPlace, generation: number): SealBinding => ({
  table: keyMaterials.name,
  id: keyMaterialRowId(key, generation),
  generation,
})
