// What a caller is told whose request cannot be authenticated. SDKs decide by these codes whether
// to correct their clock or to fetch new credentials, so the two families must not be mixed.

import { AwsError } from '../errors.ts'
import type { ProtocolName } from '../protocols/protocols.ts'

export interface AuthenticationErrors {
  /** Neither an Authorization header nor signed query parameters. */
  readonly missing: () => AwsError
  /** There is something, but not all that a signature needs. */
  readonly incomplete: (detail: string) => AwsError
  /** Wrong scope, wrong time, or headers that should have been signed. */
  readonly invalid: (detail: string) => AwsError
  readonly mismatch: () => AwsError
  readonly presignedExpired: (detail: string) => AwsError
  readonly invalidRegion: (region: string) => AwsError
  /** Unknown, inactive or deleted access key, or a session token that does not belong to it. */
  readonly invalidToken: () => AwsError
  readonly expiredToken: () => AwsError
}

export function authenticationErrors(protocol: ProtocolName): AuthenticationErrors {
  return families[protocol]
}

const MISSING = 'Missing Authentication Token'
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your ' +
  'AWS Secret Access Key and signing method. Consult the service documentation for details.'
const INVALID_TOKEN = 'The security token included in the request is invalid.'
const EXPIRED_TOKEN = 'The security token included in the request is expired'
const INVALID_REGION = 'Credential should be scoped to a valid region'

const families: Readonly<Record<ProtocolName, AuthenticationErrors>> = {
  awsJson1_1: {
    missing: () => new AwsError('MissingAuthenticationTokenException', 400, MISSING),
    incomplete: (detail) => new AwsError('IncompleteSignatureException', 400, detail),
    invalid: (detail) => new AwsError('InvalidSignatureException', 400, detail),
    mismatch: () => new AwsError('InvalidSignatureException', 400, MISMATCH),
    presignedExpired: (detail) => new AwsError('InvalidSignatureException', 400, detail),
    invalidRegion: () => new AwsError('InvalidSignatureException', 400, `${INVALID_REGION}.`),
    invalidToken: () => new AwsError('UnrecognizedClientException', 400, INVALID_TOKEN),
    expiredToken: () => new AwsError('ExpiredTokenException', 400, EXPIRED_TOKEN),
  },
  query: {
    missing: () => new AwsError('MissingAuthenticationToken', 403, MISSING),
    incomplete: (detail) => new AwsError('IncompleteSignature', 400, detail),
    invalid: (detail) => new AwsError('SignatureDoesNotMatch', 403, detail),
    mismatch: () => new AwsError('SignatureDoesNotMatch', 403, MISMATCH),
    presignedExpired: () => new AwsError('RequestExpired', 400, 'Request has expired.'),
    invalidRegion: (region) =>
      new AwsError('SignatureDoesNotMatch', 403, `${INVALID_REGION}, not '${region}'.`),
    invalidToken: () => new AwsError('InvalidClientTokenId', 403, INVALID_TOKEN),
    expiredToken: () => new AwsError('ExpiredToken', 403, EXPIRED_TOKEN),
  },
}
