import {
  applyRecovery,
  planRecovery,
  renderPlanText,
  renderRecoveryText,
  requireAccount,
  type Connection,
  type Recovery,
  type RecoveryPlan,
} from '../../doctor/index.ts'
import { isAgreed } from '../agreement.ts'
import { Failure } from '../failure.ts'
import { findPlace, withConnection, type PlaceOptions } from '../place.ts'
import { withReach, type SearchOptions } from '../reach.ts'
import { textOptions, type Terminal } from '../terminal.ts'
import { agreementWords } from '../words/agreement.ts'

export interface RecoverOptions extends PlaceOptions, SearchOptions {
  readonly as: string
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
  const place = await findPlace(options, terminal)
  requireConsent(options, terminal, place.stack !== undefined)
  return withConnection(place, async (connection) => {
    // Before the plan: even to assume a role in the wrong account is too much.
    if (options.account !== undefined) await requireAccount(connection, options.account)
    const plan = await withReach(options, terminal, (reach) =>
      planRecovery(connection, { key, as: options.as, reach }),
    )
    if (!options.apply || !plan.needed) return showPlan(plan, options, terminal)
    if (!options.yes && !(await isPlanAgreed(plan, terminal))) return 0
    return showRecovery(await apply(connection, plan, options), options, terminal)
  })
}

/** Before anything is asked of AWS: how a change will be agreed to. */
function requireConsent(
  { apply, yes, json, account }: RecoverOptions,
  { interactive }: Terminal,
  isStack: boolean,
): void {
  if (!apply) return
  if (!yes && (json || !interactive)) {
    throw new Failure('nobody is here to agree to the change', ['--yes agrees to it'])
  }
  if (yes && !isStack && account === undefined) {
    throw new Failure('on AWS, --apply --yes must name the account that is meant', ['--account ID'])
  }
}

function isPlanAgreed(plan: RecoveryPlan, terminal: Terminal): Promise<boolean> {
  terminal.print(`${renderPlanText(plan, textOptions(terminal))}\n`)
  return isAgreed(agreementWords(terminal.language).recover)
}

function apply(connection: Connection, plan: RecoveryPlan, { account, out }: RecoverOptions) {
  return applyRecovery(connection, plan, {
    ...(account === undefined ? {} : { account }),
    ...(out === undefined ? {} : { out }),
  })
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
  return recovery.proved ? 0 : 2
}
