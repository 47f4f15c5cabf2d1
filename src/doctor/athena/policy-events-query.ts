// The SELECT that finds the events about one key's policy: CreateKey, PutKeyPolicy, ReplicateKey.

import { parseArn } from '../../base/arn.ts'
import { POLICY_EVENT_NAMES } from '../evidence/policy-event.ts'
import { sqlName, sqlText } from './athena-name.ts'
import { dayKeyOf, dayText, keyValue, type PartitionKey, type TrailTable } from './trail-table.ts'

export interface PolicyEventsQuestion {
  readonly table: TrailTable
  readonly keyArn: string
  /** ISO 8601. */
  readonly since: string | undefined
  readonly until: string | undefined
}

/** The members of a record, and where the table has them. */
export const RECORD_COLUMNS = {
  eventID: 'eventid',
  eventTime: 'eventtime',
  eventName: 'eventname',
  awsRegion: 'awsregion',
  arn: 'useridentity.arn',
  invokedBy: 'useridentity.invokedby',
  principalId: 'useridentity.principalid',
  sourceIPAddress: 'sourceipaddress',
  userAgent: 'useragent',
  errorCode: 'errorcode',
  errorMessage: 'errormessage',
  requestParameters: 'requestparameters',
  responseElements: 'responseelements',
  recipientAccountId: 'recipientaccountid',
  path: '"$path"',
  resources: "array_join(transform(resources, resource -> resource.arn), ',')",
} as const
export type RecordColumn = keyof typeof RECORD_COLUMNS

/**
 * Events that mention the key's id wherever a record can: in what was asked, in what was answered,
 * among the resources or, of a denied call, in the sentence alone. Whether they are about its
 * policy is told from the record. Partition keys are named as narrowly as the table allows:
 * Athena charges for what it reads.
 */
export function policyEventsQuery(question: PolicyEventsQuestion): string {
  const { table, keyArn, since, until } = question
  const columns = Object.entries(RECORD_COLUMNS).map(
    ([member, column]) => `${column} AS ${sqlName(member.toLowerCase())}`,
  )
  const conditions = [
    ...partitionConditions(question),
    "eventsource = 'kms.amazonaws.com'",
    `eventname IN (${POLICY_EVENT_NAMES.map(sqlText).join(', ')})`,
    `(${mentionsOf(keyArn).join('\n    OR ')})`,
    ...(since === undefined ? [] : [`eventtime >= ${sqlText(since)}`]),
    ...(until === undefined ? [] : [`eventtime <= ${sqlText(until)}`]),
  ]
  return [
    `SELECT ${columns.join(',\n  ')}`,
    `FROM ${sqlName(table.database)}.${sqlName(table.name)}`,
    `WHERE ${conditions.join('\n  AND ')}`,
    'ORDER BY eventtime, "$path"',
  ].join('\n')
}

function mentionsOf(keyArn: string): readonly string[] {
  const keyId = parseArn(keyArn)?.resource.slice('key/'.length) ?? keyArn
  const somewhere = sqlText(`%${keyId}%`)
  return [
    `any_match(resources, resource -> resource.arn = ${sqlText(keyArn)})`,
    `requestparameters LIKE ${somewhere}`,
    `responseelements LIKE ${somewhere}`,
    `errormessage LIKE ${somewhere}`,
  ]
}

function partitionConditions(question: PolicyEventsQuestion): readonly string[] {
  const { table, keyArn } = question
  const { account = '', region } = parseArn(keyArn) ?? {}
  const place = { account, region: isMultiRegion(keyArn) ? undefined : region }
  const places = table.partitionKeys.flatMap((key) => {
    const value = keyValue(key.name, place)
    return value === undefined ? [] : [`${sqlName(key.name)} = ${literal(value, key)}`]
  })
  return [...places, ...dayConditions(question)]
}

/** ReplicateKey is recorded where the primary key is, CreateKey where the key itself is. */
export const isMultiRegion = (keyArn: string): boolean => keyArn.includes(':key/mrk-')

function dayConditions(question: PolicyEventsQuestion): readonly string[] {
  const { table, since, until } = question
  const day = dayKeyOf(table)
  if (day) return between(day, (time) => dayText(time, day.format), since, dayAfter(until))
  const key = (name: string) => table.partitionKeys.find((one) => one.name === name)
  const [year, month] = [key('year'), key('month')]
  if (year === undefined) return []
  const yearOf = (time: string) => time.slice(0, 4)
  const isOneYear =
    since !== undefined && until !== undefined && yearOf(since) === yearOf(dayAfter(until) ?? '')
  return [
    ...between(year, yearOf, since, dayAfter(until)),
    ...(isOneYear && month
      ? between(month, (time) => time.slice(5, 7), since, dayAfter(until))
      : []),
  ]
}

/** A file lies in the folder of the day it was delivered on, which may be the next. */
function dayAfter(time: string | undefined): string | undefined {
  if (time === undefined) return undefined
  const day = new Date(time)
  day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString()
}

function between(
  key: PartitionKey,
  print: (time: string) => string,
  since: string | undefined,
  until: string | undefined,
): readonly string[] {
  const name = sqlName(key.name)
  return [
    ...(since === undefined ? [] : [`${name} >= ${literal(print(since), key)}`]),
    ...(until === undefined ? [] : [`${name} <= ${literal(print(until), key)}`]),
  ]
}

/** Partition keys are mostly text, and numbers in some tables. */
const literal = (text: string, { type }: PartitionKey): string =>
  /int/i.test(type) ? String(Number(text)) : sqlText(text)
