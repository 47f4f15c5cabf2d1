// PyAthena's cursors, which poll, page and convert as Python's database interface wants it.

import assert from 'node:assert/strict'
import test from 'node:test'
import { lacking, TABLE, told, UNRESOLVED } from './queried.ts'

const CURSORS = `
from pyathena import connect
from pyathena.cursor import DictCursor
from pyathena.error import OperationalError

connection = connect(s3_staging_dir='s3://athena-results/pyathena/', poll_interval=0.05)
cursor = connection.cursor()
cursor.execute('''
    SELECT eventid, eventname = 'CreateKey' AS made, cast(1.50 AS decimal(10, 2)) AS cost,
           from_iso8601_timestamp(eventtime) AS at, date '2026-11-20' AS day, 7 AS n,
           cast(NULL AS varchar) AS nothing
    FROM ${TABLE} ORDER BY eventtime''')
print([type for _, type, *_ in cursor.description])
eventid, made, cost, at, *others = cursor.fetchone()
print(eventid, made, cost, at.isoformat(), others)
print(len(cursor.fetchall()), cursor.state, cursor.statement_type, cursor.data_scanned_in_bytes > 0)

named = connection.cursor(DictCursor)
named.execute('SELECT eventid AS id FROM ${TABLE} WHERE eventname = %(name)s',
              {'name': 'CreateKey'})
print(named.fetchall())
named.execute('SELECT eventid FROM ${TABLE} WHERE eventname = ?', ["'CreateKey'"],
              paramstyle='qmark')
print(named.fetchall())
cursor.execute('SELECT x FROM UNNEST(sequence(1, 2500)) AS t(x)')
print(sum(x for x, in cursor))
cursor.execute('SHOW TABLES IN default')
print(cursor.fetchall())
print([column.name for column in cursor.get_table_metadata('${TABLE}').columns][:2])
print([table.name for table in cursor.list_table_metadata(schema_name='default')])
try:
    cursor.execute('SELECT nowhere FROM ${TABLE}')
except OperationalError as error:
    print(error)
`

test(
  'PyAthena asks, converts, pages and explains',
  { skip: await lacking('pyathena') },
  async (t) => {
    assert.deepEqual(await told(t, CURSORS), [
      "['varchar', 'boolean', 'decimal', 'timestamp with time zone', 'date', 'integer', 'varchar']",
      'first False 1.50 2026-11-20T01:00:00+00:00 [datetime.date(2026, 11, 20), 7, None]',
      '2 SUCCEEDED DML True',
      "[{'id': 'second'}]",
      "[{'eventid': 'second'}]",
      '3126250',
      "[('cloudtrail_logs_trail_logs',)]",
      "['eventversion', 'useridentity']",
      "['cloudtrail_logs_trail_logs']",
      UNRESOLVED,
    ])
  },
)

const FRAMES = `
from pyathena import connect
from pyathena.pandas.cursor import PandasCursor

cursor = connect(s3_staging_dir='s3://athena-results/pyathena/', poll_interval=0.05,
                 cursor_class=PandasCursor).cursor()
asked = '''SELECT eventname, count(*) AS n, max(from_iso8601_timestamp(eventtime)) AS last
           FROM ${TABLE} GROUP BY eventname ORDER BY eventname'''
frame = cursor.execute(asked).as_pandas()
print(frame['eventname'].tolist(), frame['n'].tolist(), frame['last'].dt.hour.tolist())
unloading = connect(s3_staging_dir='s3://athena-results/pyathena/', poll_interval=0.05,
                    cursor_class=PandasCursor, cursor_kwargs={'unload': True}).cursor()
frame = unloading.execute('SELECT eventid, eventname FROM ${TABLE} ORDER BY eventid').as_pandas()
print(frame['eventid'].tolist())
`

const noFrames = await lacking('pyathena', 'pandas', 'pyarrow')
test("PyAthena makes pandas's frames of results", { skip: noFrames }, async (t) => {
  assert.deepEqual(await told(t, FRAMES), [
    "['CreateKey', 'PutKeyPolicy'] [1, 2] [2, 12]",
    "['first', 'second', 'third']",
  ])
})
