// Unpacks log files and searches them, one after the other, beside DuckDB's own threads.

import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { matchingRecords } from '../reading/matching-records.ts'
import type { FoundRecords, SearchFile } from './search.ts'

interface Work {
  readonly files: readonly SearchFile[]
  readonly texts: readonly string[]
}

const { files, texts } = workerData as Work
for (const { path, isCompressed } of files) {
  const bytes = readFileSync(path)
  const records = matchingRecords(isCompressed ? gunzipSync(bytes) : bytes, texts)
  if (!records || records.length > 0)
    parentPort?.postMessage({ path, records } satisfies FoundRecords)
}
