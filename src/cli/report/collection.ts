// What was collected, where it lies, what was refused, and how it is used.

import { paragraph } from '../../base/columns.ts'
import type { EvidenceFile } from '../../doctor/index.ts'
import type { Collection } from '../commands/collect.ts'
import { sparekeyLine } from '../self.ts'
import type { Terminal } from '../terminal.ts'
import { collectWords } from '../words/collect.ts'

export function collectionText(
  { file, bytes, evidence }: Collection,
  { language, width }: Terminal,
): string {
  const words = collectWords(language)
  const { where, about, redacted } = evidence
  const refused = refusedIn(evidence)
  const next = nextOf(about).map((words) => `  ${sparekeyLine(...words, '--evidence', file)}`)
  const sections = [
    [words.where(where)],
    [
      paragraph(words.written(file, evidence.answers.length, bytes), width, 0),
      paragraph(redacted ? words.redacted : words.notRedacted, width, 0),
    ],
    refused.length === 0 ? [] : [words.refused, ...refused.map((name) => `  ${name}`)],
    next.length === 0 ? [] : [words.next, ...next],
  ]
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return texts.join('\n\n')
}

function nextOf({ key, principal }: EvidenceFile['about']): readonly (readonly string[])[] {
  if (key === undefined) return []
  const doctor = ['doctor', key]
  const about = principal === undefined ? [] : [[...doctor, '--principal', principal]]
  return [doctor, ...about, ['history', key]]
}

const REFUSALS = /^(AccessDenied|AccessDeniedException|NotAuthorizedException)$/

/** The permissions that would have told more, each once. */
export function refusedIn({ answers }: EvidenceFile): readonly string[] {
  const refused = answers.filter(({ error }) => error && REFUSALS.test(error.name))
  return [...new Set(refused.map(({ service, operation }) => `${service}:${operation}`))].sort()
}
