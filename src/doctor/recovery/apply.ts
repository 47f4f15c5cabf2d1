// The plan, carried out. However it ends, either the old key policy is in force or the new one,
// and the report says which; a trust policy that was opened is put back.

import { sparekeyCommand, type CommandLine } from '../command-line.ts'
import { disconnect, uninterrupted, type Connection } from '../connection.ts'
import { isGot, isRefused, isUnseen, reasonOf } from '../evidence/answer.ts'
import { shortName } from '../principals.ts'
import { afterReopening, become } from './become.ts'
import {
  journalPath,
  keepReplaced,
  recoveryFolder,
  writeJournal,
  type JournalState,
  type KeptIn,
} from './journal.ts'
import type { RecoveryPlan } from './plan.ts'
import { requireAccount } from '../require-account.ts'
import { RecoveryProblem } from './problem.ts'
import { prove, requireProver, type Proof } from './prove.ts'
import { putPolicy, readPolicy, stateOf, type ReadBack, type Readers } from './put.ts'
import { openTrust, putTrustBack, putTrustBackCommand, type TrustOutcome } from './trust.ts'

export interface ApplyOptions extends KeptIn {
  /** Must be the account of the plan, where it is given: a guard against the wrong place. */
  readonly account?: string
  /** Opens the role's trust policy, where the plan needs that. */
  readonly reopenTrust?: boolean
  /** With the locked-out principal's credentials, where the caller is somebody else. */
  readonly prover?: Connection
  /** Stops before the put; once that has begun, its outcome is waited for and told. */
  readonly signal?: AbortSignal
}

export interface Recovery {
  readonly version: 1
  readonly plan: RecoveryPlan
  /** `already`: the policy of the plan was in force. */
  readonly outcome: 'put' | 'already'
  readonly readBack: ReadBack['readBack']
  readonly proof: Proof
  /** The one who was locked out has read the policy, or the engine says that it may. */
  readonly proved: boolean
  /** AWS's sentence, when it has not. */
  readonly reason?: string
  /** The file that holds the policy that was replaced. */
  readonly replaced: string
  readonly journal: string
  /** Puts the replaced policy back. */
  readonly putBack: CommandLine
  /** What became of the trust policy that was opened. */
  readonly trust?: TrustOutcome & { readonly role: string; readonly command: CommandLine }
  /** It was told to stop after the put had begun. */
  readonly interrupted?: true
}

/** Carries the plan out, on the policy that is in force at that moment. */
export async function applyRecovery(
  connection: Connection,
  plan: RecoveryPlan,
  options: ApplyOptions = {},
): Promise<Recovery> {
  const { account, prover } = options
  if (account !== undefined && account !== plan.where.account) {
    throw new RecoveryProblem('otherAccount', {
      facts: { account: plan.where.account, meant: account },
    })
  }
  if (plan.trust && !options.reopenTrust) throw trustNotAgreed(plan)
  if (prover) await requireProver(prover, plan.principal)
  // Once something is begun, no interruption cuts off what tells how it ended.
  const steady = uninterrupted(connection)
  await requireAccount(steady, plan.where.account)
  const folder = await untouched(recoveryFolder(options))
  const replaced = await untouched(keepReplaced(folder, plan.key, plan.before))
  const note = noteIn(folder, plan, replaced)
  const { result, trust } = await withOpenTrust(steady, plan, note, () =>
    change(steady, plan, options, note),
  )
  const proof = await prove(
    plan,
    prover ?? (plan.principalAsks ? steady : undefined),
    options.signal,
  )
  return {
    version: 1,
    plan,
    ...result,
    proof,
    proved: proof.proved,
    ...(proof.reason === undefined ? {} : { reason: proof.reason }),
    replaced,
    journal: journalPath(folder, plan.key),
    putBack: putBackCommand(plan, replaced),
    ...(trust && { trust }),
    ...(options.signal?.aborted ? { interrupted: true } : {}),
  }
}

type Note = (state: JournalState, isTrustOpen?: boolean) => Promise<void>

/** Nothing is done before it stands in the journal. */
function noteIn(folder: string, plan: RecoveryPlan, replaced: string): Note {
  const { key, as, before, after, takenOut, where } = plan
  const trust = plan.trust ?? plan.earlier?.trust
  const journal = {
    ...{
      version: 1 as const,
      key,
      endpoint: where.endpoint ?? null,
      as,
      replaced,
      before,
      after,
      takenOut,
    },
  }
  return (state, isTrustOpen = true) =>
    writeJournal(folder, { ...journal, state, ...(isTrustOpen && trust && { trust }) })
}

interface Changed {
  readonly outcome: Recovery['outcome']
  readonly readBack: Recovery['readBack']
}

