// What a caller is told whose request cannot be authenticated. SDKs decide by these codes whether
// to correct their clock or to fetch new credentials, so the two families must not be mixed.

import { AwsError } from '../errors.ts'
import type { ProtocolName } from '../protocols/protocols.ts'

/** What is said of a signature whose form is in order. */
export interface CredentialErrors {
  readonly mismatch: () => AwsError
  /** The access key is unknown, inactive or deleted. */
  readonly invalidAccessKey: () => AwsError
  /** The session token does not belong to the access key. */
  readonly invalidToken: () => AwsError
  readonly expiredToken: () => AwsError
}

export interface AuthenticationErrors extends CredentialErrors {
  /** Neither an Authorization header nor signed query parameters. */
  readonly missing: () => AwsError
  /** There is something, but not all that a signature needs. */
  readonly incomplete: (detail: string) => AwsError
  /** Wrong scope, wrong time, or headers that should have been signed. */
  readonly invalid: (detail: string) => AwsError
  readonly presignedExpired: (detail: string) => AwsError
  readonly invalidRegion: (region: string) => AwsError
}

export function authenticationErrors(protocol: BodyProtocol): AuthenticationErrors {
  return families[protocol]
}

/** The protocols that put everything into the body; S3's rules are in `s3-errors.ts`. */
type BodyProtocol = Exclude<ProtocolName, 'restXml'>

const MISSING = 'Missing Authentication Token'
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your ' +
  'AWS Secret Access Key and signing method. Consult the service documentation for details.'
const INVALID_TOKEN = 'The security token included in the request is invalid.'
const EXPIRED_TOKEN = 'The security token included in the request is expired'
const INVALID_REGION = 'Credential should be scoped to a valid region'

const families: Readonly<Record<BodyProtocol, AuthenticationErrors>> = {
  awsJson1_1: {
    missing: () => new AwsError('MissingAuthenticationTokenException', 400, MISSING),
    incomplete: (detail) => new AwsError('IncompleteSignatureException', 400, detail),
    invalid: (detail) => new AwsError('InvalidSignatureException', 400, detail),
    mismatch: () => new AwsError('InvalidSignatureException', 400, MISMATCH),
    presignedExpired: (detail) => new AwsError('InvalidSignatureException', 400, detail),
    invalidRegion: () => new AwsError('InvalidSignatureException', 400, `${INVALID_REGION}.`),
    invalidAccessKey: () => new AwsError('UnrecognizedClientException', 400, INVALID_TOKEN),
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
    invalidAccessKey: () => new AwsError('InvalidClientTokenId', 403, INVALID_TOKEN),
    invalidToken: () => new AwsError('InvalidClientTokenId', 403, INVALID_TOKEN),
    expiredToken: () => new AwsError('ExpiredToken', 403, EXPIRED_TOKEN),
  },
}
