// Key policies before they are applied: what is wrong with them, whether KMS will take them from
// whoever deploys, and who gains and loses by them.

import { parseArn } from '../../base/arn.ts'
import { isJsonObject, parseJson } from '../../base/json.ts'
import type { Connection } from '../connection.ts'
import type { DeclaredKeyPolicy } from '../declared/declared-key-policy.ts'
import { readDeclared } from '../declared/declared-files.ts'
import type { Declared } from '../declared/terraform-plan.ts'
import { hasUnknown } from '../declared/unknown.ts'
import { isAbsent, isGot, isUnseen, type Failed, type Refused } from '../evidence/answer.ts'
import { askCallerIdentity, type CallerIdentity } from '../evidence/caller-identity.ts'
import { whereOf, type Where } from '../evidence/evidence.ts'
import type { PolicyText } from '../evidence/identity-policies.ts'
import { askKey } from '../evidence/key.ts'
import { askKeyPolicy } from '../evidence/key-policy.ts'
import { askNamedPrincipals } from '../evidence/named-principals.ts'
import { doctorFailure } from '../failure.ts'
import { statementsOf } from '../examine.ts'
import { isUniqueId } from '../principals.ts'
import type { Language } from '../report/words/words.ts'
import { checkGrant } from './check-grant.ts'
import { checkPolicy, type InForce } from './check-policy.ts'
import type { CheckedPolicy, CheckReport } from './checked-policy.ts'
import { deployerFromFiles, deployerInAccount, type Deployer } from './deployer.ts'

export interface CheckOptions {
  /** Key policies, Terraform plans, templates, folders of `cdk synth`. */
  readonly files: readonly string[]
  /** Only these resources of them, by address or logical id; empty: all. */
  readonly resources?: readonly string[]
  readonly parameters?: ReadonlyMap<string, string>
  readonly account?: string
  readonly region?: string
  /** ARN of who deploys; absent: whoever asks, and nobody without a connection. */
  readonly deployer?: string
  /** Its IAM policies; without any, they are asked of IAM. */
  readonly deployerPolicies?: readonly PolicyText[]
  readonly deployerBoundary?: PolicyText
  /** The key whose policy is in force: id, ARN, alias or alias ARN. */
  readonly key?: string
  /** A file that holds the policy in force. */
  readonly against?: PolicyText
  readonly lang: Language
}

/** Without a connection nothing is asked of AWS, and no network is needed. */
export async function checkFiles(
  options: CheckOptions,
  connection?: Connection,
): Promise<CheckReport> {
  const asked = connection && (await askWho(connection))
  const deployer = await deployerOf(options, asked)
  const unseen: (Refused | Failed)[] = [...(deployer?.unseen ?? [])]
  const key = asked && options.key !== undefined ? await keyOf(options.key, asked) : options.key
  const { policies: declared, grants } = chosen(readAll(options, { key, deployer, asked }), options)
  const policies: CheckedPolicy[] = []
  for (const one of declared) {
    const meant = key === undefined ? one : { ...one, key }
    const inForce = await inForceOf(meant, options, asked, unseen)
    const gone = asked && (await goneFrom(meant, asked))
    policies.push(checkPolicy(meant, { lang: options.lang, deployer, inForce, gone }))
  }
  const checkedGrants = grants.map((grant) => checkGrant(grant, options.lang))
  return {
    version: 1,
    ...(asked && { where: asked.where }),
    ...(deployer && { deployer: { arn: deployer.arn, policies: deployer.seen } }),
    policies,
    grants: checkedGrants,
    counts: countsOf([...policies, ...checkedGrants]),
    unseen: unseen.map((answer) => ({
      question: 'refused' in answer ? answer.refused : answer.failed,
      permission: answer.by,
    })),
  }
}

/** Whoever is asked, and as whom. */
interface Asked {
  readonly connection: Connection
  readonly caller: CallerIdentity
  readonly where: Where
}

async function askWho(connection: Connection): Promise<Asked> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('aws', caller)
  return { connection, caller, where: await whereOf(connection, caller.account) }
}

