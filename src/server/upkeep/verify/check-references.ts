// What a row names is there.

import { parseArn } from '../../../base/arn.ts'
import * as cloudTrail from '../../../services/cloudtrail/tables.ts'
import * as glue from '../../../services/glue/tables.ts'
import * as iam from '../../../services/iam/tables.ts'
import * as kms from '../../../services/kms/tables.ts'
import * as s3 from '../../../services/s3/tables.ts'
import type { Row, Table } from '../../../store/store.ts'
import { problem, type Problem } from './problem.ts'
import type { StoredRows } from './stored-rows.ts'

interface Reference {
  readonly from: Table<never>
  readonly to: Table<never>
  readonly ids: (row: Row<never>) => readonly string[]
}

const refers = <From, To>(
  from: Table<From>,
  to: Table<To>,
  ids: (row: Row<From>) => readonly string[],
): Reference => ({ from, to, ids }) as unknown as Reference

const sameId = ({ id }: Row<unknown>): readonly string[] => [id]
/** The parts of an id before its last slash. */
const parent = ({ id }: Row<unknown>): readonly string[] => [id.slice(0, id.lastIndexOf('/'))]
const bucketOf = ({ id }: Row<unknown>): readonly string[] => [id.slice(0, id.indexOf('/'))]

const accountOf = ({ value }: Row<{ readonly account: string }>): readonly string[] => [
  value.account,
]

/** The database `default` is always there, and needs no row. */
const isDefault = (databaseId: string): boolean => databaseId.endsWith('/default')

/** Of customer managed policies; AWS's own have no row. */
const policyIds = (account: string, arns: readonly string[]): readonly string[] =>
  arns.flatMap((arn) => {
    const parts = parseArn(arn)
    if (parts?.account !== account) return []
    return [iam.rowId(account as iam.UserRow['account'], parts.resource.split('/').at(-1) ?? '')]
  })

const attached = ({ value }: Row<iam.IdentityRow>): readonly string[] =>
  policyIds(value.account, value.attachedPolicies)

/** Key material that KMS keeps itself, and that was there at least once. */
const currentMaterial = ({ id, value }: Row<kms.KeyRow>): readonly string[] =>
  value.currentGeneration === 0 || value.customKeyStoreId !== undefined
    ? []
    : [`${id}/${String(value.currentGeneration).padStart(6, '0')}`]

const references: readonly Reference[] = [
  refers(kms.keys, kms.keyPolicies, sameId),
  refers(kms.keys, kms.keyMaterials, currentMaterial),
  refers(kms.keys, kms.customKeyStores, ({ value }) => {
    const place = kms.keyStoreOf(value)
    return place ? [kms.keyStoreRowId(place)] : []
  }),
  refers(kms.keyPolicies, kms.keys, sameId),
  refers(kms.keyUsages, kms.keys, sameId),
  refers(kms.grantCounts, kms.keys, sameId),
  refers(kms.keyMaterials, kms.keys, parent),
  refers(kms.grants, kms.keys, ({ value }) => [kms.keyRowId(value)]),
  refers(kms.aliases, kms.keys, ({ value }) => [
    kms.keyRowId({ ...value, keyId: value.targetKeyId }),
  ]),
  refers(iam.users, iam.accounts, accountOf),
  refers(iam.roles, iam.accounts, accountOf),
  refers(iam.groups, iam.accounts, accountOf),
  refers(iam.policies, iam.accounts, accountOf),
  refers(iam.accessKeys, iam.accounts, accountOf),
  refers(iam.accessKeys, iam.users, ({ value }) =>
    value.userName === undefined ? [] : [iam.rowId(value.account, value.userName)],
  ),
  refers(iam.users, iam.policies, attached),
  refers(iam.roles, iam.policies, attached),
  refers(iam.groups, iam.policies, attached),
  refers(iam.users, iam.groups, ({ value }) =>
    value.groups.map((group) => iam.rowId(value.account, group)),
  ),
  refers(iam.instanceProfiles, iam.roles, ({ value }) =>
    value.roleName === undefined ? [] : [iam.rowId(value.account, value.roleName)],
  ),
  refers(s3.bucketPolicies, s3.buckets, sameId),
  refers(s3.bucketSettings, s3.buckets, bucketOf),
  refers(s3.objects, s3.buckets, bucketOf),
  refers(s3.uploads, s3.buckets, ({ value }) => [value.bucket]),
  refers(cloudTrail.trailDeliveries, cloudTrail.trails, sameId),
  refers(cloudTrail.digestStates, cloudTrail.trails, ({ id }) => [
    id.split('/').slice(0, 3).join('/'),
  ]),
  refers(glue.tables, glue.databases, (row) => parent(row).filter((id) => !isDefault(id))),
]

const byTable = Map.groupBy(references, ({ from }) => from.name)

/** What one row names and what is not there. */
export function* leadsNowhere(
  table: Table<never>,
  row: Row<unknown>,
  rows: StoredRows,
): Generator<Problem, undefined> {
  for (const { to, ids } of byTable.get(table.name) ?? []) {
    for (const target of ids(row as Row<never>)) {
      if (rows.has(to, target)) continue
      const facts = { id: row.id, table: table.name, target, targetTable: to.name }
      yield problem('row/leads-nowhere', facts)
    }
  }
  return undefined
}

/** What needs more rows than one to be told. */
export function* checkTogether(rows: StoredRows): Generator<Problem, undefined> {
  yield* checkParts(rows)
  yield* checkGrantCounts(rows)
  return undefined
}

/** A part is of an upload by the upload's id, which is no row's id. */
function* checkParts(rows: StoredRows): Generator<Problem, undefined> {
  const uploads = new Set([...rows.all(s3.uploads)].map(({ value }) => value.uploadId))
  for (const row of rows.all(s3.parts)) {
    const [target = ''] = parent(row)
    if (uploads.has(target)) continue
    const facts = { id: row.id, table: s3.parts.name, target, targetTable: s3.uploads.name }
    yield problem('row/leads-nowhere', facts)
  }
  return undefined
}

function* checkGrantCounts(rows: StoredRows): Generator<Problem, undefined> {
  const found = new Map<string, number>()
  for (const { value } of rows.all(kms.grants)) {
    const key = kms.keyRowId(value)
    found.set(key, (found.get(key) ?? 0) + 1)
  }
  for (const { id, value } of rows.all(kms.grantCounts)) {
    yield* otherCount(id, value.grants, found.get(id) ?? 0)
    found.delete(id)
  }
  for (const [id, count] of found) yield* otherCount(id, 0, count)
  return undefined
}

function* otherCount(id: string, told: number, found: number): Generator<Problem, undefined> {
  const facts = { id, table: kms.grantCounts.name, told: String(told), found: String(found) }
  if (told !== found) yield problem('row/wrong-count', facts)
  return undefined
}
