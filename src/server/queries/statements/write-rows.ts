// The rows of a query become objects in S3. They are files of ours first: a query that fails puts
// nothing.

import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { SqlError } from '../../../sql/sql-error.ts'
import type { QueryRequest, WriteTarget, WrittenColumn } from '../../../sql/types.ts'
import { queryLimits } from '../limits.ts'
import type { QueryScope } from '../query-scope.ts'
import { putResult } from '../results/put-result.ts'
import { filePayload } from '../results/result-file.ts'
import type { WrittenForm } from './written-form.ts'

export interface RowsToWrite extends WrittenForm {
  readonly request: QueryRequest
  readonly columns: readonly WrittenColumn[]
  readonly partitionKeys: number
  /** Where the objects of a partition go; ends with a slash. */
  readonly locationOf: (values: readonly string[]) => string
}

export interface WrittenObjects {
  readonly objects: readonly string[]
  /** Of each partition that has rows, its values. */
  readonly partitions: readonly (readonly string[])[]
  readonly rowCount: number
  readonly scannedBytes: number
}

export async function writeRows(scope: QueryScope, rows: RowsToWrite): Promise<WrittenObjects> {
  const { engine } = scope
  if (!engine.write) throw new SqlError('NOT_SUPPORTED', 'This engine writes no data')
  const { request, format, compression, delimiter, columns, partitionKeys } = rows
  if (format === 'text') requireFlat(columns)
  const directory = await mkdtemp(join(scope.scratchDirectory, 'written-'))
  try {
    const target: WriteTarget = {
      ...{ directory, format, compression, delimiter, columns, partitionKeys },
    }
    const written = await engine.write(request, target)
    const files = written.rowCount > 0 ? await filesIn(join(directory, 'rows'), partitionKeys) : []
    const partitions = distinct(files.map(({ values }) => values))
    requireFewPartitions(partitionKeys, partitions)
    return { ...written, partitions, objects: await putAll(scope, files, rows) }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

interface WrittenFile {
  readonly path: string
  /** From the first dot of the name on: readers tell the compression by it. */
  readonly ending: string
  readonly values: readonly string[]
}

async function filesIn(directory: string, partitionKeys: number): Promise<readonly WrittenFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const folders = relative(directory, parentPath).split(sep).slice(0, partitionKeys)
      const values = partitionKeys === 0 ? [] : folders.map(valueIn)
      return { path: join(parentPath, name), ending: name.slice(name.indexOf('.')), values }
    })
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
}

/** `day=2026-11-28` */
const valueIn = (folder: string): string =>
  decodeURIComponent(folder.slice(folder.indexOf('=') + 1))

async function putAll(
  scope: QueryScope,
  files: readonly WrittenFile[],
  { locationOf }: RowsToWrite,
): Promise<readonly string[]> {
  const objects: string[] = []
  const time = scope.now.toISOString().replaceAll(/[-:]/g, '').slice(0, 15).replace('T', '_')
  for (const { path, ending, values } of files) {
    scope.signal.throwIfAborted()
    const name = `${time}_00000_${scope.house.world.uuid()}${ending}`
    const uri = `${locationOf(values)}${name}`
    const { size } = await stat(path)
    await putResult(scope, uri, filePayload(createReadStream(path), size))
    objects.push(uri)
  }
  return objects
}

function distinct(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(lists.map((values) => [JSON.stringify(values), values])).values()]
}

function requireFewPartitions(keys: number, partitions: readonly unknown[]): void {
  const most = queryLimits.partitionsWrittenMax
  if (keys === 0 || partitions.length <= most) return
  const says = `Exceeded limit of ${most} open writers for partitions/buckets`
  throw new SqlError('HIVE_TOO_MANY_OPEN_PARTITIONS', says)
}

/** UNLIKE AWS: lists, maps and rows are not written as TEXTFILE. */
function requireFlat(columns: readonly WrittenColumn[]): void {
  const nested = columns.find(({ type }) => ['array', 'map', 'struct'].includes(type.kind))
  if (!nested) return
  const says = `Column '${nested.name}' cannot be written as TEXTFILE: use PARQUET or JSON`
  throw new SqlError('NOT_SUPPORTED', says)
}
