// A page of a result, out of the file that the query has left in the bucket.

import { AwsError } from '../../../aws/errors.ts'
import { isJsonObject, parseJson } from '../../../base/json.ts'
import { parseRegion } from '../../../base/region.ts'
import { bucketFacts } from '../../s3/api.ts'
import type { Content } from '../../operation.ts'
import { AccessDeniedException, InvalidRequestException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Row } from '../model.ts'
import { badToken } from '../paging.ts'
import type { AthenaScope } from '../scope.ts'
import type { QueryExecutionRow } from '../tables.ts'
import { parseS3Location } from './result-configuration.ts'
import { csvValues, recordsIn } from './result-records.ts'
import { ATHENA } from './stored-caller.ts'

export interface ResultPage {
  readonly rows: readonly Row[]
  readonly next: string | undefined
}

interface PageRequest {
  readonly NextToken?: string | undefined
  readonly MaxResults?: number | undefined
}

/**
 * The rows in the order of the file. A `.csv` begins with the names of the columns, and so does
 * the first page; a token says how far into the file the pages have come.
 */
export async function resultPage(
  execution: QueryExecutionRow,
  { NextToken, MaxResults = limits.resultRowsPerPage }: PageRequest,
  scope: AthenaScope,
): Promise<ResultPage> {
  const { OutputLocation: location } = execution.result
  const isCsv = location.endsWith('.csv')
  // Without columns there are no rows; INSERT and its like have no file.
  if (!execution.columns || !(isCsv || location.endsWith('.txt'))) {
    return { rows: [], next: undefined }
  }
  const offset = NextToken === undefined ? 0 : requireOffset(NextToken, execution)
  const { chunks } = await openResult(location, offset, scope)
  const rows: Row[] = []
  let end = offset
  for await (const record of recordsIn(chunks, { offset, isCsv })) {
    const isFull = rows.length >= MaxResults || end - offset >= limits.resultPageBytesMax
    if (isFull && rows.length > 0) return { rows, next: tokenOf(end, execution) }
    rows.push(isCsv ? csvRow(record.text) : { Data: [{ VarCharValue: record.text }] })
    end = record.end
  }
  return { rows, next: undefined }
}

/** NULL is a datum without a value. */
const csvRow = (record: string): Row => ({
  Data: csvValues(record).map((value) => (value === undefined ? {} : { VarCharValue: value })),
})

/** As the caller, who has to be let read the object. */
async function openResult(uri: string, offset: number, scope: AthenaScope): Promise<Content> {
  const { bucket: Bucket = '', key: Key = '' } = parseS3Location(uri) ?? {}
  const region = parseRegion(bucketFacts(scope.store, Bucket)?.region ?? '') ?? scope.region
  const Range = offset === 0 ? undefined : `bytes=${offset}-`
  const input = { Bucket, Key, ...(Range !== undefined && { Range }) }
  try {
    const content = await scope.read({
      service: 's3',
      operation: 'GetObject',
      input,
      region,
      by: ATHENA,
    })
    if (content) return content
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown
    if (thrown.code === 'AccessDenied') throw AccessDeniedException(thrown.message)
  }
  throw resultNotFound()
}

/** Measured 2026-09 (aoyagikouhei/athena-local), of a query that was cancelled. */
export const resultNotFound = () =>
  InvalidRequestException('Could not find results', 'RESULT_NOT_FOUND')

const tokenOf = (offset: number, { id }: QueryExecutionRow): string =>
  Buffer.from(JSON.stringify({ id, offset })).toString('base64')

function requireOffset(token: string, { id }: QueryExecutionRow): number {
  const place = parseJson(Buffer.from(token, 'base64').toString())
  if (!isJsonObject(place) || place['id'] !== id) throw badToken()
  const offset = place['offset']
  if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset <= 0) throw badToken()
  return offset
}
