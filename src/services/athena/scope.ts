import type { RequestScope } from '../operation.ts'
import type { QueryRunner } from './query-runner.ts'
import { NamedQueries } from './resources/named-queries.ts'
import { PreparedStatements } from './resources/prepared-statements.ts'
import { QueryExecutions } from './resources/query-executions.ts'
import { WorkGroups } from './resources/work-groups.ts'

export interface AthenaScope extends RequestScope {
  readonly runner: QueryRunner
  readonly workGroups: WorkGroups
  readonly executions: QueryExecutions
  readonly namedQueries: NamedQueries
  readonly preparedStatements: PreparedStatements
}

export const athenaScope =
  (runner: QueryRunner) =>
  (request: RequestScope): AthenaScope => ({
    ...request,
    runner,
    workGroups: new WorkGroups(request),
    executions: new QueryExecutions(request),
    namedQueries: new NamedQueries(request),
    preparedStatements: new PreparedStatements(request),
  })
