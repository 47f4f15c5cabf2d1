// The baseline: Node's zlib over files, and nothing else.

import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'

let bytes = 0
for (const path of workerData as readonly string[]) bytes += gunzipSync(readFileSync(path)).length
parentPort?.postMessage(bytes)
