// IAM's credential report is CSV in base64: opened for the redaction, and closed behind it.

import { isJsonObject, type Json, type JsonObject } from '../../../base/json.ts'
import type { RecordedAnswer } from '../evidence-file.ts'

/** A line: whose it is, and what stands behind the name. The header and root are nobody's. */
const LINE = /^((?!user,|<)(?:"(?:[^"]|"")*"|[^,]*))(,.*)$/

const isReport = ({ service, operation }: RecordedAnswer): boolean =>
  service === 'iam' && operation === 'GetCredentialReport'

/** With the report as lines, whose user names are told as such. */
export function readableReport(answer: RecordedAnswer): RecordedAnswer {
  const content = answer.output?.Content
  const bytes = isJsonObject(content) ? content.$bytes : undefined
  if (!isReport(answer) || typeof bytes !== 'string') return answer
  const lines = Buffer.from(bytes, 'base64').toString().split('\n').map(readableLine)
  return { ...answer, output: { ...answer.output, Content: lines } }
}

function readableLine(line: string): JsonObject {
  const [, user, rest] = LINE.exec(line) ?? []
  if (user === undefined || rest === undefined) return { line }
  const name = user.startsWith('"') ? user.slice(1, -1).replaceAll('""', '"') : user
  return { user_name: name, line: rest }
}

export function anonymousReport(answer: RecordedAnswer): RecordedAnswer {
  const lines = answer.output?.Content
  if (!isReport(answer) || !Array.isArray(lines)) return answer
  const text = lines.map(lineOf).join('\n')
  const Content = { $bytes: Buffer.from(text).toString('base64') }
  return { ...answer, output: { ...answer.output, Content } }
}

function lineOf(json: Json): string {
  const { user_name: user = '', line = '' } = isJsonObject(json) ? json : {}
  return `${String(user)}${String(line)}`
}
