// Every table that there is: what goes through all rows finds here what they are.

import * as athena from '../../services/athena/tables.ts'
import * as cloudTrail from '../../services/cloudtrail/tables.ts'
import * as glue from '../../services/glue/tables.ts'
import * as iam from '../../services/iam/tables.ts'
import * as kms from '../../services/kms/tables.ts'
import * as organizations from '../../services/organizations/tables.ts'
import * as s3 from '../../services/s3/tables.ts'
import * as sts from '../../services/sts/tables.ts'
import type { Table } from '../../store/store.ts'
import { rootKeyChecks } from '../root-key-check.ts'

const modules: readonly object[] = [...[athena, cloudTrail, glue, iam, kms, organizations, s3, sts]]

const isTable = (value: unknown): value is Table<never> =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'

/** By name. */
export const everyTable: ReadonlyMap<string, Table<never>> = new Map(
  [...modules.flatMap((module) => Object.values(module).filter(isTable)), rootKeyChecks].map(
    (table) => [table.name, table],
  ),
)
