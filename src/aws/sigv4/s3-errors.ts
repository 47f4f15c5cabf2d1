// What S3 says of a signature, in its own codes and sentences.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

import { minuteMs, secondMs } from '../../base/sizes.ts'
import { AwsError } from '../errors.ts'
import type { CredentialErrors } from './errors.ts'

type Details = Readonly<Record<string, string>>

const refusal = (code: string, status: number, message: string, details: Details = {}): AwsError =>
  new AwsError(code, status, message, { details })

export const S3_SKEW_MS_MAX = 15 * minuteMs

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your key ' +
  'and signing method.'
const HASH_FORMS =
  'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, ' +
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, ' +
  'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or ' +
  'a valid sha256 value.'

export const s3CredentialErrors: CredentialErrors = {
  mismatch: () => refusal('SignatureDoesNotMatch', 403, MISMATCH),
  invalidAccessKey: () =>
    refusal(
      'InvalidAccessKeyId',
      403,
      'The AWS Access Key Id you provided does not exist in our records.',
    ),
  invalidToken: () =>
    refusal('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'),
  expiredToken: () => refusal('ExpiredToken', 400, 'The provided token has expired.'),
}

export const s3Errors = {
  accessDenied: (message = 'Access Denied', details: Details = {}) =>
    refusal('AccessDenied', 403, message, details),
  headerMalformed: (what: string) =>
    refusal('AuthorizationHeaderMalformed', 400, `The authorization header is malformed; ${what}`),
  queryMalformed: (what: string) => refusal('AuthorizationQueryParametersError', 400, what),
  twoMechanisms: () =>
    refusal(
      'InvalidArgument',
      400,
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature ' +
        'query string parameter or the Authorization header should be specified',
    ),
  unknownMechanism: (authorization: string) =>
    refusal('InvalidArgument', 400, 'Unsupported Authorization Type', {
      ArgumentName: 'Authorization',
      // The scheme alone: what follows may be a secret.
      ArgumentValue: authorization.split(' ')[0] ?? '',
    }),
  /**
   * UNLIKE AWS: S3 takes Signature Version 2 in its oldest Regions still. boto3 presigns with it
   * there, unless it is told `signature_version='s3v4'`.
   */
  signatureVersion2: () =>
    refusal(
      'InvalidRequest',
      400,
      'The authorization mechanism you have provided is not supported. ' +
        'Please use AWS4-HMAC-SHA256.',
    ),
  asymmetric: () =>
    refusal(
      'NotImplemented',
      501,
      'A header you provided implies functionality that is not implemented',
      { Header: 'x-amz-region-set' },
    ),
  tooSkewed: (signedAt: string, now: Date) =>
    refusal(
      'RequestTimeTooSkewed',
      403,
      'The difference between the request time and the current time is too large.',
      {
        RequestTime: signedAt,
        ServerTime: wholeSeconds(now),
        MaxAllowedSkewMilliseconds: String(S3_SKEW_MS_MAX),
      },
    ),
  expired: (expiresSeconds: number, signedAt: Date, now: Date) =>
    refusal('AccessDenied', 403, 'Request has expired', {
      'X-Amz-Expires': String(expiresSeconds),
      Expires: wholeSeconds(new Date(signedAt.getTime() + expiresSeconds * secondMs)),
      ServerTime: wholeSeconds(now),
    }),
  missingHash: () =>
    refusal(
      'InvalidRequest',
      400,
      'Missing required header for this request: x-amz-content-sha256',
    ),
  invalidHash: (given: string) =>
    refusal('InvalidArgument', 400, HASH_FORMS, {
      ArgumentName: 'x-amz-content-sha256',
      ArgumentValue: given,
    }),
  mismatch: (details: Details) => refusal('SignatureDoesNotMatch', 403, MISMATCH, details),
} as const

const wholeSeconds = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, 'Z')
