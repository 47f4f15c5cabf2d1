// Of all ways in, the one that is gone: the one that was named, else the first that is open.

import { arnOf, parseArn } from '../../base/arn.ts'
import { sparekeyCommand } from '../command-line.ts'
import type { Connection } from '../connection.ts'
import { isRefused } from '../evidence/answer.ts'
import { entityNameOf, isSameIdentity } from '../evidence/entity.ts'
import { askIdentity, type Evidence } from '../evidence/evidence.ts'
import { identityArnOf, shortName } from '../principals.ts'
import { mayDo, recreatableRescuers } from '../rescuers.ts'
import { actorOf } from '../situation.ts'
import { become, type Acting } from './become.ts'
import { RecoveryProblem } from './problem.ts'
import type { WayIn } from './ways-in.ts'

export interface ChosenWay {
  readonly way: WayIn
  /** Undefined: not before a trust policy has been opened. */
  readonly acting: Acting | undefined
  /** AWS's sentences about ways that looked open, by ARN. */
  readonly refused: ReadonlyMap<string, string>
}

const OPEN: ReadonlySet<WayIn['becoming']> = new Set(['self', 'assume', 'chain', 'unknown'])

export async function chooseWay(
  connection: Connection,
  evidence: Evidence,
  ways: readonly WayIn[],
  wanted: string | undefined,
): Promise<ChosenWay> {
  return wanted === undefined
    ? firstOpen(connection, evidence, ways)
    : theNamed(connection, evidence, ways, principalNamed(wanted, evidence))
}

async function firstOpen(
  connection: Connection,
  evidence: Evidence,
  ways: readonly WayIn[],
): Promise<ChosenWay> {
  const caller = { connection, arn: evidence.caller.arn }
  const refused = new Map<string, string>()
  const open = ways.filter(({ becoming }) => OPEN.has(becoming))
  const doubtful = open.filter((way) => isContradicted(way, evidence))
  const sure = open.filter((way) => !doubtful.includes(way))
  for (const way of [...sure, ...doubtful]) {
    try {
      return { way, acting: await become(caller, way.roles), refused }
    } catch (thrown) {
      if (!(thrown instanceof RecoveryProblem)) throw thrown
      refused.set(way.arn, thrown.details.facts?.sentence ?? thrown.message)
    }
  }
  const way = ways.find(({ becoming }) => becoming === 'reopen')
  if (way) return { way, acting: undefined, refused }
  throw nobody(evidence, ways, refused)
}

/** AWS refuses the caller what the last known key policy lets it do: there is a newer policy. */
function isContradicted({ becoming, actor }: WayIn, evidence: Evidence): boolean {
  const { known, key, keyPolicy } = evidence
  if (becoming !== 'self' || known?.source !== 'rebuilt' || !isRefused(keyPolicy)) return false
  return mayDo(actor, 'kms:GetKeyPolicy', key.arn ?? '', known.bound)
}

async function theNamed(
  connection: Connection,
  evidence: Evidence,
  ways: readonly WayIn[],
  as: string,
): Promise<ChosenWay> {
  const way =
    ways.find(({ arn }) => isSameIdentity(arn, as)) ?? (await wayUnseen(connection, evidence, as))
  const refused = new Map<string, string>()
  if (way.becoming === 'reopen') return { way, acting: undefined, refused }
  if (way.becoming !== 'self' && entityNameOf(way.arn)?.kind !== 'role') {
    throw new RecoveryProblem('onlyItself', {
      facts: { as: shortName(as), principal: evidence.subject.arn },
      lines: othersThanNamed(ways, as),
    })
  }
  const caller = { connection, arn: evidence.caller.arn }
  const acting = await become(caller, way.roles).catch((thrown: unknown) => {
    if (!(thrown instanceof RecoveryProblem)) throw thrown
    throw thrown.and({ lines: othersThanNamed(ways, as) })
  })
  return { way, acting, refused }
}

/** Neither the key policy nor the history names it, or neither is known. */
async function wayUnseen(connection: Connection, evidence: Evidence, as: string): Promise<WayIn> {
  const isSelf = isSameIdentity(as, evidence.caller.arn)
  const actor = actorOf(await askIdentity(connection, as, evidence.where.account))
  if (actor === undefined) throw new RecoveryProblem('noPrincipal', { facts: { principal: as } })
  return { arn: as, actor, becoming: isSelf ? 'self' : 'unknown', roles: isSelf ? [] : [as] }
}

function othersThanNamed(ways: readonly WayIn[], as: string): readonly string[] {
  const others = ways.filter(({ arn, becoming }) => OPEN.has(becoming) && !isSameIdentity(arn, as))
  return others.map(({ arn }) => `--as ${arn}`)
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
      return entity?.name === name.split('/').at(-1) && entity?.kind === kind
    })
  return known ?? arnOf('iam', '', where.account, `${kind}/${name}`)
}

/** Nobody can go in, for the caller: who could, and why it cannot be one of them. */
function nobody(
  evidence: Evidence,
  ways: readonly WayIn[],
  refused: ReadonlyMap<string, string>,
): RecoveryProblem {
  const { known, key, subject, where } = evidence
  if (known === undefined) return new RecoveryProblem('policyUnknown')
  const facts = { key: key.arn ?? key.asked, principal: subject.arn, asOf: asOf(evidence) }
  const signIn = ways.filter(({ becoming }) => becoming === 'signIn')
  if (signIn.length > 0) {
    const words = ['recover', facts.key, '--principal', subject.arn, '--apply']
    const lines = signIn.map(({ arn }) => arn)
    const { profile: _own, ...elsewhere } = where
    const command = sparekeyCommand(words, { ...elsewhere, profile: undefined })
    return new RecoveryProblem('onlyBySigningIn', { facts, lines, commands: [command] })
  }
  if (ways.length > 0) {
    const lines = ways.map(({ arn }) => refused.get(arn) ?? arn)
    return new RecoveryProblem('wayClosed', { facts, lines })
  }
  const again = recreatableRescuers(evidence)
  if (again.length > 0) return new RecoveryProblem('makeAgain', { facts, lines: again })
  const unseen = known.named.filter(({ fate, entity }) => fate === 'unknown' && entity)
  if (unseen.length > 0) {
    return new RecoveryProblem('nobodyKnown', { facts, lines: unseen.map(({ value }) => value) })
  }
  return new RecoveryProblem('nobodyLeft', { facts })
}

const asOf = ({ known }: Evidence): string => {
  const { eventName, eventTime } = known?.version?.event ?? {}
  return eventName === undefined ? 'GetKeyPolicy' : `${eventName} ${eventTime}`
}
