// Who will apply the policies: the safety check of KMS is about nobody else.

import { parseAccountId, type AccountId } from '../../base/account-id.ts'
import { parseArn } from '../../base/arn.ts'
import { parseJson } from '../../base/json.ts'
import { signedPrincipal, type NamedPolicy, type WorldAccount } from '../../policy/index.ts'
import type { Connection } from '../connection.ts'
import { gotOf, isAbsent } from '../evidence/answer.ts'
import { askIdentity } from '../evidence/evidence.ts'
import type { PolicyText } from '../evidence/identity-policies.ts'
import { named } from '../examine.ts'
import { DoctorFailure } from '../failure.ts'
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
  /** Where its policies come from; `unknown`: not all of them could be seen. */
  readonly seen: 'files' | 'account' | 'unknown'
}

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
  const { entity, policies } = await askIdentity(connection, arn, callerAccount)
  if (isAbsent(entity)) {
    throw new DoctorFailure(`there is no \`${arn}\` in account \`${callerAccount}\``)
  }
  const { arn: entityArn = identityArnOf(arn), uniqueId } = gotOf(entity) ?? {}
  return {
    ...self,
    identityArn: entityArn,
    uniqueId,
    policies: policies.policies.map(readNamed),
    boundary: policies.boundary && [readNamed(policies.boundary)],
    seen: policies.unseen.length === 0 ? 'account' : 'unknown',
  }
}

/** The account of the deployer, with nobody else in it. */
export function accountWith(
  { arn, account, identityArn, uniqueId }: Deployer,
  policies: readonly NamedPolicy[],
  boundary: readonly NamedPolicy[] | undefined,
): WorldAccount {
  if (isRoot(arn)) return { id: account }
  const identity = {
    arn: identityArn,
    policies,
    ...(uniqueId === undefined ? {} : { uniqueId }),
    ...(boundary && { boundary }),
  }
  const isUser = identityArn.includes(':user/')
  return isUser ? { id: account, users: [identity] } : { id: account, roles: [identity] }
}

function requireIdentity(arn: string): Pick<Deployer, 'arn' | 'account'> {
  const principal = signedPrincipal(arn)
  const account = parseAccountId(parseArn(arn)?.account ?? '')
  if (account && principal && principal.type !== 'federatedUser') return { arn, account }
  throw new DoctorFailure(`\`${arn}\` is not the ARN of a user, a role or one of its sessions`, [
    '--deployer arn:aws:iam::111122223333:role/Deploy',
  ])
}

const isRoot = (arn: string): boolean => arn.endsWith(':root')

const readNamed = ({ name, text }: PolicyText): NamedPolicy => named(name, parseJson(text) ?? null)
