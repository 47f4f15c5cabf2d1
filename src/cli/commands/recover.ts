import {
  applyRecovery,
  connect,
  disconnect,
  planRecovery,
  problemText,
  RecoveryProblem,
  renderPlanText,
  renderRecoveryText,
  requireAccount,
  type Connection,
  type Recovery,
  type RecoveryPlan,
} from '../../doctor/index.ts'
import { isAgreed } from '../agreement.ts'
import { failure, printFailure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { withInterruption } from '../interruption.ts'
import { parseMoment } from '../moment.ts'
import { findPlace, withConnection, type PlaceOptions } from '../place.ts'
import { withReach, type SearchOptions } from '../reach.ts'
import { textOptions, type Terminal } from '../terminal.ts'
import { agreementWords } from '../words/agreement.ts'
import { recoverWords } from '../words/recover.ts'

export interface RecoverOptions extends PlaceOptions, SearchOptions {
  readonly as?: string
  readonly principal?: string
  readonly to?: string
  readonly policy?: string
  readonly proveWith?: string
  readonly reopenTrust?: boolean
  readonly apply?: boolean
  readonly account?: string
  readonly out?: string
  readonly json?: boolean
}

/** Plans the way back in and, when told to, goes it. */
export async function recover(
  key: string,
  options: RecoverOptions,
  terminal: Terminal,
): Promise<number> {
  const wanted = wantedBy(options)
  const place = await findPlace(options, terminal)
  if (options.apply && place.isEvidence) throw failure('applyFromEvidence', {})
  requireConsent(options, terminal, place.stack !== undefined)
  return withConnection(place, async (connection) => {
    try {
      // Before the plan: even to assume a role in the wrong account is too much.
      if (options.account !== undefined) await requireAccount(connection, options.account)
      const plan = await withReach(options, terminal, (reach) =>
        planRecovery(connection, { key, reach, ...wanted, ...keptIn(options, terminal) }),
      )
      if (!options.apply || !hasWork(plan)) return showPlan(plan, options, terminal)
      if (asks(plan, options) && !(await isPlanAgreed(plan, terminal))) return 0
      return showRecovery(await apply(connection, plan, options, terminal), options, terminal)
    } catch (thrown) {
      if (!(thrown instanceof RecoveryProblem)) throw thrown
      return showProblem(thrown, options, terminal)
    }
  })
}

/** The policy, or a trust policy that an earlier run left open. */
const hasWork = ({ needed, earlier }: RecoveryPlan): boolean =>
  needed || earlier?.trust !== undefined

/** Not about what will be refused at once. */
const asks = ({ trust }: RecoveryPlan, { yes, reopenTrust }: RecoverOptions): boolean =>
  !yes && (trust === undefined || reopenTrust === true)

function wantedBy({ as, principal, to, policy, proveWith }: RecoverOptions) {
  if (to !== undefined && policy !== undefined) {
    throw failure('twoTargets', {})
  }
  return {
    ...(as === undefined ? {} : { as }),
    ...(principal === undefined ? {} : { principal }),
    ...(to === undefined ? {} : { to: versionOf(to) }),
    ...(policy === undefined ? {} : { policy: { file: policy, text: readInputFile(policy) } }),
    ...(proveWith === undefined ? {} : { proveWith }),
  }
}

/** Where the replaced policy and the journal are kept. */
function keptIn({ out }: RecoverOptions, { env: { XDG_STATE_HOME: stateHome } }: Terminal) {
  return {
    ...(out === undefined ? {} : { out }),
    ...(stateHome === undefined ? {} : { stateHome }),
  }
}

/** A number or an event id as it is, everything else as a time. */
function versionOf(text: string): string {
  const isTime = !/^#?\d{1,6}$/.test(text) && !/^[0-9a-f]{8}(-|[0-9a-f]*$)/.test(text)
  return isTime ? parseMoment(text) : text
}

/** Before anything is asked of AWS: how a change will be agreed to. */
function requireConsent(
  { apply, yes, json, account }: RecoverOptions,
  { interactive }: Terminal,
  isStack: boolean,
): void {
  if (!apply) return
  if (!yes && (json || !interactive)) {
    throw failure('changeNotAgreed', {})
  }
  if (yes && !isStack && account === undefined) {
    throw failure('applyNeedsAccount', {}, { lines: ['--account ID'] })
  }
}

function isPlanAgreed(plan: RecoveryPlan, terminal: Terminal): Promise<boolean> {
  terminal.print(`${renderPlanText(plan, textOptions(terminal))}\n`)
  return isAgreed(agreementWords(terminal.language).recover)
}

async function apply(
  connection: Connection,
  plan: RecoveryPlan,
  options: RecoverOptions,
  terminal: Terminal,
): Promise<Recovery> {
  const { account, reopenTrust = false } = options
  const prover = await proverFor(options, terminal)
  const tell = (): void => terminal.printError(recoverWords(terminal.language).stopping)
  try {
    return await withInterruption(tell, (signal) =>
      applyRecovery(connection, plan, {
        ...(account === undefined ? {} : { account }),
        ...keptIn(options, terminal),
        ...(prover && { prover }),
        ...{ reopenTrust, signal },
      }),
    )
  } finally {
    if (prover) disconnect(prover)
  }
}

/** The same place, with the profile of the one who was locked out. */
async function proverFor(
  { proveWith, ...options }: RecoverOptions,
  terminal: Terminal,
): Promise<Connection | undefined> {
  if (proveWith === undefined) return undefined
  return connect((await findPlace({ ...options, profile: proveWith }, terminal)).connect)
}

function showPlan(plan: RecoveryPlan, { json }: RecoverOptions, terminal: Terminal): number {
  const text = json
    ? JSON.stringify(plan, undefined, 2)
    : renderPlanText(plan, textOptions(terminal))
  terminal.print(text)
  return 0
}

function showRecovery(recovery: Recovery, { json }: RecoverOptions, terminal: Terminal): number {
  const text = json
    ? JSON.stringify(recovery, undefined, 2)
    : renderRecoveryText(recovery, textOptions(terminal))
  terminal.print(text)
  if (recovery.interrupted) return 1
  return recovery.proved && (recovery.trust?.outcome ?? 'putBack') === 'putBack' ? 0 : 2
}

/** What no second try helps against, and the reason is known. */
const EXPLAINED: ReadonlySet<RecoveryProblem['problem']> = new Set([
  ...(['nobodyLeft', 'makeAgain', 'onlyBySigningIn', 'wayClosed', 'noChangeHelps'] as const),
  ...(['callerNotCovered', 'callerIamMissing'] as const),
])
const UNKNOWN: ReadonlySet<RecoveryProblem['problem']> = new Set(['policyUnknown', 'nobodyKnown'])

function showProblem(
  problem: RecoveryProblem,
  { json }: RecoverOptions,
  terminal: Terminal,
): number {
  const { message, hints } = problemText(problem, terminal.language)
  if (json) {
    const said = { version: 1, problem: problem.problem, message, hints }
    terminal.print(JSON.stringify(said, undefined, 2))
  } else {
    printFailure(problem, terminal)
  }
  if (EXPLAINED.has(problem.problem)) return 2
  return UNKNOWN.has(problem.problem) ? 3 : 1
}
