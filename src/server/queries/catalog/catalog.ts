// The Glue catalog as one caller may see and change it: every question is a call of Glue's in the
// caller's name.

import { AwsError } from '../../../aws/errors.ts'
import type { Caller } from '../../../base/caller.ts'
import type { Region } from '../../../base/region.ts'
import type {
  BatchCreatePartitionOutput,
  Database,
  DatabaseInput,
  GetDatabaseOutput,
  GetDatabasesOutput,
  GetPartitionsOutput,
  GetTableOutput,
  GetTablesOutput,
  Partition as GluePartition,
  PartitionInput,
  Table,
  TableInput,
} from '../../../services/glue/model.ts'
import type { Partition } from '../../../sql/partitions/partitions-for.ts'
import type { TableDefinition } from '../../../sql/types.ts'
import type { House } from '../../exchange.ts'
import { answerCall } from '../../pipeline.ts'
import { queryLimits } from '../limits.ts'
import { tableDefinition } from './table-definition.ts'

/** A table is named by both. */
export interface NamedTable {
  readonly database: string
  readonly name: string
}

export class Catalog {
  readonly #house: House
  readonly #caller: Caller
  readonly #region: Region

  constructor(house: House, caller: Caller, region: Region) {
    this.#house = house
    this.#caller = caller
    this.#region = region
  }

  /** Undefined: there is none of this name. */
  async database(name: string): Promise<Database | undefined> {
    const output = await this.#found<GetDatabaseOutput>('GetDatabase', { Name: name })
    return output?.Database
  }

  async databases(): Promise<readonly Database[]> {
    const databases: Database[] = []
    for await (const page of this.#pages<GetDatabasesOutput>('GetDatabases', {})) {
      databases.push(...page.DatabaseList)
    }
    return databases
  }

  async table(table: NamedTable): Promise<TableDefinition | undefined> {
    const found = await this.storedTable(table)
    return found && tableDefinition(found)
  }

  /** As Glue has it, with whatever queries do not look at. */
  async storedTable({ database, name }: NamedTable): Promise<Table | undefined> {
    const input = { DatabaseName: database, Name: name }
    return (await this.#found<GetTableOutput>('GetTable', input))?.Table
  }

  async tables(database: string): Promise<readonly Table[]> {
    const tables: Table[] = []
    const input = { DatabaseName: database }
    for await (const page of this.#pages<GetTablesOutput>('GetTables', input)) {
      tables.push(...(page.TableList ?? []))
    }
    return tables
  }

  async partitions(table: TableDefinition): Promise<readonly Partition[]> {
    const partitions: Partition[] = []
    const input = { DatabaseName: table.database, TableName: table.name }
    for await (const page of this.#pages<GetPartitionsOutput>('GetPartitions', input)) {
      partitions.push(...(page.Partitions ?? []).map((one) => partitionOf(table, one)))
    }
    return partitions
  }

  async createDatabase(input: DatabaseInput): Promise<void> {
    await this.#call('CreateDatabase', { DatabaseInput: input })
  }

  async deleteDatabase(name: string): Promise<void> {
    await this.#call('DeleteDatabase', { Name: name })
  }

  async createTable(database: string, input: TableInput): Promise<void> {
    await this.#call('CreateTable', { DatabaseName: database, TableInput: input })
  }

  async updateTable(database: string, input: TableInput): Promise<void> {
    await this.#call('UpdateTable', { DatabaseName: database, TableInput: input })
  }

  async deleteTable({ database, name }: NamedTable): Promise<void> {
    await this.#call('DeleteTable', { DatabaseName: database, Name: name })
  }

  /** Those that were there already are left as they are, and told. */
  async createPartitions(
    { database, name }: NamedTable,
    partitions: readonly PartitionInput[],
  ): Promise<readonly (readonly string[])[]> {
    const existing: (readonly string[])[] = []
    const most = queryLimits.partitionsPerCallMax
    for (let at = 0; at < partitions.length; at += most) {
      const PartitionInputList = partitions.slice(at, at + most)
      const input = { DatabaseName: database, TableName: name, PartitionInputList }
      const output = (await this.#call('BatchCreatePartition', input)) as BatchCreatePartitionOutput
      for (const { PartitionValues, ErrorDetail } of output.Errors ?? []) {
        if (ErrorDetail?.ErrorCode !== 'AlreadyExistsException') {
          throw new AwsError(ErrorDetail?.ErrorCode ?? '', 400, ErrorDetail?.ErrorMessage ?? '')
        }
        existing.push(PartitionValues ?? [])
      }
    }
    return existing
  }

  /** Undefined: there is none with these values. */
  async partition(
    { database, name }: NamedTable,
    values: readonly string[],
  ): Promise<GluePartition | undefined> {
    const input = { DatabaseName: database, TableName: name, PartitionValues: values }
    const output = await this.#found<{ Partition?: GluePartition }>('GetPartition', input)
    return output?.Partition
  }

  async updatePartition(
    { database, name }: NamedTable,
    values: readonly string[],
    input: PartitionInput,
  ): Promise<void> {
    const table = { DatabaseName: database, TableName: name }
    const change = { PartitionValueList: values, PartitionInput: input }
    await this.#call('UpdatePartition', { ...table, ...change })
  }

  async deletePartition({ database, name }: NamedTable, values: readonly string[]): Promise<void> {
    const input = { DatabaseName: database, TableName: name, PartitionValues: values }
    await this.#call('DeletePartition', input)
  }

  async #found<Output>(operation: string, input: object): Promise<Output | undefined> {
    try {
      return (await this.#call(operation, input)) as Output
    } catch (cause) {
      if (cause instanceof AwsError && cause.code === 'EntityNotFoundException') return undefined
      throw cause
    }
  }

  async *#pages<Output extends { readonly NextToken?: string | undefined }>(
    operation: string,
    input: object,
  ): AsyncGenerator<Output, undefined> {
    for (let token: string | undefined; ;) {
      const page = { MaxResults: queryLimits.catalogPageMax, ...(token && { NextToken: token }) }
      const output = (await this.#call(operation, { ...input, ...page })) as Output
      yield output
      if (output.NextToken === undefined) return undefined
      token = output.NextToken
    }
  }

  #call(operation: string, input: object): Promise<unknown> {
    const [caller, region] = [this.#caller, this.#region]
    return answerCall(this.#house, { service: 'glue', operation, input, region, caller })
  }
}

function partitionOf(
  { partitionKeys }: TableDefinition,
  { Values = [], StorageDescriptor }: GluePartition,
): Partition {
  const pairs = partitionKeys.map(({ name }, index) => [name, Values[index] ?? ''] as const)
  return { values: Object.fromEntries(pairs), location: StorageDescriptor?.Location ?? '' }
}
