// The AWS SDK for pandas: results by CTAS, by UNLOAD and as text, and the Glue catalog.

import assert from 'node:assert/strict'
import test from 'node:test'
import { lacking, TABLE, told } from './queried.ts'

const SCRIPT = `
import awswrangler as wr
import pandas

UNLOAD = {'ctas_approach': False, 'unload_approach': True}
s3 = 's3://athena-results/wrangler/'
asked = '''SELECT eventname, count(*) AS n, max(from_iso8601_timestamp(eventtime)) AS last
           FROM ${TABLE} GROUP BY eventname ORDER BY eventname'''
frame = wr.athena.read_sql_query(asked, database='default', ctas_approach=False, s3_output=s3)
print(frame['eventname'].tolist(), frame['n'].tolist(), frame['last'].dt.hour.tolist())
asked = 'SELECT eventname, count(*) AS n FROM ${TABLE} GROUP BY eventname ORDER BY eventname'
for folder, way in ('ctas/', {'ctas_approach': True}), ('unload/', UNLOAD):
    frame = wr.athena.read_sql_query(asked, database='default', s3_output=s3 + folder, **way)
    print(frame['eventname'].tolist(), frame['n'].tolist(), frame.dtypes.astype(str).tolist())
frame = wr.athena.read_sql_query(
    'SELECT eventid FROM ${TABLE} WHERE eventname = :name', database='default', s3_output=s3,
    ctas_approach=False, params={'name': 'CreateKey'})
print(frame['eventid'].tolist())

print(wr.catalog.databases()['Database'].tolist())
tables = wr.catalog.tables(database='default')
print(tables['Table'].tolist(), tables['TableType'].tolist())
types = wr.catalog.get_table_types(database='default', table='${TABLE}')
print(types['eventtime'], types['resources'])
described = wr.athena.describe_table('${TABLE}', database='default', s3_output=s3)
print(described['Column Name'].tolist()[:2])
shown = wr.athena.show_create_table('${TABLE}', database='default', s3_output=s3)
print(shown.partition('(')[0])

frame = pandas.DataFrame({'name': ['Ada', 'Bo'], 'pay': [1.5, 2.5], 'team': ['red', 'blue']})
wr.s3.to_parquet(frame, path='s3://athena-results/people/', dataset=True, database='default',
                 table='people', partition_cols=['team'])
frame = wr.athena.read_sql_query("SELECT name, pay FROM people WHERE team = 'blue'",
                                 database='default', s3_output=s3)
print(frame.values.tolist())
print(wr.athena.repair_table('people', database='default', s3_output=s3))
print(wr.catalog.delete_table_if_exists('default', 'people'))
print(wr.catalog.does_table_exist('default', 'people'))
`

test(
  'awswrangler reads, lists and writes tables',
  { skip: await lacking('awswrangler') },
  async (t) => {
    assert.deepEqual(await told(t, SCRIPT), [
      "['CreateKey', 'PutKeyPolicy'] [1, 2] [2, 12]",
      "['CreateKey', 'PutKeyPolicy'] [1, 2] ['string', 'Int64']",
      "['CreateKey', 'PutKeyPolicy'] [1, 2] ['string', 'Int64']",
      "['second']",
      "['default']",
      "['cloudtrail_logs_trail_logs'] ['EXTERNAL_TABLE']",
      'string array<struct<arn:string,accountid:string,type:string>>',
      "['eventversion', 'useridentity']",
      'CREATE EXTERNAL TABLE `default.cloudtrail_logs_trail_logs`',
      "[['Bo', 2.5]]",
      'SUCCEEDED',
      'True',
      'False',
    ])
  },
)
