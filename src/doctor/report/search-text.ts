// Where events were looked for, where they could not be, and where they still lie.

import { paragraph, row } from '../../base/columns.ts'
import { environmentOf, sparekeyCommand, type CommandLine } from '../command-line.ts'
import type { Where } from '../evidence/evidence.ts'
import type { Delivered } from '../evidence/policy-search.ts'
import type { Gap, SearchedPlace } from '../evidence/searched-place.ts'
import { byteText, countText } from './byte-text.ts'
import { momentOf } from './moment.ts'
import type { Page } from './page.ts'
import { shellCommand } from './shell.ts'
import { fill, type ReportWord } from './words/words.ts'

const COLUMN = 16

const SOURCES: Readonly<Record<SearchedPlace['source'], ReportWord>> = {
  eventHistory: 'sourceEventHistory',
  athena: 'sourceAthena',
  logFiles: 'sourceLogFiles',
}

/** A row for each place. */
export function searchedText(searched: readonly SearchedPlace[], page: Page): readonly string[] {
  const { words, paint, width } = page
  const rows = searched.map((one) => {
    const place = one.place === '' ? '' : `${one.place}: `
    return row(words.report[SOURCES[one.source]], place + outcomeText(one, page), width, COLUMN)
  })
  return [paint.title(words.report.searchedTitle), ...rows]
}

function outcomeText(searched: SearchedPlace, { words: { report } }: Page): string {
  const { outcome, reason, permission } = searched
  const why = [
    ...(reason === undefined ? [] : [reason]),
    ...(permission === undefined ? [] : [fill(report.needs, { permission })]),
    ...(/output location/i.test(reason ?? '') ? [report.outputHint] : []),
  ].join(' ')
  const because = why === '' ? '' : `: ${why}`
  switch (outcome) {
    case 'searched':
      return foundText(searched, report)
    case 'partly':
      return `${foundText(searched, report)}; ${report.searchedPartly}${because}`
    case 'notAgreed':
      return report.searchedNotAgreed
    case 'noTrail':
      return report.searchedNoTrail
    case 'noTable':
      return report.searchedNoTable
    case 'refused':
    case 'failed':
      return `${report.searchedNot}${because}`
    default:
      return outcome satisfies never
  }
}

function foundText(searched: SearchedPlace, report: Page['words']['report']): string {
  const { events, files, scannedBytes, from, to } = searched
  const facts = {
    events: countText(events),
    files: countText(files ?? 0),
    bytes: byteText(scannedBytes ?? 0),
  }
  const word =
    files === undefined
      ? scannedBytes === undefined
        ? 'searchedAll'
        : 'searchedBytes'
      : 'searchedFiles'
  const period = [
    ...(from === null ? [] : [fill(report.searchedSince, { from: momentOf(from) })]),
    ...(to === null ? [] : [fill(report.searchedUntil, { to: momentOf(to) })]),
  ]
  return [...period, fill(report[word], facts)].join(', ')
}

/** A stretch of time that could not be searched. */
export function gapText({ to, because }: Gap, page: Page): string {
  const { words, paint, width } = page
  const [dated, whole] = GAPS[because]
  const text = to === null ? words.report[whole] : fill(words.report[dated], { to: momentOf(to) })
  return paint.quiet(paragraph(text, width, 2))
}

/** With the time before which nothing is known, and without. */
const GAPS: Readonly<Record<Gap['because'], readonly [ReportWord, ReportWord]>> = {
  retention: ['gap', 'gapWhole'],
  tooManyEvents: ['gapTooMany', 'gapWhole'],
  refused: ['gapRefused', 'gapRefused'],
  notInLogs: ['gapInLogs', 'gapInLogsWhole'],
  interrupted: ['gapInterrupted', 'gapInterruptedWhole'],
}

export interface Unfound {
  readonly key: string
  readonly where: Where
  readonly searched: readonly SearchedPlace[]
  readonly delivered: Delivered | undefined
}

/** The trail that has the events, and the command that searches them. */
export function deliveredText(unfound: Unfound, page: Page): readonly string[] {
  const { delivered, where } = unfound
  if (delivered === undefined) return []
  const { words, paint, width } = page
  const { trail, logs } = delivered
  const next = nextSearch(unfound, logs)
  if (next === undefined) return []
  const command = shellCommand(next, environmentOf(where), width - 2)
  return [
    paragraph(fill(words.report.delivered, { trail, logs }), width, 2),
    paint.command(command.replaceAll(/^/gm, '  ')),
  ]
}

/** A table that is there is asked; else one is made; what a table did not tell, files may. */
function nextSearch({ key, where, searched }: Unfound, logs: string): CommandLine | undefined {
  const table = searched.find(({ source }) => source === 'athena')
  const history = (...words: readonly string[]) =>
    sparekeyCommand(['history', key, ...words], where)
  if (searched.some(({ source }) => source === 'logFiles')) return undefined
  if (table === undefined || table.outcome === 'noTable') return history('--create-table')
  return table.outcome === 'notAgreed' ? history('--table', table.place) : history('--logs', logs)
}
