import { parseAccountId } from '../../base/account-id.ts'
import type { JsonObject } from '../../base/json.ts'
import type { Principal } from '../../base/principal.ts'
import type { RequestContext } from '../request-context.ts'
import { signedPrincipal } from '../signed-principal.ts'
import { CaseFault, flag, optionalText, text } from './case-members.ts'

/** The caller of a case, from what STS would call it. */
export function casePrincipal(json: JsonObject, context: RequestContext): Principal {
  const arn = text(json, 'principal')
  const type = optionalText(json, 'principalType')
  if (type === 'service') return { type, arn, account: undefined }
  if (type === 'federated') return { type: 'providedIdentity', arn, account: undefined }
  if (type === 'anonymous' || arn === '*')
    return { type: 'anonymous', arn: '*', account: undefined }
  const account = optionalText(json, 'principalAccount')
  const principal = signedPrincipal(arn, {
    account: account === undefined ? undefined : parseAccountId(account),
    uniqueId: optionalText(json, 'principalUniqueId'),
    principalArn: context.get('aws:principalarn'),
    isServiceLinkedRole: flag(json, 'isServiceLinkedRole'),
  })
  if (!principal) throw new CaseFault(`\`principal\` is not understood: \`${arn}\``)
  return principal
}
