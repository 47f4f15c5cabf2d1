// One way out, in pieces.

import type { Diagnosis, SaidRemedy } from '../../diagnosis.ts'
import { shortNameIn } from '../../principals.ts'
import type { Page } from '../page.ts'
import { gathered, howToBecome, proofOf, stepsInShell } from '../remedy-text.ts'
import { shellCommand } from '../shell.ts'
import { fill } from '../words/words.ts'

export interface ToldRemedy {
  readonly id: SaidRemedy['id']
  readonly changes: string
  /** Who can do it, and how one becomes them. */
  readonly by: readonly { readonly name: string; readonly how: string }[]
  /** All of it by one command of ours. */
  readonly atOnce?: string
  /** The same with the AWS CLI, in order, for a POSIX shell. */
  readonly commands: readonly string[]
  readonly diff?: string
  readonly gains?: string
  readonly loses?: string
  readonly proved: boolean
  /** Empty where there is nothing to prove. */
  readonly proof: string
  readonly files: readonly string[]
}

/** Wide enough for an option with an ARN, narrow enough for a column of a page. */
const COMMAND_WIDTH = 96

export function tellRemedy(
  remedy: SaidRemedy,
  { request, where, files: written }: Pick<Diagnosis, 'request' | 'where' | 'files'>,
  page: Page,
): ToldRemedy {
  const { report, becoming } = page.words
  const { id, by, atOnce, diff, gains, loses, proved, files } = remedy
  if (id === 'aws-support') {
    const texts = written.filter((file) => file.endsWith('.txt'))
    return tellSupport(request.key ?? '', texts, page)
  }
  return {
    id,
    changes: remedy.changes,
    by: by.map((arn, index) => ({
      name: shortNameIn(where.account, arn),
      how: becoming[howToBecome(arn, index, remedy, request.principal)],
    })),
    ...(atOnce && { atOnce: shellCommand(atOnce, {}, COMMAND_WIDTH) }),
    commands: stepsInShell(remedy, COMMAND_WIDTH),
    ...(diff !== undefined && { diff }),
    ...(gains.length > 0 && { gains: fill(report.gains, { gains: gathered(gains) }) }),
    ...(loses.length > 0 && { loses: fill(report.loses, { loses: loses.join(', ') }) }),
    proved,
    proof: by.length === 0 ? '' : proofOf(remedy, page),
    files,
  }
}

function tellSupport(
  key: string,
  files: readonly string[],
  { words: { report } }: Page,
): ToldRemedy {
  const lines = [report.nobody, report.support, fill(report.supportCase, { key })]
  return {
    id: 'aws-support',
    changes: lines.join('\n'),
    ...{ by: [], commands: [], proved: false, proof: '', files },
  }
}
