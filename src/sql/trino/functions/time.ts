import type { FunctionRow } from './function-row.ts'

const FIELDS: readonly (readonly [name: string, part: string])[] = [
  ['year', 'year'],
  ['quarter', 'quarter'],
  ['month', 'month'],
  ['week', 'week'],
  ['week_of_year', 'week'],
  ['day', 'day'],
  ['day_of_month', 'day'],
  ['day_of_week', 'isodow'],
  ['dow', 'isodow'],
  ['day_of_year', 'doy'],
  ['doy', 'doy'],
  ['year_of_week', 'isoyear'],
  ['yow', 'isoyear'],
]

const CLOCK_FIELDS: readonly (readonly [name: string, template: string])[] = [
  ['hour', "date_part('hour', $1)"],
  ['minute', "date_part('minute', $1)"],
  ['second', "date_part('second', $1)"],
  // DuckDB counts those of the whole minute.
  ['millisecond', "(date_part('millisecond', $1) % 1000)"],
]

const wall = (template: string): string => template.replaceAll('$1', '$w1')

/** `$w1` is what a clock on the wall in the zone of a timestamp shows. */
export const TIME_FUNCTIONS: readonly FunctionRow[] = [
  ...FIELDS.flatMap(([name, part]): FunctionRow[] => [
    [`${name}(date) bigint`, `date_part('${part}', $1)`],
    [`${name}(timestamp) bigint`, `date_part('${part}', $1)`],
    [`${name}(zoned) bigint`, `date_part('${part}', $w1)`],
  ]),
  ...CLOCK_FIELDS.flatMap(([name, template]): FunctionRow[] => [
    [`${name}(timestamp) bigint`, template],
    [`${name}(zoned) bigint`, wall(template)],
  ]),
  ['date(varchar) date', 'sk_date($1)'],
  ['date(date) date', '$1'],
  ['date(timestamp) date', 'CAST($1 AS DATE)'],
  ['date(zoned) date', 'CAST($w1 AS DATE)'],
  ['last_day_of_month(date) date', 'last_day($1)'],
  ['last_day_of_month(timestamp) date', 'last_day($1)'],
  ['last_day_of_month(zoned) date', 'last_day($w1)'],
  ['from_iso8601_timestamp(varchar) zoned', 'sk_iso_timestamp($1)'],
  ['from_iso8601_date(varchar) date', 'sk_iso_date($1)'],
  ['to_iso8601(date) varchar', "strftime($1, '%Y-%m-%d')"],
  ['to_iso8601(timestamp) varchar', "strftime($1, '%Y-%m-%dT%H:%M:%S.%g')"],
  ['from_unixtime(double) zoned', 'to_timestamp($1)'],
  ['to_unixtime(zoned) double', 'epoch($1)'],
  ['to_milliseconds(interval day to second) bigint', 'epoch_ms($1)'],
]
