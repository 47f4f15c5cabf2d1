// IAM's credential report: CSV, a line for each user.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html

import type { AccessKey } from './access-keys.ts'

/** The active access keys that the report tells of. User names hold no commas without quotes. */
export function accessKeysInReport(report: string): readonly AccessKey[] {
  const [header = '', ...lines] = report.split(/\r?\n/)
  const names = header.split(',')
  return lines.flatMap((line) => {
    const values = valuesIn(line)
    const row = new Map(names.map((name, index) => [name, values[index]]))
    return (['1', '2'] as const).flatMap((number) => keyIn(row, `access_key_${number}`))
  })
}

function keyIn(row: ReadonlyMap<string, string | undefined>, key: string): readonly AccessKey[] {
  if (row.get(`${key}_active`) !== 'true') return []
  const createdAt = dateIn(row.get(`${key}_last_rotated`))
  const usedAt = dateIn(row.get(`${key}_last_used_date`))
  return [{ user: row.get('user') ?? '', id: undefined, createdAt, usedAt }]
}

/** `N/A` and `no_information` are no dates. */
function dateIn(text = ''): Date | undefined {
  return /^\d{4}-/.test(text) ? new Date(text) : undefined
}

/** A user name may hold a comma, and is then quoted. */
const valuesIn = (line: string): readonly string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, value = '']) =>
    value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value,
  )
