import type { AnyOperation } from '../../operation.ts'
import type { AthenaScope } from '../scope.ts'
import { BatchGetNamedQuery } from './batch-get-named-query.ts'
import { BatchGetPreparedStatement } from './batch-get-prepared-statement.ts'
import { BatchGetQueryExecution } from './batch-get-query-execution.ts'
import { CreateNamedQuery } from './create-named-query.ts'
import { CreatePreparedStatement } from './create-prepared-statement.ts'
import { CreateWorkGroup } from './create-work-group.ts'
import { DeleteNamedQuery } from './delete-named-query.ts'
import { DeletePreparedStatement } from './delete-prepared-statement.ts'
import { DeleteWorkGroup } from './delete-work-group.ts'
import { GetDataCatalog } from './get-data-catalog.ts'
import { GetDatabase } from './get-database.ts'
import { GetNamedQuery } from './get-named-query.ts'
import { GetPreparedStatement } from './get-prepared-statement.ts'
import { GetQueryExecution } from './get-query-execution.ts'
import { GetQueryResults } from './get-query-results.ts'
import { GetQueryRuntimeStatistics } from './get-query-runtime-statistics.ts'
import { GetTableMetadata } from './get-table-metadata.ts'
import { GetWorkGroup } from './get-work-group.ts'
import { ListDataCatalogs } from './list-data-catalogs.ts'
import { ListDatabases } from './list-databases.ts'
import { ListEngineVersions } from './list-engine-versions.ts'
import { ListNamedQueries } from './list-named-queries.ts'
import { ListPreparedStatements } from './list-prepared-statements.ts'
import { ListQueryExecutions } from './list-query-executions.ts'
import { ListTableMetadata } from './list-table-metadata.ts'
import { ListTagsForResource } from './list-tags-for-resource.ts'
import { ListWorkGroups } from './list-work-groups.ts'
import { StartQueryExecution } from './start-query-execution.ts'
import { StopQueryExecution } from './stop-query-execution.ts'
import { TagResource } from './tag-resource.ts'
import { UntagResource } from './untag-resource.ts'
import { UpdateNamedQuery } from './update-named-query.ts'
import { UpdatePreparedStatement } from './update-prepared-statement.ts'
import { UpdateWorkGroup } from './update-work-group.ts'

export const operations: Readonly<Record<string, AnyOperation<AthenaScope>>> = {
  BatchGetNamedQuery,
  BatchGetPreparedStatement,
  BatchGetQueryExecution,
  CreateNamedQuery,
  CreatePreparedStatement,
  CreateWorkGroup,
  DeleteNamedQuery,
  DeletePreparedStatement,
  DeleteWorkGroup,
  GetDataCatalog,
  GetDatabase,
  GetNamedQuery,
  GetPreparedStatement,
  GetQueryExecution,
  GetQueryResults,
  GetQueryRuntimeStatistics,
  GetTableMetadata,
  GetWorkGroup,
  ListDataCatalogs,
  ListDatabases,
  ListEngineVersions,
  ListNamedQueries,
  ListPreparedStatements,
  ListQueryExecutions,
  ListTableMetadata,
  ListTagsForResource,
  ListWorkGroups,
  StartQueryExecution,
  StopQueryExecution,
  TagResource,
  UntagResource,
  UpdateNamedQuery,
  UpdatePreparedStatement,
  UpdateWorkGroup,
}
