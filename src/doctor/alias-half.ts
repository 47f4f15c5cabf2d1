// Alias operations need their permission twice: on the key, by its key policy, and on the alias,
// by IAM policies alone.
// https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html

import { arnOf, parseArn } from '../base/arn.ts'
import { decide } from '../policy/index.ts'
import type { AuthorizationRequest, Decision, PoliciesInForce } from '../policy/index.ts'
import type { Evidence } from './evidence/evidence.ts'
import { aliasNameOf } from './evidence/key.ts'

export interface AliasHalf {
  /** Of the alias asked about; any alias of the account, where none was named. */
  readonly arn: string
  readonly decision: Decision
}

const ON_ALIASES = /^kms:(Create|Update|Delete)Alias$/i

export function aliasHalfOf(
  { key }: Pick<Evidence, 'key'>,
  request: AuthorizationRequest,
  withoutKeyPolicy: PoliciesInForce,
): AliasHalf | undefined {
  if (!ON_ALIASES.test(request.action)) return undefined
  const { region = '', account = '' } = parseArn(request.resource) ?? {}
  const arn = arnOf('kms', region, account, aliasNameOf(key.asked) ?? 'alias/*')
  const onAlias = { ...request, resource: arn }
  return { arn, decision: decide(onAlias, withoutKeyPolicy) }
}
