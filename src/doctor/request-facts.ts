// The condition keys that AWS would set itself, as far as the evidence tells them.

import { parseArn } from '../base/arn.ts'
import { gotOf } from './evidence/answer.ts'
import type { Evidence } from './evidence/evidence.ts'
import { aliasNameOf } from './evidence/key.ts'
import type { AskingPrincipal } from './principals.ts'

type Facts = Readonly<Record<string, string | readonly string[]>>

/** What every question about this key brings, by this principal. */
export function factsOfRequest(evidence: Evidence, principal: AskingPrincipal): Facts {
  return {
    ...ofKey(evidence),
    ...ofOrganization(evidence, principal),
    ...ofService(evidence, principal),
  }
}

function ofKey({ key }: Evidence): Facts {
  const description = gotOf(key.description)
  const alias = aliasNameOf(key.asked)
  return {
    ...(description && {
      'kms:KeySpec': description.keySpec,
      'kms:CustomerMasterKeySpec': description.keySpec,
      'kms:KeyUsage': description.keyUsage,
      'kms:CustomerMasterKeyUsage': description.keyUsage,
      'kms:KeyOrigin': description.origin,
      'kms:MultiRegion': String(description.multiRegion !== undefined),
      ...(description.multiRegion && {
        'kms:MultiRegionKeyType': description.multiRegion.type,
      }),
    }),
    ...(alias !== undefined && { 'kms:RequestAlias': alias }),
  }
}

function ofOrganization({ layers, caller, key }: Evidence, { account }: AskingPrincipal): Facts {
  const { membership, path } = layers?.organization ?? {}
  const id = gotOf(membership)?.id
  if (id === undefined) return {}
  return {
    ...(account === caller.account && { 'aws:PrincipalOrgID': id }),
    ...(path !== undefined && { 'aws:PrincipalOrgPaths': [path] }),
    ...(keyAccountOf(key) === caller.account && { 'aws:ResourceOrgID': id }),
  }
}

/**
 * EventBridge tells KMS neither the account nor the resource that it works for; other services do.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
const WITHOUT_SOURCE: ReadonlySet<string> = new Set(['events.amazonaws.com'])

export const tellsSource = (service: string): boolean => !WITHOUT_SOURCE.has(service)

function ofService({ key }: Evidence, { type, arn }: AskingPrincipal): Facts {
  if (type !== 'service' || !tellsSource(arn)) return {}
  return { 'aws:SourceAccount': keyAccountOf(key), 'kms:CallerAccount': keyAccountOf(key) }
}

const keyAccountOf = ({ arn = '' }: Evidence['key']): string => parseArn(arn)?.account ?? ''
