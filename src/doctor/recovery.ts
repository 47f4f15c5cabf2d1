// The way back in: become a principal that the key policy still lets change it, put the smallest
// repair, and prove that the one who was locked out reads the policy again.

import { setTimeout as sleep } from 'node:timers/promises'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import { arnOf, parseArn } from '../base/arn.ts'
import { isJsonObject, parseJson, type JsonObject } from '../base/json.ts'
import { secondMs } from '../base/sizes.ts'
import { sparekeyCommand, type CommandLine } from './command-line.ts'
import { connectAs, type Connection } from './connection.ts'
import { findingsOf, outcomeOf } from './diagnosis.ts'
import { reachWords, type Reach } from './reach.ts'
import { isGot, isUnseen, reasonOf } from './evidence/answer.ts'
import { askCallerIdentity } from './evidence/caller-identity.ts'
import {
  collectEvidence,
  withCurrentPolicy,
  withHistory,
  type Evidence,
} from './evidence/evidence.ts'
import { entityNameOf } from './evidence/entity.ts'
import { askKeyPolicy } from './evidence/key-policy.ts'
import { DoctorFailure } from './failure.ts'
import { keyUnknown } from './history.ts'
import { changeLines, type ChangeLine } from './policy-change.ts'
import { identityArnOf, shortName } from './principals.ts'
import { ROLE_SESSION_NAME } from './remedies/becoming.ts'
import { remediesFor } from './remedies/remedies.ts'
import { requireAccount } from './require-account.ts'
import { rescuersOf } from './rescuers.ts'
import { situationOf, type Situation } from './situation.ts'

export interface RecoveryOptions {
  /** Key id, key ARN, alias or alias ARN. */
  readonly key: string
  /** The principal to act as: an ARN, or the name of a role of the account. */
  readonly as: string
  /** How far an earlier key policy is looked for; absent: in the event history alone. */
  readonly reach?: Reach
}

export interface RecoveryPlan {
  readonly version: 1
  readonly where: Evidence['where']
  readonly key: string
  /** Who gets back in. */
  readonly principal: string
  /** Who makes the change. */
  readonly as: string
  readonly becoming: 'self' | 'assume'
  /** Access works already; there is nothing to put. */
  readonly needed: boolean
  /** In force when the plan was made, or last known where `as` may not read it. */
  readonly before: JsonObject
  readonly after: JsonObject
  readonly lines: readonly ChangeLine[]
  /** The engine let the principal in after the change, and `as` keeps PutKeyPolicy. */
  readonly proved: boolean
  /** The same plan, applied. */
  readonly command: CommandLine
}

export interface ApplyOptions {
  /** Must be the account of the plan, where it is given: a guard against the wrong place. */
  readonly account?: string
  /** Where the replaced policy is kept; absent: a new temporary folder. */
  readonly out?: string
}

export interface Recovery {
  readonly version: 1
  readonly plan: RecoveryPlan
  /** The one who was locked out has read the policy. */
  readonly proved: boolean
  /** AWS's sentence, when it has not. */
  readonly reason?: string
  /** The file that holds the policy that was replaced. */
  readonly replaced: string
}

/**
 * Works the recovery out, and changes nothing. It does assume the role: the policy in force is
 * then known, where the asker alone has only the last known one.
 */
export async function planRecovery(
  connection: Connection,
  options: RecoveryOptions,
): Promise<RecoveryPlan> {
  const { evidence, acting, as } = await prepare(connection, options)
  const seen = await seenAs(acting, connection, evidence)
  const situation = situationFor(seen)
  const known = situation.known
  if (known === undefined) {
    throw new DoctorFailure(
      `the key policy can be read neither as \`${shortName(as)}\` nor from the event history`,
    )
  }
  const needed = outcomeOf(situation) !== 'allow'
  const [after, proved] = needed ? repairFor(situation, as) : [known.json, true]
  return {
    version: 1,
    where: evidence.where,
    key: situation.keyArn,
    principal: evidence.subject.arn,
    as,
    becoming: acting === connection ? 'self' : 'assume',
    needed,
    before: known.json,
    after,
    lines: changeLines(known.json, after),
    proved,
    command: sparekeyCommand(
      ['recover', situation.keyArn, '--as', as, ...reachWords(options.reach ?? {}), '--apply'],
      evidence.where,
    ),
  }
}

/** Carries the plan out, on the policy that is in force at that moment. */
export async function applyRecovery(
  connection: Connection,
  plan: RecoveryPlan,
  { account, out }: ApplyOptions = {},
): Promise<Recovery> {
  if (account !== undefined && account !== plan.where.account) {
    throw new DoctorFailure(`this is account \`${plan.where.account}\`, not \`${account}\``)
  }
  await requireAccount(connection, plan.where.account)
  const acting = await become(connection, plan.as, plan.becoming)
  await requireUnchanged(acting, plan)
  const replaced = await keepReplaced(plan, out)
  if (plan.needed) await put(acting, plan)
  const reason = await stillRefused(connection, plan.key)
  return { version: 1, plan, proved: reason === undefined, ...(reason ? { reason } : {}), replaced }
}

interface Prepared {
  readonly evidence: Evidence
  /** Speaks as the principal that makes the change. */
  readonly acting: Connection
  readonly as: string
}

async function prepare(
  connection: Connection,
  { key, as: wanted, reach = {} }: RecoveryOptions,
): Promise<Prepared> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw new DoctorFailure(`${caller.code}: ${caller.message}`)
  const asked = await collectEvidence(connection, caller, { key, reach })
  if (asked.key.arn === undefined) throw keyUnknown(key, asked.where)
  const evidence = await withHistory(connection, asked, reach)
  const as = principalNamed(wanted, evidence)
  const isSelf = as === identityArnOf(caller.arn)
  const acting = await become(connection, as, isSelf ? 'self' : 'assume', evidence)
  return { evidence, acting, as }
}

