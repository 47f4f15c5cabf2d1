// Where secrets lie sealed in rows. A seal is a member whose name begins with `sealed`.

import type { SealBinding } from '../../crypto/seal.ts'
import { digestKeys } from '../../services/cloudtrail/tables.ts'
import { accessKeys, mfaDevices } from '../../services/iam/tables.ts'
import { customKeyStores, keyMaterials, placeOfMaterial } from '../../services/kms/tables.ts'
import { sessions } from '../../services/sts/tables.ts'
import type { Row, Table } from '../../store/store.ts'
import { rootKeyChecks } from '../root-key-check.ts'

export interface SealedTable {
  readonly table: Table<never>
  readonly member: string
  readonly generation: (row: Row<Readonly<Record<string, unknown>>>) => number
}

const once = (): number => 1

const sealed = <Value>(
  table: Table<Value>,
  member: keyof Value & string,
  generation: SealedTable['generation'] = once,
): SealedTable => ({ table: table as unknown as Table<never>, member, generation })

/** The check of the root key is the last: it says that all the others are done. */
export const sealedTables: readonly SealedTable[] = [
  sealed(keyMaterials, 'sealedMaterial', ({ id }) => placeOfMaterial(id).generation),
  sealed(customKeyStores, 'sealedSecretAccessKey', ({ value }) =>
    Number(value['secretGeneration']),
  ),
  sealed(accessKeys, 'sealedSecret'),
  sealed(sessions, 'sealedSecret'),
  sealed(mfaDevices, 'sealedSeed'),
  sealed(digestKeys, 'sealedPrivateKey'),
  { table: rootKeyChecks, member: 'sealed', generation: once },
]

export const bindingOf = (
  { table, generation }: SealedTable,
  row: Row<Readonly<Record<string, unknown>>>,
): SealBinding => ({ table: table.name, id: row.id, generation: generation(row) })
