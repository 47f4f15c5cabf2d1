// Everything that the other commands would ask, asked once and written down: they then work on
// the file, with no network.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArn } from '../base/arn.ts'
import { audit } from './audit/audit.ts'
import type { EvidenceFile } from './asking/evidence-file.ts'
import type { Recorder } from './asking/recorder.ts'
import { deployerInAccount } from './check/deployer.ts'
import type { Connection } from './connection.ts'
import { diagnose } from './diagnose.ts'
import { gotOf, isUnseen } from './evidence/answer.ts'
import { askCallerIdentity, type CallerIdentity } from './evidence/caller-identity.ts'
import { collectEvidence, whereOf, withHistory, type Evidence } from './evidence/evidence.ts'
import { askAliases, askKey } from './evidence/key.ts'
import { askTrails } from './evidence/trails.ts'
import { doctorFailure, DoctorFailure } from './failure.ts'
import { history, keyUnknown } from './history.ts'
import { requireGoingOn } from './interruption.ts'
import type { Reach } from './reach.ts'
import { planRecovery } from './recovery/plan.ts'
import { rescuersOf } from './rescuers.ts'
import { askWhoCan } from './who-can/who-can.ts'

export interface CollectOptions {
  /** Key id, key ARN, alias or alias ARN; absent: the whole account. */
  readonly key?: string
  /** Whom `doctor` will be asked about, beside the caller. */
  readonly principal?: string
  readonly reach?: Reach
}

interface AccountSubject {
  /** When the first question was asked: with another time, an audit would ask otherwise. */
  readonly now: Date
  readonly caller: CallerIdentity
  readonly reach: Reach
}

type AsksOfAccount = (connection: Connection, subject: AccountSubject) => Promise<unknown>

/** What one command asks about a key. A command that cannot answer has still asked. */
type AsksOfKey = (connection: Connection, subject: KeySubject) => Promise<unknown>

interface KeySubject extends CollectOptions {
  readonly key: string
  readonly keyArn: string
  readonly reach: Reach
  readonly caller: CallerIdentity
  readonly evidence: Evidence
}

/** What the commands about a key ask, one by one. */
const OF_A_KEY: readonly AsksOfKey[] = [
  ...[asksDoctor, asksHistory, asksRecover, asksWhoCan, asksCheck, asksByOtherNames],
]

/** What the commands about an account ask. */
const OF_AN_ACCOUNT: readonly AsksOfAccount[] = [asksAudit, asksTrails]

/** Roles that are assumed in order to read the policy in force, as `recover` does. */
const rescuersMax = 3

/** Keys of an account whose policy may not be read: the history of each is asked for. */
const lostKeysMax = 20

/** The connection must be made with this recorder for its tape. */
export async function collect(
  connection: Connection,
  recorder: Recorder,
  options: CollectOptions,
): Promise<EvidenceFile> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('aws', caller)
  const { key, principal, reach = {} } = options
  // INVARIANT: the caller was asked for, so that there is a first answer.
  const collectedAt = recorder.answers()[0]?.at ?? ''
  const subject = { now: new Date(collectedAt), caller, reach }
  if (key === undefined) for (const asks of OF_AN_ACCOUNT) await asks(connection, subject)
  else await askOfKey(connection, caller, { ...options, key })
  const { account, region, endpoint, profile, credentialsFile } = await whereOf(
    connection,
    caller.account,
  )
  const answers = recorder.answers()
  return {
    format: 'sparekey-evidence',
    version: 1,
    collectedAt,
    where: {
      ...{ account, region },
      endpoint: endpoint ?? null,
      profile: profile ?? null,
      credentialsFile: credentialsFile ?? null,
    },
    caller: { account: caller.account, arn: caller.arn, userId: caller.userId },
    about: { ...(key === undefined ? {} : { key }), ...(principal ? { principal } : {}) },
    redacted: false,
    answers: answers.map(({ region: asked = region, ...answer }) => ({
      ...answer,
      ...(asked === region ? {} : { region: asked }),
    })),
  }
}

async function askOfKey(
  connection: Connection,
  caller: CallerIdentity,
  options: CollectOptions & { readonly key: string },
): Promise<void> {
  const { key, reach = {} } = options
  const asked = await collectEvidence(connection, caller, { key, reach })
  const keyArn = asked.key.arn
  if (keyArn === undefined) throw keyUnknown(key, asked.where)
  // Whatever action the file will be asked about: the history belongs to every denial.
  const evidence = await withHistory(connection, asked, reach)
  const subject = { ...options, keyArn, reach, caller, evidence }
  for (const asks of OF_A_KEY) await asks(connection, subject)
}

async function asksDoctor(connection: Connection, { key, principal, reach }: KeySubject) {
  // The documents of its remedies are made anew from the file.
  const out = await mkdtemp(join(tmpdir(), 'sparekey-collect-'))
  try {
    const subjects = [{}, ...(principal === undefined ? [] : [{ principal }])]
    for (const subject of subjects) {
      await diagnose(connection, { key, ...subject, reach, lang: 'en', out })
    }
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

async function asksHistory(connection: Connection, { key, reach }: KeySubject) {
  await evenIfItFails(connection, history(connection, { key, reach }))
}

async function asksRecover(connection: Connection, { key, reach, evidence }: KeySubject) {
  const able = rescuersOf(evidence).filter(({ becoming }) => /^(self|assume)$/.test(becoming))
  for (const { arn } of able.slice(0, rescuersMax)) {
    await evenIfItFails(connection, planRecovery(connection, { key, as: arn, reach }))
  }
}

/** The colleague may call the key by another name than the one who collected did. */
async function asksByOtherNames(connection: Connection, { keyArn, evidence }: KeySubject) {
  const id = parseArn(keyArn)?.resource.slice('key/'.length) ?? keyArn
  const aliases = gotOf(await askAliases(connection)) ?? []
  const own = aliases.filter(({ keyId }) => keyId === id)
  const names = [keyArn, id, ...own.flatMap(({ name, arn }) => [name, arn])]
  await Promise.all(names.map((name) => askKey(connection, name, evidence.where)))
}

/** Of everybody, which principal it is asked about does not matter; nor does the action. */
async function asksWhoCan(
  connection: Connection,
  { key, reach }: Pick<KeySubject, 'key' | 'reach'>,
) {
  await evenIfItFails(connection, askWhoCan(connection, { action: 'use', key, reach }))
}

/** Whoever deploys, in the place of the caller, and under which guardrails. */
async function asksCheck(connection: Connection, { principal, caller }: KeySubject) {
  const deployers = [caller.arn, ...(principal === undefined ? [] : [principal])]
  for (const arn of deployers) {
    await evenIfItFails(connection, deployerInAccount(connection, arn, caller.account))
  }
}

async function asksAudit(connection: Connection, { now, reach }: AccountSubject) {
  const { keys } = await audit(connection, { now })
  const lost = keys.filter(({ key: { policy } }) => isUnseen(policy)).slice(0, lostKeysMax)
  for (const { key } of lost) await asksWhoCan(connection, { key: key.arn, reach })
}

async function asksTrails(connection: Connection) {
  await askTrails(connection, await connection.cloudtrail.config.region())
}

/** What it could not tell, it will not be able to tell from the file either, and say why. */
async function evenIfItFails({ asking }: Connection, work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (thrown) {
    requireGoingOn(asking.signal)
    if (!(thrown instanceof DoctorFailure)) throw thrown
  }
}
