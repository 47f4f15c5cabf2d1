// Queries that stand ready: those of the article, and those that an incident asks for next.

import { sqlText } from './sql-text.ts'

export interface ReadyQuery {
  readonly id: 'article' | 'keyPolicies' | 'denied' | 'usersOfKey'
  /** With the table, and the key's ARN or an example of one. */
  readonly sql: (table: string, key: string) => string
}

export const READY_QUERIES: readonly ReadyQuery[] = [
  {
    // https://repost.aws/knowledge-center/update-kms-policy: the latest policies of the key.
    id: 'article',
    sql: (table, key) => `SELECT eventtime, useridentity.arn,
  json_extract_scalar(requestparameters, '$.policy') AS policy
FROM ${table}
WHERE eventsource = 'kms.amazonaws.com'
  AND eventname = 'PutKeyPolicy'
  AND errorcode IS NULL
  AND requestparameters LIKE ${sqlText(`%${keyIdOf(key)}%`)}
ORDER BY eventtime DESC
LIMIT 10`,
  },
  {
    id: 'keyPolicies',
    sql: (table, key) => `SELECT eventtime, eventname, useridentity.arn, sourceipaddress,
  errorcode, requestparameters
FROM ${table}
WHERE eventsource = 'kms.amazonaws.com'
  AND eventname IN ('PutKeyPolicy', 'CreateKey', 'ReplicateKey')
  AND (requestparameters LIKE ${sqlText(`%${keyIdOf(key)}%`)}
    OR responseelements LIKE ${sqlText(`%${keyIdOf(key)}%`)})
ORDER BY eventtime DESC
LIMIT 100`,
  },
  {
    id: 'denied',
    sql: (table) => `SELECT eventtime, eventname, useridentity.arn, errormessage
FROM ${table}
WHERE eventsource = 'kms.amazonaws.com'
  AND errorcode LIKE 'AccessDenied%'
ORDER BY eventtime DESC
LIMIT 100`,
  },
  {
    id: 'usersOfKey',
    sql: (
      table,
      key,
    ) => `SELECT useridentity.arn, eventname, count(*) AS calls, max(eventtime) AS last
FROM ${table}
WHERE eventsource = 'kms.amazonaws.com'
  AND any_match(resources, resource -> resource.arn = ${sqlText(key)})
GROUP BY useridentity.arn, eventname
ORDER BY calls DESC`,
  },
]

/** The first rows of a table. */
export const previewQuery = (table: string): string => `SELECT * FROM ${table} LIMIT 10`

const keyIdOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
