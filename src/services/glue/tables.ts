// The rows of the Glue Data Catalog. Names are in lower case, as Hive has them; ids begin with
// account and Region, so that a prefix pages through them.

import { createHash } from 'node:crypto'
import type { AccountId } from '../../base/account-id.ts'
import type { Region } from '../../base/region.ts'
import type { Table } from '../../store/store.ts'
import { limits } from './limits.ts'
import type { DatabaseInput, PartitionInput, TableInput } from './model.ts'

/** A Data Catalog: an account has one in each Region. */
export interface CatalogPlace {
  readonly account: AccountId
  readonly region: Region
}

export interface DatabasePlace extends CatalogPlace {
  readonly database: string
}

export interface TablePlace extends DatabasePlace {
  readonly table: string
}

/** The name stands in the place; the rest is as it was given. */
export interface DatabaseRow extends DatabasePlace {
  /** ISO 8601, as every time in a row. Absent for `default`, which nobody made. */
  readonly createdAt?: string
  readonly input: Omit<DatabaseInput, 'Name'>
  readonly tags?: Readonly<Record<string, string>>
  /** Of `default` only: it is there until somebody deletes it, and that has to be remembered. */
  readonly isDeleted?: true
}

type Times = 'LastAccessTime' | 'LastAnalyzedTime'

export interface TableRow extends TablePlace {
  readonly createdAt: string
  readonly updatedAt: string
  readonly lastAccessAt?: string
  readonly lastAnalyzedAt?: string
  /** The ARN of whoever made it. */
  readonly createdBy: string
  /** From 0; grows with every change. */
  readonly version: number
  readonly input: Omit<TableInput, 'Name' | Times>
}

export interface PartitionRow extends TablePlace {
  /** In the order of the table's partition keys. */
  readonly values: readonly string[]
  readonly createdAt: string
  readonly lastAccessAt?: string
  readonly lastAnalyzedAt?: string
  readonly input: Omit<PartitionInput, 'Values' | Times>
}

export interface PartitionCountRow {
  readonly partitions: number
}

/** Names may hold a slash; `/` stands between the parts of an id. */
const idPart = (name: string): string => name.replaceAll(/[\0%/]/g, encodeURIComponent)

export const catalogPrefix = ({ account, region }: CatalogPlace): string => `${account}/${region}/`

export const databaseRowId = (place: DatabasePlace): string =>
  `${catalogPrefix(place)}${idPart(place.database)}`

export const tablePrefix = (place: DatabasePlace): string => `${databaseRowId(place)}/`

export const tableRowId = (place: TablePlace): string =>
  `${tablePrefix(place)}${idPart(place.table)}`

/** Of everything that belongs to one table. */
export const partitionPrefix = (place: TablePlace): string => `${tableRowId(place)}/`

/** Values may be longer than an id can be: then a digest stands for what is left out. */
export function partitionRowId(place: TablePlace, values: readonly string[]): string {
  const text = values.map(idPart).join('/')
  const max = limits.partitionIdCharacters
  if (text.length <= max) return `${partitionPrefix(place)}${text}`
  const digest = createHash('sha256').update(text).digest('hex')
  return `${partitionPrefix(place)}${text.slice(0, max).toWellFormed()}/#${digest}`
}

/** The version is padded: ids are ordered as text. */
export const tableVersionRowId = (place: TablePlace, version: number): string =>
  `${partitionPrefix(place)}${String(version).padStart(9, '0')}`

export const databases: Table<DatabaseRow> = { name: 'glue.databases' }

export const tables: Table<TableRow> = { name: 'glue.tables' }

/** What a table was before its changes. */
export const tableVersions: Table<TableRow> = { name: 'glue.table-versions' }

export const partitions: Table<PartitionRow> = { name: 'glue.partitions' }

/** By the id of the table's row. */
export const partitionCounts: Table<PartitionCountRow> = { name: 'glue.partition-counts' }
