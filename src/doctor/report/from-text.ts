// What was understood of an error that somebody pasted: a wrong reading is seen at once.

import { row } from '../../base/columns.ts'
import type { Diagnosis } from '../diagnosis.ts'
import type { Page } from './page.ts'

/** Empty where nothing was pasted. */
export function fromText(diagnoses: readonly Diagnosis[], page: Page): readonly string[] {
  const [first] = diagnoses
  if (first?.from === undefined) return []
  const { report } = page.words
  const { principal, key, context, via } = first.request
  const pairs = Object.entries(context).map(([name, value]) => `${name}=${value}`)
  const actions = diagnoses.map(({ request }) => request.action).join(', ')
  // The section of the layers says these two as well.
  const isAlone = first.layers.length === 0
  const rows: readonly (readonly [title: string, text: string])[] = [
    [report.whoAsks, isAlone ? principal : ''],
    [report.fromAction, actions],
    [report.fromKey, key ?? ''],
    [report.fromVia, via ?? ''],
    [report.fromContext, pairs.join(', ')],
    [report.awsSays, (isAlone && first.sentence) || ''],
  ]
  const known = rows.filter(([, text]) => text !== '')
  return [
    page.paint.title(report.fromTitle),
    ...known.map(([title, text]) => row(title, text, page.width, COLUMN)),
  ]
}

const COLUMN = 20