async function change(
  connection: Connection,
  plan: RecoveryPlan,
  { signal }: ApplyOptions,
  note: Note,
): Promise<Changed> {
  if (!plan.needed) return { outcome: 'already', readBack: 'same' }
  requireGoingOn(signal)
  const caller = { connection, arn: '' }
  const acting = await untouched(
    become(caller, plan.roles, plan.trust ? afterReopening : undefined),
  )
  try {
    const readers = [acting.connection, ...(acting.connection === connection ? [] : [connection])]
    if (await isInForce(readers, plan)) return { outcome: 'already', readBack: 'same' }
    requireGoingOn(signal)
    await untouched(note('putting'))
    return { outcome: 'put', ...(await putPolicy(acting.connection, plan, readers)) }
  } finally {
    if (acting.connection !== connection) disconnect(acting.connection)
  }
}

/**
 * What somebody else put since the plan was made must not be lost. Only where it never could be
 * read does the plan go by the last known one.
 */
async function isInForce(readers: Readers, plan: RecoveryPlan): Promise<boolean> {
  const policy = await readPolicy(plan.key, readers)
  if (isRefused(policy) && plan.beforeSource.source === 'rebuilt') return false
  if (!isGot(policy) && !isRefused(policy)) {
    const sentence = isUnseen(policy) ? reasonOf(policy) : (policy?.absent ?? plan.key)
    throw new RecoveryProblem('notTouched', { facts: { sentence } })
  }
  const state = stateOf(policy, plan)
  if (state !== 'old' && state !== 'new') {
    throw new RecoveryProblem('changed', { commands: [plan.command] })
  }
  return state === 'new' && plan.madeAgain.length === 0
}

/** A failure before the put, said as one that changed nothing. */
async function untouched<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((cause: unknown) => {
    if (cause instanceof RecoveryProblem) throw cause
    const sentence = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
    throw new RecoveryProblem('notTouched', { facts: { sentence }, cause })
  })
}

function requireGoingOn(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new RecoveryProblem('interrupted')
}

interface WithTrust<Result> {
  readonly result: Result
  readonly trust: Recovery['trust']
}

/** Opens the trust policy, if the plan does, and puts it back whatever comes of `work`. */
async function withOpenTrust<Result>(
  connection: Connection,
  plan: RecoveryPlan,
  note: Note,
  work: () => Promise<Result>,
): Promise<WithTrust<Result>> {
  try {
    if (plan.trust) {
      await untouched(note('trustOpen'))
      await untouched(openTrust(connection, plan.trust))
    }
    const result = await work()
    const trust = await closeTrust(connection, plan)
    await noteEnd(note, trust, true)
    return { result, trust }
  } catch (thrown) {
    const trust = await closeTrust(connection, plan)
    const isSettled = !(thrown instanceof RecoveryProblem && thrown.problem === 'unknownInForce')
    await noteEnd(note, trust, isSettled)
    throw toldWith(trust, thrown)
  }
}

async function closeTrust(
  connection: Connection,
  { trust: opened, earlier, where }: RecoveryPlan,
): Promise<Recovery['trust']> {
  const trust = opened ?? earlier?.trust
  if (trust === undefined) return undefined
  const outcome = await putTrustBack(connection, trust)
  return { ...outcome, role: trust.role, command: putTrustBackCommand(trust, where) }
}

/** What is still open, or not known, is for the next run to find. */
async function noteEnd(note: Note, trust: Recovery['trust'], isSettled: boolean): Promise<void> {
  const isClosed = trust === undefined || trust.outcome === 'putBack'
  const state = isSettled ? (isClosed ? 'done' : 'trustOpen') : 'putting'
  // The report says it all the same, should the disk be full by now.
  await note(state, !isClosed).catch(() => undefined)
}

/** A failure, and what became of the trust policy. */
function toldWith(trust: Recovery['trust'], thrown: unknown): unknown {
  if (trust === undefined || !(thrown instanceof RecoveryProblem)) return thrown
  const role = shortName(trust.role)
  const note =
    trust.outcome === 'putBack'
      ? ({ id: 'trustIsBack', facts: { role } } as const)
      : ({
          id: 'trustIsOpen',
          facts: { role, reason: trust.reason },
          command: trust.command,
        } as const)
  return thrown.and({ notes: [note] })
}

function trustNotAgreed({ trust, command }: RecoveryPlan): RecoveryProblem {
  const facts = { role: shortName(trust?.role ?? '') }
  return new RecoveryProblem('trustNotAgreed', { facts, commands: [command] })
}

/** By the same one who replaced it; the lockout check is made again then. */
function putBackCommand({ key, as, where }: RecoveryPlan, replaced: string): CommandLine {
  return sparekeyCommand(['recover', key, '--as', as, '--policy', replaced, '--apply'], where)
}
