// From the options of a command to how far it looks for earlier key policies.

import { renderProposalText, renderStepText, type Proposal, type Reach } from '../doctor/index.ts'
import { isAgreed } from './agreement.ts'
import { failure } from './failure.ts'
import { parseMoment } from './moment.ts'
import { tellProgress } from './progress.ts'
import { textOptions, type Terminal } from './terminal.ts'
import { agreementWords } from './words/agreement.ts'

export interface SearchOptions {
  readonly table?: string
  readonly createTable?: boolean
  readonly workgroup?: string
  readonly output?: string
  readonly logs?: string
  readonly since?: string
  readonly until?: string
  readonly yes?: boolean
  /** Evidence costs nothing that would have to be agreed to. */
  readonly evidence?: string
}

/**
 * Lends `use` the reach. An interrupt ends the search, and cancels a query that runs; a second one
 * ends the process.
 */
export async function withReach<Result>(
  options: SearchOptions,
  terminal: Terminal,
  use: (reach: Reach) => Promise<Result>,
): Promise<Result> {
  requireSomebody(options, terminal)
  const interruption = new AbortController()
  const interrupt = (): void => interruption.abort()
  process.once('SIGINT', interrupt)
  try {
    return await use(reachOf(options, terminal, interruption.signal))
  } finally {
    process.off('SIGINT', interrupt)
  }
}

/** Before anything is asked of AWS: how a query, or a table, will be agreed to. */
function requireSomebody(options: SearchOptions, { interactive }: Terminal): void {
  const { table, createTable, yes, evidence } = options
  const isFree = (table === undefined && !createTable) || evidence !== undefined
  if (isFree || yes || interactive) return
  throw failure('chargesNotAgreed', {})
}

function reachOf(options: SearchOptions, terminal: Terminal, signal: AbortSignal): Reach {
  const { table, createTable = false, workgroup, output, logs, since, until } = options
  const isEvidence = options.evidence !== undefined
  const yes = options.yes === true || isEvidence
  const mayAsk = yes || terminal.interactive
  return {
    ...(table === undefined ? {} : { table }),
    createTable,
    ...(workgroup === undefined ? {} : { workgroup }),
    ...(output === undefined ? {} : { output }),
    ...(logs === undefined ? {} : { logs }),
    ...(since === undefined ? {} : { since: parseMoment(since) }),
    ...(until === undefined ? {} : { until: parseMoment(until, { end: true }) }),
    ...(mayAsk && { agrees: (proposal) => agrees(proposal, { yes, terminal, signal }) }),
    tell: (step) => tellProgress(terminal, () => renderStepText(step, textOptions(terminal))),
    signal,
  }
}

async function agrees(proposal: Proposal, { yes, terminal, signal }: Asking): Promise<boolean> {
  const { language, printError } = terminal
  printError(`${renderProposalText(proposal, textOptions(terminal))}\n`)
  return yes || isAgreed(agreementWords(language)[proposal.kind], signal)
}

interface Asking {
  readonly yes: boolean
  readonly terminal: Terminal
  readonly signal: AbortSignal
}
