import type { RequestScope } from '../operation.ts'
import { Databases } from './resources/databases.ts'
import { Partitions } from './resources/partitions.ts'
import { Tables } from './resources/tables.ts'

export interface GlueScope extends RequestScope {
  readonly databases: Databases
  readonly tables: Tables
  readonly partitions: Partitions
}

export function glueScope(request: RequestScope): GlueScope {
  const partitions = new Partitions(request)
  const tables = new Tables(request, partitions)
  return { ...request, databases: new Databases(request, tables), tables, partitions }
}
