// All that was asked, and every answer: the checks look at nothing else.

import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'
import { parseArn } from '../../base/arn.ts'
import { endpointOf, type Connection } from '../connection.ts'
import type { Reach } from '../reach.ts'
import { principalsInConditions } from '../principals.ts'
import { bindPrincipals, isGone, versionsOf, type PolicyVersion } from '../rebuild.ts'
import { gotOf, isAbsent, isGot, isUnseen, type Answer } from './answer.ts'
import { parseDenial, type Denial } from '../denial.ts'
import type { CallerIdentity } from './caller-identity.ts'
import { askEntity, entityNameOf, isSameIdentity, type Entity } from './entity.ts'
import { askIdentityPolicies, type IdentityPolicies } from './identity-policies.ts'
import { askKey, type KeyEvidence } from './key.ts'
import { askKeyPolicy } from './key-policy.ts'
import { askLayers, type LayerEvidence } from './layers.ts'
import { askNamedPrincipals, type NamedPrincipal, type Sighting } from './named-principals.ts'
import { isDenial, type PolicyEvent } from './policy-event.ts'
import { searchPolicyEvents, type PolicyEvents } from './policy-search.ts'
import type { VpcEndpointPolicy } from './vpc-endpoint.ts'

export interface Where {
  readonly account: string
  readonly region: string
  /** Undefined: AWS's own. */
  readonly endpoint: string | undefined
  readonly profile: string | undefined
  /** A credentials file that the other shell must be told of. */
  readonly credentialsFile: string | undefined
  /** How `sparekey` is started in that shell. */
  readonly sparekey: readonly string[]
}

/** A user, a role or the root user, and what IAM says of it. */
export interface Identity {
  /** ARN as STS or IAM writes it. */
  readonly arn: string
  /** Undefined for identities that IAM cannot describe: root, federated users, foreign ones. */
  readonly entity: Answer<Entity> | undefined
  readonly policies: IdentityPolicies
}

/** The key policy to reason with. */
export interface KnownPolicy {
  readonly source: 'current' | 'rebuilt'
  readonly json: JsonObject
  /** The event that a rebuilt policy comes from. */
  readonly version: PolicyVersion | undefined
  /** Names bound as KMS binds them: a principal made again later is somebody else. */
  readonly bound: JsonObject
  readonly named: readonly NamedPrincipal[]
}

export interface Evidence {
  readonly where: Where
  readonly caller: CallerIdentity
  /** Whom the question is about; mostly the caller. */
  readonly subject: Identity
  /** The subject is the caller, so that what AWS answers is about the subject. */
  readonly subjectAsks: boolean
  readonly key: KeyEvidence
  /** Undefined when no key was found. */
  readonly keyPolicy: Answer<string> | undefined
  readonly known: KnownPolicy | undefined
  /** Undefined: not asked, for nothing was denied. */
  readonly events: Answer<PolicyEvents> | undefined
  readonly versions: readonly PolicyVersion[]
  /** Who else may be able to put the policy right. */
  readonly candidates: readonly Identity[]
  /** Roles that lead one to another, by the last one's ARN; absent: not looked for. */
  readonly chains?: ReadonlyMap<string, readonly string[]>
  /** Absent: not asked, for no key was found. */
  readonly layers?: LayerEvidence
  /** What somebody was answered before, as the asker tells it. */
  readonly told?: ToldDenial
}

/** An answer of AWS's that the asker brings along. */
export interface ToldDenial {
  /** Undefined where it does not say: then it is about whoever is asked about. */
  readonly principal: string | undefined
  readonly action: string
  readonly denial: Denial
}

export interface Question {
  readonly key: string
  /** An ARN, or a service's name; absent: the caller. */
  readonly principal?: string
  /** What is asked about; absent: the key policy alone. */
  readonly actions?: readonly string[]
  /** Context keys of the request, beside those that the principal brings. */
  readonly context?: Readonly<Record<string, string>>
  /** `simulate`: IAM's simulator is asked as well. */
  readonly via?: 'simulate'
  /** Of the VPC endpoint in use, where its policy is at hand. */
  readonly vpcEndpointPolicy?: VpcEndpointPolicy
  /** Absent: the event history alone. */
  readonly reach?: Reach
}

const nothingKnown = { known: undefined, events: undefined, versions: [], candidates: [] }
const nothingSeen: IdentityPolicies = { policies: [], boundary: undefined, unseen: [] }

export async function collectEvidence(
  connection: Connection,
  caller: CallerIdentity,
  question: Question,
): Promise<Evidence> {
  const where = await whereOf(connection, caller.account)
  const asked = question.principal ?? caller.arn
  // A role stands for any of its sessions; one session does not stand for another.
  const isRole = parseArn(asked)?.resource.startsWith('role/') ?? false
  const subjectAsks = asked === caller.arn || (isRole && isSameIdentity(asked, caller.arn))
  const [subject, key] = await Promise.all([
    askIdentity(connection, asked, where.account),
    askKey(connection, question.key, where),
  ])
  const found = key.arn
  const [keyPolicy, layers] = await Promise.all([
    found === undefined ? undefined : askKeyPolicy(connection, found),
    found === undefined ? undefined : askLayers(connection, { subject, key }, question),
  ])
  const asking = { where, caller, subject, subjectAsks, key, keyPolicy, ...nothingKnown }
  const evidence = { ...asking, ...(layers && { layers }) }
  if (isGot(keyPolicy)) return withKnownPolicy(connection, evidence)
  return isUnseen(keyPolicy) ? withHistory(connection, evidence, question.reach) : evidence
}

