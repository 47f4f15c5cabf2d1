// A query on its way into the queue.

import { createHash } from 'node:crypto'
import { parseStatement } from '../../../sql/parse/parse-statement.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { StatementType } from '../../../sql/statement-type.ts'
import { statementTypeOf } from '../../../sql/statement-type.ts'
import { InvalidRequestException } from '../errors.ts'
import type { StartQueryExecutionInput } from '../model.ts'
import type { AthenaScope } from '../scope.ts'
import type { QueryExecutionRow, WorkGroupRow } from '../tables.ts'
import { effectiveConfiguration, resultLocation } from './result-configuration.ts'
import { storedCaller } from './stored-caller.ts'

/** Throws for a text that is no statement: then there is no query execution at all. */
export function newExecution(
  input: StartQueryExecutionInput,
  group: WorkGroupRow,
  { account, region, caller, now, world }: AthenaScope,
): QueryExecutionRow {
  const type = requireStatement(input.QueryString)
  const result = effectiveConfiguration(group, input.ResultConfiguration)
  const id = world.uuid()
  const { BytesScannedCutoffPerQuery: scannedBytesMax } = group.configuration
  const { ResultReuseByAgeConfiguration: reuse } = input.ResultReuseConfiguration ?? {}
  return {
    account,
    region,
    id,
    workGroup: group.name,
    query: input.QueryString,
    statementType: type.type,
    substatementType: type.subtype,
    context: input.QueryExecutionContext ?? {},
    parameters: input.ExecutionParameters ?? [],
    clientRequestToken: requireToken(input),
    requestDigest: requestDigest(input),
    ...(reuse && { reuse }),
    result: { ...result, OutputLocation: resultLocation(result.OutputLocation, id, type) },
    ...(scannedBytesMax !== undefined && { scannedBytesMax }),
    runAs: storedCaller(caller),
    state: 'QUEUED',
    submittedAt: now.toISOString(),
    statistics: {},
  }
}

function requireStatement(text: string): StatementType {
  try {
    return statementTypeOf(parseStatement(text))
  } catch (cause) {
    if (!(cause instanceof SqlError)) throw cause
    throw InvalidRequestException(cause.message, 'MALFORMED_QUERY')
  }
}

/** Measured 2026-09-17 (aoyagikouhei/athena-local); the SDKs and the CLI make one by themselves. */
export function requireToken({ ClientRequestToken: token }: StartQueryExecutionInput): string {
  if (token === undefined) throw InvalidRequestException('clientRequestToken is null or empty')
  return token
}

/**
 * What has to be the same under the same token. Measured 2026-09-17 (aoyagikouhei/athena-local):
 * neither the execution parameters nor the workgroup are compared.
 */
export function requestDigest(input: StartQueryExecutionInput): string {
  const { QueryString, QueryExecutionContext: context, ResultConfiguration: result } = input
  const compared = [QueryString, context?.Database, result?.OutputLocation]
  return createHash('sha256').update(JSON.stringify(compared)).digest('base64url')
}
