import { aws } from '../../api/aws.ts'

export interface CatalogTable {
  readonly database: string
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Names of the partition keys. */
  readonly partitions: readonly string[]
}

interface TablesPage {
  readonly NextToken?: string
  readonly TableMetadataList?: readonly {
    readonly Name: string
    readonly Columns?: readonly { readonly Name: string; readonly Type?: string }[]
    readonly PartitionKeys?: readonly { readonly Name: string; readonly Type?: string }[]
  }[]
}

/** A table of CloudTrail's logs, by its columns: names are whatever people gave. */
export function logTableIn(tables: readonly CatalogTable[]): CatalogTable | undefined {
  const logs = tables.filter(({ columns }) =>
    ['eventtime', 'eventname', 'useridentity', 'requestparameters'].every((wanted) =>
      columns.some(({ name }) => name === wanted),
    ),
  )
  return logs.find(({ partitions }) => partitions.length > 0) ?? logs[0]
}

const CATALOG = 'AwsDataCatalog'

/** Every table of the catalog, with its columns. */
export async function readCatalog(signal: AbortSignal): Promise<readonly CatalogTable[]> {
  const { DatabaseList = [] } = await aws<{ DatabaseList?: readonly { readonly Name: string }[] }>(
    'athena',
    'ListDatabases',
    { CatalogName: CATALOG },
    { signal },
  )
  const tables = await Promise.all(DatabaseList.map(({ Name }) => tablesIn(Name, signal)))
  return tables.flat()
}

async function tablesIn(database: string, signal: AbortSignal): Promise<readonly CatalogTable[]> {
  const found: CatalogTable[] = []
  let NextToken: string | undefined
  do {
    const input = { CatalogName: CATALOG, DatabaseName: database, ...(NextToken && { NextToken }) }
    const page = await aws<TablesPage>('athena', 'ListTableMetadata', input, { signal })
    for (const { Name, Columns = [], PartitionKeys = [] } of page.TableMetadataList ?? []) {
      found.push({
        database,
        name: Name,
        columns: [...Columns, ...PartitionKeys].map((one) => ({
          name: one.Name,
          type: one.Type ?? '',
        })),
        partitions: PartitionKeys.map((one) => one.Name),
      })
    }
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return found
}
