// The samples of Glue and Athena.

export interface NamedQueries {
  readonly queryExecutionId: string
  readonly namedQueryId: string
}

const table = { DatabaseName: 'default', TableName: 'subject' }
const partition = { ...table, PartitionValues: ['1'] }
const catalog = { CatalogName: 'AwsDataCatalog' }
const workGroup = { WorkGroup: 'primary' }
const workGroupArn = 'arn:aws:athena:us-east-1:111122223333:workgroup/primary'
const statement = { StatementName: 'subject', ...workGroup }

type Samples = Readonly<Record<string, Readonly<Record<string, (named: NamedQueries) => object>>>>

/** By signing name and operation. */
export const catalogSamples: Samples = {
  glue: {
    BatchCreatePartition: () => ({ ...table, PartitionInputList: [{ Values: ['2'] }] }),
    BatchDeletePartition: () => ({ ...table, PartitionsToDelete: [{ Values: ['2'] }] }),
    BatchDeleteTable: () => ({ DatabaseName: 'default', TablesToDelete: ['other'] }),
    BatchGetPartition: () => ({ ...table, PartitionsToGet: [{ Values: ['2'] }] }),
    CreateDatabase: () => ({ DatabaseInput: { Name: 'subjects' } }),
    CreatePartition: () => ({ ...table, PartitionInput: { Values: ['1'] } }),
    CreateTable: () => ({ DatabaseName: 'default', TableInput: { Name: 'other' } }),
    DeleteDatabase: () => ({ Name: 'subjects' }),
    DeletePartition: () => partition,
    DeleteTable: () => ({ DatabaseName: 'default', Name: 'other' }),
    GetDatabase: () => ({ Name: 'default' }),
    GetDatabases: () => ({}),
    GetPartition: () => partition,
    GetPartitionIndexes: () => table,
    GetPartitions: () => table,
    GetTable: () => ({ DatabaseName: 'default', Name: 'subject' }),
    GetTableVersions: () => table,
    GetTables: () => ({ DatabaseName: 'default' }),
    SearchTables: () => ({}),
    UpdateDatabase: () => ({ Name: 'default', DatabaseInput: { Name: 'default' } }),
    UpdatePartition: () => ({ ...table, PartitionValueList: ['1'], PartitionInput: {} }),
    UpdateTable: () => ({ DatabaseName: 'default', TableInput: { Name: 'subject' } }),
  },
  athena: {
    BatchGetNamedQuery: ({ namedQueryId }) => ({ NamedQueryIds: [namedQueryId] }),
    BatchGetPreparedStatement: () => ({ ...workGroup, PreparedStatementNames: ['subject'] }),
    BatchGetQueryExecution: ({ queryExecutionId }) => ({ QueryExecutionIds: [queryExecutionId] }),
    CreateNamedQuery: () => ({ Name: 'new', Database: 'default', QueryString: 'SELECT 1' }),
    CreatePreparedStatement: () => ({ ...statement, QueryStatement: 'SELECT ?' }),
    CreateWorkGroup: () => ({ Name: 'subjects' }),
    DeleteNamedQuery: ({ namedQueryId }) => ({ NamedQueryId: namedQueryId }),
    DeletePreparedStatement: () => statement,
    DeleteWorkGroup: () => ({ WorkGroup: 'subjects' }),
    GetDataCatalog: () => ({ Name: 'AwsDataCatalog' }),
    GetDatabase: () => ({ ...catalog, DatabaseName: 'default' }),
    GetNamedQuery: ({ namedQueryId }) => ({ NamedQueryId: namedQueryId }),
    GetPreparedStatement: () => statement,
    GetQueryExecution: ({ queryExecutionId }) => ({ QueryExecutionId: queryExecutionId }),
    GetQueryResults: ({ queryExecutionId }) => ({ QueryExecutionId: queryExecutionId }),
    GetQueryRuntimeStatistics: ({ queryExecutionId }) => ({ QueryExecutionId: queryExecutionId }),
    GetTableMetadata: () => ({ ...catalog, ...table }),
    GetWorkGroup: () => workGroup,
    ListDataCatalogs: () => ({}),
    ListDatabases: () => catalog,
    ListEngineVersions: () => ({}),
    ListNamedQueries: () => ({}),
    ListPreparedStatements: () => workGroup,
    ListQueryExecutions: () => ({}),
    ListTableMetadata: () => ({ ...catalog, DatabaseName: 'default' }),
    ListTagsForResource: () => ({ ResourceARN: workGroupArn }),
    ListWorkGroups: () => ({}),
    StartQueryExecution: () => ({
      QueryString: 'SELECT 1',
      ResultConfiguration: { OutputLocation: 's3://subject-bucket' },
    }),
    StopQueryExecution: ({ queryExecutionId }) => ({ QueryExecutionId: queryExecutionId }),
    TagResource: () => ({ ResourceARN: workGroupArn, Tags: [{ Key: 'team', Value: 'payroll' }] }),
    UntagResource: () => ({ ResourceARN: workGroupArn, TagKeys: ['team'] }),
    UpdateNamedQuery: ({ namedQueryId }) => ({
      NamedQueryId: namedQueryId,
      Name: 'renamed',
      QueryString: 'SELECT 2',
    }),
    UpdatePreparedStatement: () => ({ ...statement, QueryStatement: 'SELECT ?' }),
    UpdateWorkGroup: () => ({ ...workGroup, Description: 'new' }),
  },
}