async function deployerOf(
  { deployer, deployerPolicies = [], deployerBoundary }: CheckOptions,
  asked: Asked | undefined,
): Promise<Deployer | undefined> {
  const arn = deployer ?? asked?.caller.arn
  if (arn === undefined) return undefined
  if (asked && deployerPolicies.length === 0) {
    return deployerInAccount(asked.connection, arn, asked.caller.account)
  }
  const boundary = deployerBoundary && { boundary: deployerBoundary }
  return deployerFromFiles(arn, { policies: deployerPolicies, ...boundary })
}

async function keyOf(key: string, { connection, where }: Asked): Promise<string> {
  const { arn } = await askKey(connection, key, where)
  if (arn !== undefined) return arn
  throw doctorFailure('noKey', { key, account: where.account, region: where.region })
}

interface Known {
  readonly key: string | undefined
  readonly deployer: Deployer | undefined
  readonly asked: Asked | undefined
}

/** The account and the Region are told by the one who asks for them, else by the key, ... */
function readAll(options: CheckOptions, { key = '', deployer, asked }: Known) {
  const own = parseArn(key)
  const account = options.account ?? own?.account ?? deployer?.account ?? asked?.where.account
  const region = options.region ?? own?.region ?? asked?.where.region
  const { parameters = new Map<string, string>() } = options
  return readDeclared(options.files, { account, region, parameters })
}

function chosen(
  { policies, grants }: Declared,
  { resources = [], key, against }: CheckOptions,
): Declared {
  const isWanted = ({ address = '' }: { readonly address?: string }): boolean =>
    resources.length === 0 || resources.includes(address)
  const wanted = policies.filter(isWanted)
  const addresses = policies.map(({ address = '' }) => address)
  const all = [...addresses, ...grants.map(({ address }) => address)]
  const missing = resources.find((name) => !all.includes(name))
  if (missing !== undefined) {
    throw doctorFailure('noPolicyOf', { resource: missing }, { lines: all })
  }
  if (wanted.length > 1 && (key !== undefined || against !== undefined)) {
    const lines = addresses.map((address) => `--resource ${address}`)
    throw doctorFailure('severalPolicies', {}, { lines })
  }
  return { policies: wanted, grants: grants.filter(isWanted) }
}

/** What KMS answers, else the file, else what the plan knows. */
async function inForceOf(
  { key, before }: DeclaredKeyPolicy,
  { against }: CheckOptions,
  asked: Asked | undefined,
  unseen: (Refused | Failed)[],
): Promise<InForce | undefined> {
  if (against) return { policy: requirePolicy(against), from: 'file' }
  if (asked && key !== undefined) {
    const answer = await askKeyPolicy(asked.connection, key)
    if (isUnseen(answer)) unseen.push(answer)
    const policy = isGot(answer) ? parseJson(answer.got) : undefined
    if (isJsonObject(policy)) return { policy, from: 'account' }
    if (isAbsent(answer)) return undefined
  }
  return before && { policy: before, from: 'plan' }
}

function requirePolicy({ name, text }: PolicyText) {
  const policy = parseJson(text)
  if (isJsonObject(policy) && statementsOf(policy).length > 0) return policy
  throw doctorFailure('noKeyPolicy', { name })
}

/** Users and roles that the policy names, of the account that is asked, and that are not there. */
async function goneFrom(
  { policy }: DeclaredKeyPolicy,
  { connection, caller }: Asked,
): Promise<readonly string[]> {
  if (policy === undefined) return []
  const named = await askNamedPrincipals(connection, policy, caller.account)
  return named
    .filter(({ value, fate }) => fate === 'gone' && !isUniqueId(value) && !hasUnknown(value))
    .map(({ value }) => value)
}

function countsOf(checked: readonly Pick<CheckedPolicy, 'findings'>[]): CheckReport['counts'] {
  const severities = checked.flatMap(({ findings }) => findings.map(({ severity }) => severity))
  const count = (wanted: string) => severities.filter((severity) => severity === wanted).length
  return { error: count('error'), warning: count('warning'), note: count('note') }
}

/** 2 when there is something as bad as `failOn`, or worse. */
export function checkExitCode(
  { counts: { error, warning } }: CheckReport,
  failOn: 'error' | 'warning',
): 0 | 2 {
  return error + (failOn === 'warning' ? warning : 0) > 0 ? 2 : 0
}
