import type { RequestScope } from '../../operation.ts'
import { InvalidInputException } from '../errors.ts'
import type { CreateTableInput, Table, TableInput } from '../model.ts'
import type { TablePlace, TableRow } from '../tables.ts'
import { storageDescriptorView } from './storage-descriptor.ts'
import { accessTimes, accessTimesView } from './access-times.ts'

type Described = Pick<TableRow, 'input' | 'lastAccessAt' | 'lastAnalyzedAt'>

/** The members of CreateTable and UpdateTable that say what the table is. */
interface TableRequest {
  readonly TableInput?: TableInput | undefined
  readonly OpenTableFormatInput?: unknown
  readonly UpdateOpenTableFormatInput?: unknown
}

/** Only a table in an open format may be described by anything else. */
export function requireTableInput(request: TableRequest): TableInput {
  if (request.OpenTableFormatInput || request.UpdateOpenTableFormatInput) {
    throw InvalidInputException('Sparekey has no Iceberg tables')
  }
  // These sentences are ours: AWS's is not known.
  if (!request.TableInput) throw InvalidInputException('TableInput is required.')
  if (request.TableInput.ViewDefinition) {
    throw InvalidInputException('Sparekey has no views of several dialects')
  }
  return request.TableInput
}

/** The sentence is ours. */
export function refusePartitionIndexes({ PartitionIndexes = [] }: CreateTableInput): void {
  if (PartitionIndexes.length > 0) throw InvalidInputException('Sparekey has no partition indexes')
}

export const newTable = (place: TablePlace, input: TableInput, scope: RequestScope): TableRow => ({
  ...place,
  createdAt: scope.now.toISOString(),
  updatedAt: scope.now.toISOString(),
  createdBy: scope.caller.principal.arn,
  version: 0,
  ...described(input),
})

/** The table as a request describes it anew: what that does not mention is gone. */
export function redescribed(table: TableRow, input: TableInput, now: Date): TableRow {
  const { lastAccessAt: _access, lastAnalyzedAt: _analyzed, ...rest } = table
  return { ...rest, updatedAt: now.toISOString(), ...described(input) }
}

function described(given: TableInput): Described {
  const { Name: _name, LastAccessTime, LastAnalyzedTime, ...input } = given
  return { input, ...accessTimes({ LastAccessTime, LastAnalyzedTime }) }
}

export function tableView(table: TableRow): Table {
  const { ViewDefinition: _none, StorageDescriptor, ...input } = table.input
  return {
    Name: table.table,
    DatabaseName: table.database,
    CreateTime: new Date(table.createdAt),
    UpdateTime: new Date(table.updatedAt),
    ...accessTimesView(table),
    Retention: 0,
    PartitionKeys: [],
    ...input,
    ...(StorageDescriptor && { StorageDescriptor: storageDescriptorView(StorageDescriptor) }),
    CreatedBy: table.createdBy,
    IsRegisteredWithLakeFormation: false,
    CatalogId: table.account,
    VersionId: String(table.version),
    IsMultiDialectView: false,
  }
}
