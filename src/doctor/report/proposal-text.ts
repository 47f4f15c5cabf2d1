// What a person agrees to before it is done: a table that is made, a query that is charged for.

import { paragraph } from '../../base/columns.ts'
import type { Proposal, ScanEstimate, SearchStep } from '../reach.ts'
import { byteText, countText } from './byte-text.ts'
import { pageOf, type TextOptions } from './page.ts'
import { fill, type ReportWord } from './words/words.ts'

export function renderProposalText(proposal: Proposal, options: TextOptions): string {
  const { words, paint, width } = pageOf(options)
  const { report } = words
  const { table } = proposal
  if (proposal.kind === 'createTable') {
    const statement = paint.command(proposal.statement.replaceAll(/^/gm, '  '))
    return [paragraph(fill(report.proposeTable, { table }), width, 0), statement].join('\n\n')
  }
  const { objects, bytes, bound, reason = '' } = proposal.scan
  const facts = { table, objects: countText(objects), bytes: byteText(bytes), reason }
  const parts = [fill(report[BOUNDS[bound]], facts), report.proposeCost]
  return parts.map((text) => paragraph(text, width, 0)).join('\n')
}

const BOUNDS: Readonly<Record<ScanEstimate['bound'], ReportWord>> = {
  exactly: 'proposeQuery',
  atLeast: 'proposeAtLeast',
  atMost: 'proposeAtMost',
  unknown: 'proposeUnknown',
}

/** One line about what goes on. */
export function renderStepText(step: SearchStep, options: TextOptions): string {
  const { report } = pageOf(options).words
  switch (step.step) {
    case 'lookingUp':
      return fill(report.stepLookingUp, { pages: countText(step.pages) })
    case 'listing':
      return fill(report.stepListing, { objects: countText(step.objects) })
    case 'querying':
      return fill(report.stepQuerying, { state: step.state })
    case 'reading':
      return fill(report.stepReading, { files: countText(step.files) })
    default:
      return step satisfies never
  }
}