/** `Administrator`, `role/Administrator` or the ARN; a path is found among those that exist. */
function principalNamed(wanted: string, { candidates, where }: Evidence): string {
  if (parseArn(wanted)) return identityArnOf(wanted)
  const name = wanted.replace(/^(role|user)\//, '')
  const kind = wanted.startsWith('user/') ? 'user' : 'role'
  const known = candidates
    .map(({ arn }) => identityArnOf(arn))
    .find((arn) => {
      const entity = entityNameOf(arn)
      return entity?.name === name && entity.kind === kind
    })
  return known ?? arnOf('iam', '', where.account, `${kind}/${name}`)
}

async function become(
  connection: Connection,
  as: string,
  becoming: RecoveryPlan['becoming'],
  evidence?: Evidence,
): Promise<Connection> {
  if (becoming === 'self') return connection
  const hints = evidence ? rescuerHints(evidence) : []
  if (entityNameOf(as)?.kind !== 'role') {
    throw new DoctorFailure(`\`${shortName(as)}\` can only act with its own credentials`, [
      `run this with them: --profile, and --as ${as}`,
      ...hints,
    ])
  }
  const command = new AssumeRoleCommand({ RoleArn: as, RoleSessionName: ROLE_SESSION_NAME })
  const answer = await connection.sts.send(command).catch((cause: unknown) => {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new DoctorFailure(message, hints, { cause })
  })
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {}
  return connectAs(connection, {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  })
}

function rescuerHints(evidence: Evidence): readonly string[] {
  return rescuersOf(evidence)
    .filter(({ becoming }) => !['closed', 'denied', 'reopen'].includes(becoming))
    .map(({ arn }) => `by the last known key policy this one can: --as ${arn}`)
}

async function seenAs(acting: Connection, connection: Connection, evidence: Evidence) {
  const policy = await askKeyPolicy(acting, evidence.key.arn ?? '')
  return isGot(policy) ? withCurrentPolicy(connection, evidence, policy.got) : evidence
}

/** Changing is what the asker needs back; where that works, reading. */
function situationFor(evidence: Evidence): Situation {
  const actions = ['kms:PutKeyPolicy', 'kms:GetKeyPolicy']
  const situations = actions.flatMap((action) => situationOf(evidence, action) ?? [])
  const denied = situations.find((situation) => outcomeOf(situation) !== 'allow')
  const situation = denied ?? situations[0]
  if (situation === undefined) {
    throw new DoctorFailure(`\`${evidence.subject.arn}\` is no principal that can be let in`)
  }
  return situation
}

function repairFor(situation: Situation, as: string): readonly [JsonObject, boolean] {
  const findings = findingsOf(situation)
  const remedies = remediesFor(situation, findings, (name) => name)
  const remedy = remedies.find(({ id, documents }) => documents.size > 0 && id !== 'allow-in-iam')
  const [policy] = remedy?.documents.values() ?? []
  if (remedy === undefined || policy === undefined) {
    const says = findings.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : []))
    throw new DoctorFailure(`no change of the key policy gives access back: ${says.join(', ')}`)
  }
  if (!remedy.by.includes(as)) {
    const able = remedy.by.map((arn) => `this one can: --as ${arn}`)
    throw new DoctorFailure(`\`${shortName(as)}\` may not put this key policy`, able)
  }
  return [policy, remedy.proved]
}

/** What somebody else put since the plan was made must not be lost. */
async function requireUnchanged(acting: Connection, plan: RecoveryPlan): Promise<void> {
  const policy = await askKeyPolicy(acting, plan.key)
  if (!isGot(policy)) return
  const current = parseJson(policy.got)
  if (isJsonObject(current) && changeLines(plan.before, current).length === 0) return
  throw new DoctorFailure('the key policy has changed since the plan was made', ['make a new plan'])
}

async function keepReplaced(
  { key, before }: RecoveryPlan,
  out: string | undefined,
): Promise<string> {
  if (out !== undefined) await mkdir(out, { recursive: true })
  const folder =
    out === undefined ? await mkdtemp(join(tmpdir(), 'sparekey-recover-')) : resolve(out)
  const keyId = parseArn(key)?.resource.slice('key/'.length) ?? 'key'
  const path = join(folder, `key-policy-${keyId}-replaced.json`)
  await writeFile(path, `${JSON.stringify(before, undefined, 2)}\n`)
  return path
}

/** With the policy lockout safety check on: AWS refuses what would lock the key again. */
async function put(acting: Connection, { key, after }: RecoveryPlan): Promise<void> {
  const Policy = JSON.stringify(after, undefined, 2)
  await acting.kms.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy }))
  const read = await askKeyPolicy(acting, key)
  const current = isGot(read) ? parseJson(read.got) : after
  if (isJsonObject(current) && changeLines(after, current).length === 0) return
  throw new DoctorFailure('the key policy reads back otherwise than it was put')
}

/** AWS's own delay after a change of policies is mostly below this. */
const proof = { triesMax: 5, pauseMs: 2 * secondMs } as const

/** AWS's sentence, when the one who was locked out still is. */
async function stillRefused(connection: Connection, key: string): Promise<string | undefined> {
  for (let tries = 1; ; tries++) {
    const policy = await askKeyPolicy(connection, key)
    if (!isUnseen(policy)) return undefined
    if (tries === proof.triesMax) return reasonOf(policy)
    await sleep(proof.pauseMs)
  }
}
