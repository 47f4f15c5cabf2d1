// The principals of a key policy, on their way into the store and out of it.

import { parseArn } from '../../../base/arn.ts'
import type { JsonObject } from '../../../base/json.ts'
import { unreachable } from '../../../base/unreachable.ts'
import { mapPrincipals, mapPrincipalsJson, principalsOf } from '../../../policy/index.ts'
import type { PolicyDocument, PrincipalName } from '../../../policy/index.ts'
import { InvalidArnException, MalformedPolicyDocumentException } from '../errors.ts'
import type { Directory } from './bound-principal.ts'
import { bindPrincipal, readablePrincipal } from './bound-principal.ts'

/** The document with unique ids in place of the ARNs of users and roles; all of them must exist. */
export function bindPrincipals(document: PolicyDocument, directory: Directory): PolicyDocument {
  if (!principalsOf(document).every((one) => isBindable(one, directory))) throw invalidPrincipals()
  return mapPrincipals(document, (name) => {
    if (name === '*') return name
    const binding = bindPrincipal(name, directory)
    if (binding.fault === undefined) return binding.id
    throw binding.fault === 'misfit' ? invalidArn() : invalidPrincipals()
  })
}

/** The document with ARNs again. */
export function unbindPrincipals(document: PolicyDocument, directory: Directory): JsonObject {
  return mapPrincipalsJson(document, (name) => readablePrincipal(name, directory))
}

function isBindable({ type, value }: PrincipalName, directory: Directory): boolean {
  switch (type) {
    case 'AWS':
      return true // `bindPrincipal` says so of each.
    case 'Service':
      return SERVICE.test(value)
    case 'Federated':
      return federatedExists(value, directory)
    case 'CanonicalUser':
      return false // A principal of S3's.
    default:
      return unreachable(type)
  }
}

const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/
const WEB_IDENTITY_PROVIDER = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/

function federatedExists(value: string, directory: Directory): boolean {
  const arn = parseArn(value)
  if (!arn) return WEB_IDENTITY_PROVIDER.test(value)
  const isProvider = /^(saml|oidc)-provider\//.test(arn.resource)
  return arn.service === 'iam' && isProvider && directory.accountExists(arn.account)
}

const invalidPrincipals = () =>
  MalformedPolicyDocumentException(
    'Policy contains a statement with one or more invalid principals.',
  )

const invalidArn = () => InvalidArnException('An ARN in the specified key policy is invalid.')