/** Adds what events say of the key's policy; asked for only when something is denied. */
export async function withHistory(
  connection: Connection,
  evidence: Evidence,
  reach: Reach = {},
): Promise<Evidence> {
  const { arn, description } = evidence.key
  if (arn === undefined || evidence.events !== undefined) return evidence
  const createdAt = gotOf(description)?.createdAt
  const options = { reach, looksForTables: false, createdAt }
  const events = await searchPolicyEvents(connection, arn, options)
  const versions = versionsOf(gotOf(events)?.events ?? [], accountOf(arn))
  return withKnownPolicy(connection, { ...evidence, events, versions })
}

/** The same evidence with the key policy in force, as somebody else could read it. */
export async function withCurrentPolicy(
  connection: Connection,
  evidence: Evidence,
  text: string,
): Promise<Evidence> {
  const known = await knownPolicy(connection, evidence, text)
  return withCandidates(connection, { ...evidence, keyPolicy: undefined, known })
}

async function withKnownPolicy(connection: Connection, evidence: Evidence): Promise<Evidence> {
  const current = gotOf(evidence.keyPolicy)
  const known = evidence.known ?? (await knownPolicy(connection, evidence, current))
  return withCandidates(connection, { ...evidence, known })
}

async function withCandidates(connection: Connection, evidence: Evidence): Promise<Evidence> {
  const candidates = evidence.known ? await askCandidates(connection, evidence) : []
  return { ...evidence, candidates }
}

export async function whereOf(connection: Connection, account: string): Promise<Where> {
  const { profile, credentialsFile, sparekey = ['sparekey'] } = connection.options
  const region = await connection.kms.config.region()
  const endpoint = await endpointOf(connection)
  return { account, region, endpoint, profile, credentialsFile, sparekey }
}

/** IAM describes the users and roles of the caller's own account only. */
export async function askIdentity(
  connection: Connection,
  arn: string,
  account: string,
  asked?: Answer<Entity>,
): Promise<Identity> {
  const name = entityNameOf(arn)
  if (name === undefined) return { arn, entity: undefined, policies: nothingSeen }
  if (accountOf(arn) !== account) {
    const foreign = { refused: `account ${accountOf(arn)} keeps it`, by: `iam:Get*` }
    return { arn, entity: undefined, policies: { ...nothingSeen, unseen: [foreign] } }
  }
  const entity = asked ?? (await askEntity(connection, name))
  return { arn, entity, policies: await askIdentityPolicies(connection, name, entity) }
}

async function knownPolicy(
  connection: Connection,
  { where, key, versions, events, caller }: Evidence,
  text: string | undefined,
): Promise<KnownPolicy | undefined> {
  const current = text === undefined ? undefined : parseJson(text)
  const version = current === undefined ? versions.at(-1) : undefined
  const json = current ?? version?.json
  if (!isJsonObject(json)) return undefined
  const isOwn = accountOf(key.arn ?? '') === where.account
  const binding = {
    putAt: version?.event.eventTime,
    sightings: gotOf(events)?.events.flatMap(sightingIn) ?? [],
    caller: { arn: caller.arn, uniqueId: caller.userId.split(':')[0] ?? '' },
  }
  const named = isOwn ? await askNamedPrincipals(connection, json, where.account, binding) : []
  const source = version === undefined ? 'current' : 'rebuilt'
  return { source, json, version, bound: bindPrincipals(json, named), named }
}

/** A call that failed tells of its caller all the same. */
function sightingIn(event: PolicyEvent): readonly Sighting[] {
  const { by, uniqueId, eventTime, error } = event
  if (uniqueId === undefined) return []
  const denial = isDenial(event) ? parseDenial(error?.message ?? '') : undefined
  const refused = denial?.layer === 'keyPolicy' && !denial.explicit
  return [{ arn: by, uniqueId, at: eventTime, refused }]
}

/** Those the policy names, those who put it, and who asks about another; as IAM describes them. */
async function askCandidates(
  connection: Connection,
  { where, known, versions, caller, subjectAsks }: Evidence,
): Promise<readonly Identity[]> {
  const asked = new Map<string, Answer<Entity> | undefined>()
  if (!subjectAsks) asked.set(caller.arn, undefined)
  for (const { value, fate, entity } of known?.named ?? []) {
    if (!isGone(fate)) asked.set(value, entity)
  }
  const others = [
    ...principalsInConditions(known?.json ?? {}),
    ...versions.map(({ event }) => event.by),
  ]
  for (const arn of others) if (!asked.has(arn)) asked.set(arn, undefined)
  const describable = [...asked].filter(
    ([arn]) => entityNameOf(arn) !== undefined && accountOf(arn) === where.account,
  )
  const identities = await Promise.all(
    describable
      .slice(0, candidatesMax)
      .map(([arn, entity]) => askIdentity(connection, arn, where.account, entity)),
  )
  return identities.filter(({ entity }) => !isAbsent(entity))
}

const candidatesMax = 10

const accountOf = (arn: string): string => parseArn(arn)?.account ?? ''
