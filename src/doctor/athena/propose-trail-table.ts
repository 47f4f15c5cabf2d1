import { parseArn } from '../../base/arn.ts'
import { quotedName } from '../../base/hive-text.ts'
import type { Connection } from '../connection.ts'
import { askCallerIdentity } from '../evidence/caller-identity.ts'
import { ask } from '../evidence/answer.ts'
import { describeTrails } from '../evidence/trails.ts'
import { doctorFailure } from '../failure.ts'
import { withLogConnection } from '../logs/connect-logs.ts'
import { createTableStatement, defaultTable } from './create-table.ts'
import { describeDatabase, describeTable } from './find-table.ts'

/** A table over the logs of a trail, and what makes it; nothing is made yet. */
export interface TrailTableProposal {
  readonly database: string
  readonly name: string
  /** Whether it was made already. */
  readonly isThere: boolean
  /** CREATE TABLE. */
  readonly statement: string
  /** CREATE DATABASE, which comes first; null where the database is there. */
  readonly databaseStatement: string | null
}

/** For a trail that records the Region of the connection. */
export async function proposeTrailTable(
  connection: Connection,
  trailArn: string,
): Promise<TrailTableProposal> {
  const { region = parseArn(trailArn)?.region ?? '' } = connection.options
  const trail = (await describeTrails(connection, region)).find(({ arn }) => arn === trailArn)
  if (trail === undefined) throw doctorFailure('noTrail', { trail: trailArn, region })
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('aws', caller)
  const { account } = caller
  const table = defaultTable(trail)
  const { database, name } = table
  return withLogConnection(connection, async ({ s3, athena }) => {
    const wanted = { table, trail, account, region, since: undefined }
    const statement = await createTableStatement(s3, wanted)
    const found = await ask('athena:GetDatabase', () => describeDatabase(athena, database))
    const hasDatabase = 'got' in found || 'refused' in found
    const made = await ask('athena:GetTableMetadata', () => describeTable(athena, table, {}))
    const first = `CREATE DATABASE IF NOT EXISTS ${quotedName(database)}`
    const databaseStatement = hasDatabase ? null : first
    return { database, name, isThere: 'got' in made, statement, databaseStatement }
  })
}
