// Tables over CloudTrail's logs, as the catalog of Athena tells of them.

import {
  GetDatabaseCommand,
  GetTableMetadataCommand,
  paginateListDatabases,
  paginateListTableMetadata,
  type AthenaClient,
  type TableMetadata,
} from '@aws-sdk/client-athena'
import type { Reach } from '../reach.ts'
import type { TableName } from './athena-name.ts'
import { covers, isOfCloudTrail, type LogPlace, type TrailTable } from './trail-table.ts'

/** The catalog that Glue keeps; Athena's other catalogs hold no logs. */
const CATALOG = 'AwsDataCatalog'

const limits = { databasesMax: 50, tablesMax: 2000 } as const

export async function describeDatabase(athena: AthenaClient, database: string): Promise<void> {
  await athena.send(new GetDatabaseCommand({ CatalogName: CATALOG, DatabaseName: database }))
}

export async function describeTable(
  athena: AthenaClient,
  { database, name }: TableName,
  { workgroup }: Reach,
): Promise<TrailTable> {
  const { TableMetadata = { Name: name } } = await athena.send(
    new GetTableMetadataCommand({
      CatalogName: CATALOG,
      DatabaseName: database,
      TableName: name,
      ...(workgroup === undefined ? {} : { WorkGroup: workgroup }),
    }),
  )
  return tableOf(database, TableMetadata)
}

/**
 * The table that holds what lies in one of the folders. One with partitions by the day comes
 * first, for it is read a day at a time, and then the narrowest.
 */
export async function findTable(
  athena: AthenaClient,
  folders: readonly string[],
  place: LogPlace,
  { workgroup }: Reach,
): Promise<TrailTable | undefined> {
  const found: TrailTable[] = []
  let seen = 0
  for (const database of await databases(athena, workgroup)) {
    const pages = paginateListTableMetadata(
      { client: athena },
      { CatalogName: CATALOG, DatabaseName: database, ...workgroupOf(workgroup) },
    )
    for await (const { TableMetadataList = [] } of pages) {
      seen += TableMetadataList.length
      const tables = TableMetadataList.map((one) => tableOf(database, one))
      found.push(...tables.filter((table) => fits(table, folders, place)))
      if (seen > limits.tablesMax) return best(found)
    }
  }
  return best(found)
}

async function databases(
  athena: AthenaClient,
  workgroup: string | undefined,
): Promise<readonly string[]> {
  const names: string[] = []
  const query = { CatalogName: CATALOG, ...workgroupOf(workgroup) }
  for await (const { DatabaseList = [] } of paginateListDatabases({ client: athena }, query)) {
    names.push(...DatabaseList.flatMap(({ Name }) => Name ?? []))
    if (names.length > limits.databasesMax) break
  }
  return names.slice(0, limits.databasesMax)
}

const workgroupOf = (workgroup: string | undefined) =>
  workgroup === undefined ? {} : { WorkGroup: workgroup }

function fits(table: TrailTable, folders: readonly string[], place: LogPlace): boolean {
  return isOfCloudTrail(table.properties) && folders.some((folder) => covers(table, folder, place))
}

function best(tables: readonly TrailTable[]): TrailTable | undefined {
  return tables.toSorted(
    (one, other) =>
      Number(other.partitionKeys.length > 0) - Number(one.partitionKeys.length > 0) ||
      other.location.length - one.location.length,
  )[0]
}

function tableOf(database: string, table: TableMetadata): TrailTable {
  const { Name: name = '', Parameters: properties = {}, PartitionKeys = [] } = table
  const location = properties.location ?? ''
  return {
    database,
    name,
    location: location.endsWith('/') ? location : `${location}/`,
    partitionKeys: PartitionKeys.map(({ Name: key = '', Type = 'string' }) => ({
      name: key.toLowerCase(),
      type: Type,
    })),
    properties,
  }
}
