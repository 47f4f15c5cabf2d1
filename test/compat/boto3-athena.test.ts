// What a script does with boto3: its own polling, paginators, parameters and exceptions.

import assert from 'node:assert/strict'
import test from 'node:test'
import { lacking, TABLE, told, UNRESOLVED } from './queried.ts'

const SCRIPT = `
import boto3, time

athena = boto3.client('athena')

def ask(query, **more):
    id = athena.start_query_execution(
        QueryString=query, QueryExecutionContext={'Database': 'default'},
        ResultConfiguration={'OutputLocation': 's3://athena-results/boto3/'},
        **more)['QueryExecutionId']
    while True:
        execution = athena.get_query_execution(QueryExecutionId=id)['QueryExecution']
        if execution['Status']['State'] not in ('QUEUED', 'RUNNING'):
            return execution
        time.sleep(0.05)

def rows(execution, **paging):
    pages = athena.get_paginator('get_query_results').paginate(
        QueryExecutionId=execution['QueryExecutionId'], PaginationConfig=paging)
    return [[datum.get('VarCharValue') for datum in row['Data']]
            for page in pages for row in page['ResultSet']['Rows']]

counted = ask('SELECT eventname, count(*) AS n FROM ${TABLE} GROUP BY 1 ORDER BY 1')
print(counted['Status']['State'], counted['StatementType'],
      counted['Statistics']['DataScannedInBytes'] > 0)
print(rows(counted))
bucket, _, key = (
    counted['ResultConfiguration']['OutputLocation'].removeprefix('s3://').partition('/'))
print(boto3.client('s3').get_object(Bucket=bucket, Key=key)['Body'].read())
print(rows(ask('SELECT eventid FROM ${TABLE} WHERE eventname = ?',
               ExecutionParameters=["'CreateKey'"])))
print(len(rows(ask('SELECT x FROM UNNEST(sequence(1, 25)) AS t(x)'), PageSize=10)))

failed = ask('SELECT nowhere FROM ${TABLE}')
print(failed['Status']['State'], failed['Status']['StateChangeReason'])
try:
    athena.get_query_results(QueryExecutionId=failed['QueryExecutionId'])
except athena.exceptions.InvalidRequestException as error:
    print(error.response['Error']['Message'])

table = athena.get_table_metadata(CatalogName='AwsDataCatalog', DatabaseName='default',
                                  TableName='${TABLE}')['TableMetadata']
print(table['TableType'], table['Columns'][0]['Name'])
pages = boto3.client('glue').get_paginator('get_tables').paginate(DatabaseName='default')
print([table['Name'] for page in pages for table in page['TableList']])
try:
    boto3.client('glue').get_table(DatabaseName='default', Name='nothing')
except boto3.client('glue').exceptions.EntityNotFoundException as error:
    print(error.response['Error']['Message'])
`

test(
  'boto3 asks Athena and reads the Glue catalog',
  { skip: await lacking('boto3') },
  async (t) => {
    assert.deepEqual(await told(t, SCRIPT), [
      'SUCCEEDED DML True',
      "[['eventname', 'n'], ['CreateKey', '1'], ['PutKeyPolicy', '2']]",
      `b'"eventname","n"\\n"CreateKey","1"\\n"PutKeyPolicy","2"\\n'`,
      "[['eventid'], ['second']]",
      '26',
      `FAILED ${UNRESOLVED}`,
      'Query did not finish successfully. Final query state: FAILED',
      'EXTERNAL_TABLE eventversion',
      "['cloudtrail_logs_trail_logs']",
      'Entity Not Found',
    ])
  },
)
