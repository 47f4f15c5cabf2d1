// What a statement shows becomes objects in the output location, and facts of the query execution.

import { join } from 'node:path'
import type { QueryOutcome } from '../../../services/athena/api.ts'
import { listingText } from '../../../sql/ddl/listing.ts'
import { csvHeader, csvLine } from '../../../sql/results/csv.ts'
import type { QueryResult, ResultColumn } from '../../../sql/types.ts'
import type { QueryScope } from '../query-scope.ts'
import { requireScannedWithin } from '../scanned-limit.ts'
import type { StatementResult } from '../statements/statement-result.ts'
import { putResult } from './put-result.ts'
import { textPayload, writeResultFile } from './result-file.ts'

export async function keepResult(scope: QueryScope, shown: StatementResult): Promise<QueryOutcome> {
  switch (shown.kind) {
    case 'rows':
      return keepRows(scope, shown.result)
    case 'lines': {
      const { columns } = shown.listing
      const text = listingText(shown.listing)
      await putResult(scope, outputOf(scope), textPayload(text))
      await putColumns(scope, columns)
      return { columns, statistics: { outputBytes: Buffer.byteLength(text) } }
    }
    case 'written':
      return keepManifest(scope, shown)
  }
}

const outputOf = ({ execution }: QueryScope): string => execution.result.OutputLocation

async function keepRows(scope: QueryScope, result: QueryResult): Promise<QueryOutcome> {
  const { columns } = result
  let outputRows = 0
  const lines = async function* () {
    yield csvHeader(columns)
    for await (const rows of result.rows) {
      outputRows += rows.length
      yield rows.map(csvLine).join('')
    }
  }
  const path = join(scope.scratchDirectory, `result-${scope.execution.id}.csv`)
  const file = await writeResultFile(path, lines())
  try {
    requireScannedWithin(scope, result.scannedBytes())
    scope.signal.throwIfAborted()
    await putResult(scope, outputOf(scope), file.payload())
    await putColumns(scope, columns)
  } finally {
    await file.remove()
  }
  const { bytes: outputBytes } = file
  return { columns, statistics: { outputBytes, outputRows, scannedBytes: result.scannedBytes() } }
}

/**
 * Beside every result lies what its columns are.
 *
 * UNLIKE AWS: the file beside a result that tells its columns (`.metadata`) is JSON. AWS's form is
 * its own, and only Athena reads it.
 */
async function putColumns(scope: QueryScope, columns: readonly ResultColumn[]): Promise<void> {
  const text = JSON.stringify({ columns })
  await putResult(scope, `${outputOf(scope)}.metadata`, textPayload(text))
}

async function keepManifest(
  scope: QueryScope,
  { objects, rowCount, scannedBytes }: Extract<StatementResult, { kind: 'written' }>,
): Promise<QueryOutcome> {
  const manifestLocation = `${outputOf(scope).replace(/\.csv$/, '')}-manifest.csv`
  const text = objects.map((uri) => `${uri}\n`).join('')
  await putResult(scope, manifestLocation, textPayload(text))
  return { updateCount: rowCount, statistics: { manifestLocation, scannedBytes } }
}
