// What the clients' stories about Athena have in common: a trail's log files, and a table of them.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { consoleCloudTrailTable } from '../../src/doctor/athena/cloudtrail-table.ts'
import { LOGS, makeBuckets, putLogFile, rowsOf } from '../athena/fixture.ts'
import { run } from '../cli/sparekey.ts'
import { ACCOUNT, startWorld, type TestWorld } from '../fixtures/world.ts'
import { output } from './installed.ts'

const { SPAREKEY_TEST_PYTHON: python = 'python3' } = process.env

/** Why Python cannot tell a story that needs these packages; false where it can. */
export async function lacking(...packages: readonly string[]): Promise<string | false> {
  for (const name of packages) {
    const found = await output(python, ['-c', `import ${name}`])
    if (found === undefined) return `${name} for ${python} is not installed`
  }
  return false
}

/** What CREATE TABLE says in the console, of the log files below. */
export const CREATE_TABLE = consoleCloudTrailTable({ bucket: LOGS }, ACCOUNT)
export const TABLE = 'cloudtrail_logs_trail_logs'

/** Why `SELECT nowhere` fails. */
export const UNRESOLVED =
  "COLUMN_NOT_FOUND: line 1:8: Column 'nowhere' cannot be resolved or requester is not " +
  'authorized to access requested resources'

export interface Queried {
  readonly world: TestWorld
  /** The settings that bring a client to the stack, as the root user. */
  readonly env: Readonly<Record<string, string>>
}

/** Log files of three events, two of them PutKeyPolicy's, and a bucket for results. */
export async function withLogFiles(t: TestContext): Promise<Queried> {
  const world = await startWorld()
  t.after(() => world.close())
  await makeBuckets(world)
  await putLogFile(world, 'morning', [
    { eventID: 'first', eventTime: '2026-11-20T01:00:00Z' },
    { eventID: 'second', eventTime: '2026-11-20T02:00:00Z', eventName: 'CreateKey' },
  ])
  await putLogFile(world, 'noon', [{ eventID: 'third', eventTime: '2026-11-20T12:00:00Z' }])
  const env = {
    AWS_ENDPOINT_URL: world.endpoint,
    AWS_SHARED_CREDENTIALS_FILE: join(world.data, 'credentials'),
    AWS_PROFILE: ACCOUNT,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_DEFAULT_OUTPUT: 'json',
  }
  return { world, env }
}

/** What a script prints, line by line, when there is a table of the log files. */
export async function told(t: TestContext, script: string): Promise<readonly string[]> {
  const { world, env } = await withLogFiles(t)
  await rowsOf(world, 'CREATE DATABASE IF NOT EXISTS default')
  await rowsOf(world, CREATE_TABLE)
  const { code, stdout, stderr } = await run(python, ['-c', script], env)
  assert.equal(code, 0, stdout + stderr)
  return stdout.trim().split('\n')
}
