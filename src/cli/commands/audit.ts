import { writeFile } from 'node:fs/promises'
import { secondMs } from '../../base/sizes.ts'
import {
  audit as auditKeys,
  auditExitCode,
  renderAuditHtml,
  renderAuditJson,
  renderAuditSarif,
  renderAuditStep,
  renderAuditText,
  type Audit,
  type AuditSeverity,
  type AuditStep,
} from '../../doctor/index.ts'
import { version } from '../../server/version.ts'
import { failure } from '../failure.ts'
import { findPlace, withConnection, type Place, type PlaceOptions } from '../place.ts'
import { withReach } from '../reach.ts'
import { textOptions, type Terminal } from '../terminal.ts'
import { auditCommandWords } from '../words/audit.ts'

export interface AuditOptions extends Omit<PlaceOptions, 'region'> {
  readonly region: readonly string[]
  readonly allRegions?: boolean
  readonly failOn: AuditSeverity
  readonly format: 'text' | 'json' | 'sarif'
  readonly json?: boolean
  readonly html?: string
  readonly verbose?: boolean
}

/** Looks at every key of the account, and says what is wrong with which. */
export async function audit(options: AuditOptions, terminal: Terminal): Promise<number> {
  const { region, allRegions, html, failOn } = options
  if (allRegions && region.length > 0) {
    throw failure('regionsExclude', {}, { lines: ['--all-regions'] })
  }
  const [first] = region
  const { region: _regions, ...more } = options
  const found = await findPlace(
    { ...more, ...(first === undefined ? {} : { region: first }) },
    terminal,
  )
  // An interrupt ends the audit, and leaves the report of what was seen so far.
  const { signal: _ends, ...connect } = found.connect
  const place = { ...found, connect }
  const wanted = allRegions ? ('all' as const) : region
  const audited = await withReach({}, terminal, ({ signal }) =>
    withConnection(place, (connection) =>
      auditKeys(connection, {
        now: nowIn(place),
        ...(wanted.length === 0 ? {} : { regions: wanted }),
        ...(signal ? { signal } : {}),
        tell: progressOn(terminal),
      }),
    ),
  )
  terminal.print(rendered(audited, options, terminal))
  if (html !== undefined) {
    await writeFile(html, renderAuditHtml(audited, terminal.language))
    terminal.printError(auditCommandWords(terminal.language).writtenTo(html))
  }
  return audited.partial ? 1 : auditExitCode(audited, failOn)
}

/** Evidence is as old as it is: an audit of it is one of that day. */
const nowIn = ({ connect: { evidence } }: Place): Date =>
  evidence === undefined ? new Date() : new Date(evidence.collectedAt)

function rendered(
  audited: Audit,
  { json, format, verbose = false }: AuditOptions,
  terminal: Terminal,
): string {
  const { language } = terminal
  if (json || format === 'json') return renderAuditJson(audited, language)
  if (format === 'sarif') return renderAuditSarif(audited, language, version)
  return renderAuditText(audited, { ...textOptions(terminal), verbose })
}

/** One line of progress in this time: enough for a person, and little in a log. */
const progressEveryMs = 2 * secondMs

function progressOn(terminal: Terminal): (step: AuditStep) => void {
  let lastMs = Date.now()
  return (step) => {
    const nowMs = Date.now()
    if (nowMs - lastMs < progressEveryMs) return
    lastMs = nowMs
    terminal.printError(renderAuditStep(step, terminal.language))
  }
}
