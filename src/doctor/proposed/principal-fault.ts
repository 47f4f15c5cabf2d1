// What is wrong with the principals of a key policy that is to be put: KMS says only that one of
// them is invalid.

import { isAccountId } from '../../base/account-id.ts'
import { parseArn } from '../../base/arn.ts'
import { principalsOf, type PolicyDocument, type PrincipalName } from '../../policy/index.ts'
import { gotOf } from '../evidence/answer.ts'
import type { NamedPrincipal } from '../evidence/named-principals.ts'
import { isUniqueId } from '../principals.ts'
import { serviceLinkedRoleOf } from './service-linked-role.ts'

export const FAULTS = [
  'unresolved',
  'wildcard',
  'missingIam',
  'badAccount',
  'wrongPartition',
  'noPrincipal',
  'malformed',
  'badService',
  'deletedId',
  'wrongPath',
  'noServiceLinkedRole',
  'notThere',
] as const
export type FaultKind = (typeof FAULTS)[number]

export interface PrincipalFault extends PrincipalName {
  readonly fault: FaultKind
  /** From 0. */
  readonly statement: number
  readonly sid: string | undefined
  /** From 1; of the value. */
  readonly line: number | undefined
  /** It stands under `NotPrincipal`. */
  readonly negated: boolean
  /** What it probably was meant to be. */
  readonly meant: string | undefined
}

/** `partition`: of the account that owns the key. */
export function principalFaults(
  document: PolicyDocument,
  named: readonly NamedPrincipal[],
  partition: string,
): readonly PrincipalFault[] {
  const lines = valueLines(document)
  return principalsOf(document).flatMap(({ type, value, statement, negated }) => {
    const found = type === 'AWS' ? faultOfAws(value, named, partition) : faultOfOther(type, value)
    if (found === undefined) return []
    const { index, sid } = statement
    const line = lines(index, type, value)
    return [{ type, value, statement: index, sid, line, negated, meant: undefined, ...found }]
  })
}

type Found = Pick<PrincipalFault, 'fault'> & { readonly meant?: string | undefined }

function faultOfOther(type: PrincipalName['type'], value: string): Found | undefined {
  if (/\$\{|\{\{/.test(value)) return { fault: 'unresolved' }
  if (type === 'CanonicalUser') return { fault: 'noPrincipal' }
  if (type !== 'Service' || /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(value)) {
    return undefined
  }
  const isBare = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(value) && !value.includes('amazonaws')
  return { fault: 'badService', meant: isBare ? `${value}.amazonaws.com` : undefined }
}

function faultOfAws(
  value: string,
  named: readonly NamedPrincipal[],
  partition: string,
): Found | undefined {
  if (value === '*' || isAccountId(value)) return undefined
  return faultOfForm(value, partition) ?? faultOfFate(named.find((one) => one.value === value))
}

const ENTITY = /^(?:root|(?:user|role)\/[\w+=,.@/-]+)$/
const SESSION = /^(?:assumed-role\/[\w+=,.@-]+|federated-user)\/[\w+=,.@-]+$/

/** Before anybody is asked: whether it can be the name of a principal at all. */
function faultOfForm(value: string, partition: string): Found | undefined {
  if (isUniqueId(value)) return undefined
  if (/\$\{|\{\{|<[\w -]+>/.test(value)) return { fault: 'unresolved' }
  const arn = parseArn(value)
  if (arn === undefined || arn.account === '') return faultOfBrokenArn(value)
  if (value.includes('*') || value.includes('?')) return { fault: 'wildcard' }
  const { service, region, resource, account } = arn
  if (service !== 'iam' && service !== 'sts') return { fault: 'noPrincipal' }
  if (/^(group|policy|instance-profile|saml-provider|oidc-provider)\//.test(resource)) {
    return { fault: 'noPrincipal' }
  }
  if (region !== '' || !(service === 'iam' ? ENTITY : SESSION).test(resource)) {
    return { fault: 'malformed' }
  }
  if (arn.partition === partition) return undefined
  return { fault: 'wrongPartition', meant: `arn:${partition}:${service}::${account}:${resource}` }
}

/** `arn:aws::111122223333:root`, as a template composes it. cloudposse, flow logs bucket, #27. */
const WITHOUT_IAM = /^arn:(aws[a-z-]*):{1,3}(\d{12}):((?:root|user\/|role\/).*)$/

function faultOfBrokenArn(value: string): Found {
  const [, partition, account, resource] = WITHOUT_IAM.exec(value) ?? []
  if (resource !== undefined) {
    return { fault: 'missingIam', meant: `arn:${partition}:iam::${account}:${resource}` }
  }
  const ofAccount = /^arn:aws[a-z-]*:(?:iam|sts)::([^:]*):/.exec(value)?.[1] ?? value
  const isAccount = value.startsWith('arn:') ? !isAccountId(ofAccount) : /^\d+$/.test(value)
  return { fault: isAccount ? 'badAccount' : 'malformed' }
}

/** What IAM answered. Of other accounts' nobody could be asked. */
function faultOfFate(named: NamedPrincipal | undefined): Found | undefined {
  if (named?.fate !== 'gone') return undefined
  const { value, entity } = named
  if (isUniqueId(value)) return { fault: 'deletedId' }
  const there = gotOf(entity)?.arn
  if (there !== undefined) return { fault: 'wrongPath', meant: there }
  return { fault: serviceLinkedRoleOf(value) ? 'noServiceLinkedRole' : 'notThere' }
}

type LineOf = (statement: number, type: string, value: string) => number | undefined

/** The line of a value, where the document knows the positions of its elements. */
function valueLines({ json, positions }: PolicyDocument): LineOf {
  const { Statement } = json
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement]
  return (index, type, value) => {
    const statement: unknown = statements[index]
    for (const clause of ['Principal', 'NotPrincipal']) {
      const names = memberOf(memberOf(statement, clause), type)
      const at = Array.isArray(names) ? names.indexOf(value) : -1
      if (at < 0 && names !== value) continue
      const path = [clause, type, ...(at < 0 ? [] : [at])]
      return positions?.startOf(index, path).line
    }
    return undefined
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}
