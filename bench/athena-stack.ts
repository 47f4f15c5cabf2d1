// Queries as clients see them: from StartQueryExecution to SUCCEEDED, over log files in a bucket.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import {
  AthenaClient,
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { AccountId } from '../src/base/account-id.ts'
import type { Region } from '../src/base/region.ts'
import type { RunningServer } from '../src/server/start.ts'
import { startServer } from '../src/server/start.ts'
import { consoleCloudTrailTable } from '../src/doctor/athena/cloudtrail-table.ts'
import type { DataSource } from '../src/sql/types.ts'
import { percentile } from './statistics.ts'

const ACCOUNT = '111122223333'
const ROUNDS = 20
const ROOT = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY',
}

export interface StackTimes {
  readonly uncompactedMs: number
  /** From the last query that read the log files to the last compacted copy. */
  readonly compactionMs: number
  readonly compactedP50Ms: number
}

/** `query` is given the table's name. */
export async function athenaStackTimes(
  data: string,
  sources: readonly DataSource[],
  query: (table: string) => string,
): Promise<StackTimes> {
  const server = await startServer({
    ...{ port: 0, host: '127.0.0.1', data, region: 'us-east-1' as Region },
    ...{ accounts: [ACCOUNT as AccountId], lookupEventsPerSecond: undefined },
    ...{ insecureAllowReset: false, insecureAllowClock: false, credentialsFile: false },
    rootAccessKey: ROOT,
  })
  try {
    await upload(server, sources)
    const time = timer(server)
    await time(consoleCloudTrailTable({ bucket: 'logs' }, ACCOUNT))
    const asked = query('cloudtrail_logs_logs')
    const uncompactedMs = await time(asked)
    const compactionMs = await compacted(data, sources.length)
    await time(asked)
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) times.push(await time(asked))
    return { uncompactedMs, compactionMs, compactedP50Ms: percentile(times, 50) }
  } finally {
    await server.close()
  }
}

const clientConfiguration = ({ endpoint }: RunningServer) => ({
  ...{ endpoint, region: 'us-east-1', credentials: ROOT, forcePathStyle: true },
})

async function upload(server: RunningServer, sources: readonly DataSource[]): Promise<void> {
  const s3 = new S3Client(clientConfiguration(server))
  for (const Bucket of ['logs', 'results']) await s3.send(new CreateBucketCommand({ Bucket }))
  const put = async ({ uri, content }: DataSource) => {
    const Key = uri.slice(uri.indexOf('AWSLogs/'))
    const Body = 'path' in content ? readFileSync(content.path) : await content.read()
    await s3.send(new PutObjectCommand({ Bucket: 'logs', Key, Body }))
  }
  for (let at = 0; at < sources.length; at += 50) {
    await Promise.all(sources.slice(at, at + 50).map(put))
  }
}

function timer(server: RunningServer): (query: string) => Promise<number> {
  const athena = new AthenaClient(clientConfiguration(server))
  return async (QueryString) => {
    const start = performance.now()
    const ResultConfiguration = { OutputLocation: 's3://results/' }
    const { QueryExecutionId } = await athena.send(
      new StartQueryExecutionCommand({ QueryString, ResultConfiguration }),
    )
    for (;;) {
      const { QueryExecution } = await athena.send(
        new GetQueryExecutionCommand({ QueryExecutionId }),
      )
      const { State, StateChangeReason } = QueryExecution?.Status ?? {}
      if (State === 'SUCCEEDED') return performance.now() - start
      if (State === 'FAILED') throw new Error(StateChangeReason)
      await setTimeout(5)
    }
  }
}

/** Every log file is named in a manifest when it is through. */
async function compacted(data: string, files: number): Promise<number> {
  const start = performance.now()
  const directory = join(data, 'compacted')
  for (;;) {
    const manifests = readdirSync(directory).filter((name) => name.endsWith('.manifest.json'))
    const tags = manifests.flatMap((name) => {
      return (JSON.parse(readFileSync(join(directory, name), 'utf8')) as { tags: string[] }).tags
    })
    if (tags.length >= files) return performance.now() - start
    await setTimeout(100)
  }
}
