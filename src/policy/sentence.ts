// AWS's access-denied sentence.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html

import { questionOf } from './question.ts'
import type { AuthorizationRequest, Decision, LayerName } from './types.ts'

/** How the sentence names the resource; an operation knows whether its caller named it. */
export type ResourceMention = 'named' | 'ciphertext' | 'unnamed' | InWords

/** `user alice` in place of the ARN. */
interface InWords {
  readonly words: string
}

/** What AWS calls the policies of a layer. A grant that is missing is not spoken of. */
export const POLICY_TYPES: Readonly<Record<LayerName, string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  vpcEndpoint: 'VPC endpoint policy',
  keyPolicy: 'resource-based policy',
  grants: 'resource-based policy',
  trust: 'role trust policy',
}

/**
 * The form for another account's resource, which tells neither whether the resource exists nor
 * whether it was refused explicitly.
 */
export const OPAQUE_REASON =
  'because the resource does not exist in this Region, no resource-based policies allow access, ' +
  'or a resource-based policy explicitly denies access'

/** What AWS tells the caller. No full stop ends it, and `User:` is said of roles too. */
export function accessDeniedSentence(
  request: AuthorizationRequest,
  decision: Decision,
  mention: ResourceMention,
): string {
  const opaque = isOpaque(request, decision)
  const resource = opaque ? opaqueMention(mention) : plainMention(request, mention)
  const reason = opaque ? OPAQUE_REASON : reasonFor(request, decision)
  const subject = `User: ${request.principal.arn} is not authorized to perform: ${request.action}`
  return [subject, resource, reason].filter((part) => part !== '').join(' ')
}

const OF_THE_RESOURCE: ReadonlySet<LayerName> = new Set(['keyPolicy', 'grants'])

function isOpaque(request: AuthorizationRequest, { layer }: Decision): boolean {
  return OF_THE_RESOURCE.has(layer) && questionOf(request).isForeign
}

const CIPHERTEXT = 'on the resource associated with this ciphertext'

function opaqueMention(mention: ResourceMention): string {
  return mention === 'ciphertext' ? CIPHERTEXT : 'on this resource'
}

function plainMention({ resource }: AuthorizationRequest, mention: ResourceMention): string {
  if (mention === 'unnamed') return ''
  if (mention === 'ciphertext') return CIPHERTEXT
  return `on resource: ${mention === 'named' ? resource : mention.words}`
}

/**
 * Refused without a reason, explicitly or not: a role that does not exist must sound like one that
 * may not be assumed. So in all of AWS's answers to AssumeRole that are published, 2014 to 2026;
 * its documentation shows a reason for the trust policy.
 */
const WITHOUT_REASON = /^sts:(?:AssumeRole\w*|TagSession|SetSourceIdentity)$/

function reasonFor({ action }: AuthorizationRequest, { outcome, layer }: Decision): string {
  if (WITHOUT_REASON.test(action)) return ''
  const policy = POLICY_TYPES[layer]
  if (outcome === 'explicitDeny') return `with an explicit deny in ${article(layer)} ${policy}`
  return `because no ${policy} allows the ${action} action`
}

function article(layer: LayerName): string {
  if (layer === 'trust') return 'the'
  return layer === 'identity' ? 'an' : 'a'
}
