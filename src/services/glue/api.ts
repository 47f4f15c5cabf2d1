// What other services may know of Glue: what it is asked, and what it answers.

import type * as model from './model.ts'

interface Call<Input, Output> {
  readonly input: Input
  readonly output: Output
}

/** By the name of the operation. */
export interface GlueCalls {
  readonly BatchCreatePartition: Call<
    model.BatchCreatePartitionInput,
    model.BatchCreatePartitionOutput
  >
  readonly BatchDeletePartition: Call<
    model.BatchDeletePartitionInput,
    model.BatchDeletePartitionOutput
  >
  readonly CreateDatabase: Call<model.CreateDatabaseInput, model.CreateDatabaseOutput>
  readonly CreateTable: Call<model.CreateTableInput, model.CreateTableOutput>
  readonly DeleteDatabase: Call<model.DeleteDatabaseInput, model.DeleteDatabaseOutput>
  readonly DeleteTable: Call<model.DeleteTableInput, model.DeleteTableOutput>
  readonly GetDatabase: Call<model.GetDatabaseInput, model.GetDatabaseOutput>
  readonly GetDatabases: Call<model.GetDatabasesInput, model.GetDatabasesOutput>
  readonly GetPartition: Call<model.GetPartitionInput, model.GetPartitionOutput>
  readonly GetPartitions: Call<model.GetPartitionsInput, model.GetPartitionsOutput>
  readonly GetTable: Call<model.GetTableInput, model.GetTableOutput>
  readonly GetTables: Call<model.GetTablesInput, model.GetTablesOutput>
  readonly UpdatePartition: Call<model.UpdatePartitionInput, model.UpdatePartitionOutput>
  readonly UpdateTable: Call<model.UpdateTableInput, model.UpdateTableOutput>
}

export type GlueInput<Name extends keyof GlueCalls> = GlueCalls[Name]['input']
export type GlueOutput<Name extends keyof GlueCalls> = GlueCalls[Name]['output']

export type GlueDatabase = model.Database
export type GlueTable = model.Table
