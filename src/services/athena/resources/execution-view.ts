import type { QueryExecution, QueryExecutionStatistics, QueryExecutionStatus } from '../model.ts'
import type { QueryExecutionRow } from '../tables.ts'
import { engineVersion } from './work-group-configuration.ts'

/** What GetQueryExecution tells. */
export function executionView(execution: QueryExecutionRow, now: Date): QueryExecution {
  const { parameters, reuse } = execution
  return {
    QueryExecutionId: execution.id,
    Query: execution.query,
    StatementType: execution.statementType,
    ResultConfiguration: execution.result,
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: reuse ?? { Enabled: false } },
    QueryExecutionContext: execution.context,
    Status: statusView(execution),
    Statistics: statisticsView(execution, now),
    WorkGroup: execution.workGroup,
    EngineVersion: engineVersion(),
    ...(parameters.length > 0 && { ExecutionParameters: parameters }),
    SubstatementType: execution.substatementType,
  }
}

function statusView(execution: QueryExecutionRow): QueryExecutionStatus {
  const { state, stateChangeReason, submittedAt, completedAt, error } = execution
  return {
    State: state,
    ...(stateChangeReason !== undefined && { StateChangeReason: stateChangeReason }),
    SubmissionDateTime: new Date(submittedAt),
    ...(completedAt !== undefined && { CompletionDateTime: new Date(completedAt) }),
    ...(error && { AthenaError: error }),
  }
}

function statisticsView(execution: QueryExecutionRow, now: Date): QueryExecutionStatistics {
  const { scannedBytes = 0, manifestLocation, reusedResult = false } = execution.statistics
  return {
    ...timelineView(execution, now),
    DataScannedInBytes: scannedBytes,
    ...(manifestLocation !== undefined && { DataManifestLocation: manifestLocation }),
    ResultReuseInformation: { ReusedPreviousResult: reusedResult },
  }
}

/** Times so far, of a query that is not over. */
export function timelineView(execution: QueryExecutionRow, now: Date) {
  const { submittedAt, startedAt, completedAt, statistics } = execution
  const submitted = Date.parse(submittedAt)
  const completed = completedAt === undefined ? now.getTime() : Date.parse(completedAt)
  const started = startedAt === undefined ? completed : Date.parse(startedAt)
  const { planningMs = 0, serviceMs = 0, engineMs = completed - started } = statistics
  return {
    EngineExecutionTimeInMillis: engineMs,
    TotalExecutionTimeInMillis: completed - submitted,
    QueryQueueTimeInMillis: started - submitted,
    ServicePreProcessingTimeInMillis: 0,
    QueryPlanningTimeInMillis: planningMs,
    ServiceProcessingTimeInMillis: serviceMs,
  }
}
