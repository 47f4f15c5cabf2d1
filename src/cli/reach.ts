// From the options of a command to how far it looks for earlier key policies.

import {
  renderProposalText,
  renderStepText,
  type Proposal,
  type Reach,
  type SearchStep,
} from '../doctor/index.ts'
import { secondMs } from '../base/sizes.ts'
import { isAgreed } from './agreement.ts'
import { Failure } from './failure.ts'
import { parseMoment } from './moment.ts'
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
}

/** One line of progress in this time: enough for a person, and little in a log. */
const progressEveryMs = 2 * secondMs

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
function requireSomebody({ table, createTable, yes }: SearchOptions, terminal: Terminal): void {
  if ((table === undefined && !createTable) || yes || terminal.interactive) return
  throw new Failure('nobody is here to agree to what Athena charges for', ['--yes agrees to it'])
}

function reachOf(options: SearchOptions, terminal: Terminal, signal: AbortSignal): Reach {
  const { table, createTable = false, workgroup, output, logs, since, until, yes } = options
  const mayAsk = yes === true || terminal.interactive
  return {
    ...(table === undefined ? {} : { table }),
    createTable,
    ...(workgroup === undefined ? {} : { workgroup }),
    ...(output === undefined ? {} : { output }),
    ...(logs === undefined ? {} : { logs }),
    ...(since === undefined ? {} : { since: parseMoment(since) }),
    ...(until === undefined ? {} : { until: parseMoment(until, { end: true }) }),
    ...(mayAsk && { agrees: (proposal) => agrees(proposal, { yes, terminal, signal }) }),
    tell: progressOn(terminal),
    signal,
  }
}

async function agrees(proposal: Proposal, { yes, terminal, signal }: Asking): Promise<boolean> {
  const { language, printError } = terminal
  printError(`${renderProposalText(proposal, textOptions(terminal))}\n`)
  return yes === true || isAgreed(agreementWords(language)[proposal.kind], signal)
}

interface Asking {
  readonly yes: boolean | undefined
  readonly terminal: Terminal
  readonly signal: AbortSignal
}

function progressOn(terminal: Terminal): (step: SearchStep) => void {
  let lastMs = Date.now()
  return (step) => {
    const nowMs = Date.now()
    if (nowMs - lastMs < progressEveryMs) return
    lastMs = nowMs
    terminal.printError(renderStepText(step, textOptions(terminal)))
  }
}
