// Who will apply the policies: the safety check of KMS is about nobody else.

import { parseAccountId, type AccountId } from '../../base/account-id.ts'
import { parseArn } from '../../base/arn.ts'
import { parseJson } from '../../base/json.ts'
import { signedPrincipal, type NamedPolicy, type WorldAccount } from '../../policy/index.ts'
import type { Connection } from '../connection.ts'
import { askGuardrails } from '../evidence/account/guardrails.ts'
import { gotOf, isAbsent, type Failed, type Refused } from '../evidence/answer.ts'
import { askIdentity } from '../evidence/evidence.ts'
import type { PolicyText } from '../evidence/identity-policies.ts'
import { named } from '../examine.ts'
import { doctorFailure } from '../failure.ts'
import { identityArnOf } from '../principals.ts'

export interface Deployer {
  /** As given, or as STS tells it. */
  readonly arn: string
  readonly account: AccountId
  /** The user or role behind it, as policies name it. */
  readonly identityArn: string
  readonly uniqueId: string | undefined
  readonly policies: readonly NamedPolicy[]
  readonly boundary: readonly NamedPolicy[] | undefined
  /** Over its requests, and over the keys of its account. */
  readonly serviceControl: readonly (readonly NamedPolicy[])[]
  readonly resourceControl: readonly (readonly NamedPolicy[])[]
  /** Where its policies come from; `unknown`: not all of them could be seen. */
  readonly seen: 'files' | 'account' | 'unknown'
  /** Of the guardrails: they may stop what the rest allows. */
  readonly unseen: readonly (Refused | Failed)[]
}

const NO_GUARDRAILS = { serviceControl: [], resourceControl: [], unseen: [] }

export interface DeployerFiles {
  readonly policies: readonly PolicyText[]
  readonly boundary?: PolicyText
}

/** By its policies in files; without any, they stay unknown. */
export function deployerFromFiles(arn: string, { policies, boundary }: DeployerFiles): Deployer {
  return {
    ...requireIdentity(arn),
    identityArn: identityArnOf(arn),
    uniqueId: undefined,
    policies: policies.map(readNamed),
    boundary: boundary && [readNamed(boundary)],
    ...NO_GUARDRAILS,
    seen: policies.length === 0 && !isRoot(arn) ? 'unknown' : 'files',
  }
}

/** By its policies as IAM tells them. */
export async function deployerInAccount(
  connection: Connection,
  arn: string,
  callerAccount: string,
): Promise<Deployer> {
  const self = requireIdentity(arn)
  const governed = { subjectAccount: self.account, keyAccount: self.account }
  const isOwn = self.account === callerAccount
  const [{ entity, policies }, guardrails] = await Promise.all([
    askIdentity(connection, arn, callerAccount),
    isOwn ? askGuardrails(connection, governed) : undefined,
  ])
  if (isAbsent(entity)) {
    throw doctorFailure('principalNotInAccount', { principal: arn, account: callerAccount })
  }
  const { arn: entityArn = identityArnOf(arn), uniqueId } = gotOf(entity) ?? {}
  return {
    ...self,
    identityArn: entityArn,
    uniqueId,
    policies: policies.policies.map(readNamed),
    boundary: policies.boundary && [readNamed(policies.boundary)],
    serviceControl: guardrails?.serviceControl ?? [],
    resourceControl: guardrails?.resourceControl ?? [],
    unseen: guardrails?.unseen ?? [],
    seen: policies.unseen.length === 0 ? 'account' : 'unknown',
  }
}

/** The account of the deployer, with nobody else in it. */
export function accountWith(
  { arn, account, identityArn, uniqueId, serviceControl }: Deployer,
  policies: readonly NamedPolicy[],
  boundary: readonly NamedPolicy[] | undefined,
): WorldAccount {
  const governed = { id: account, serviceControl }
  if (isRoot(arn)) return governed
  const identity = {
    arn: identityArn,
    policies,
    ...(uniqueId === undefined ? {} : { uniqueId }),
    ...(boundary && { boundary }),
  }
  const isUser = identityArn.includes(':user/')
  return isUser ? { ...governed, users: [identity] } : { ...governed, roles: [identity] }
}

function requireIdentity(arn: string): Pick<Deployer, 'arn' | 'account'> {
  const principal = signedPrincipal(arn)
  const account = parseAccountId(parseArn(arn)?.account ?? '')
  if (account && principal && principal.type !== 'federatedUser') return { arn, account }
  const lines = ['--deployer arn:aws:iam::111122223333:role/Deploy']
  throw doctorFailure('noDeployer', { arn }, { lines })
}

const isRoot = (arn: string): boolean => arn.endsWith(':root')

const readNamed = ({ name, text }: PolicyText): NamedPolicy => named(name, parseJson(text) ?? null)
