// What S3 says of a body that does not keep to what its head declares.

import { AwsError, exception } from '../errors.ts'

const IncompleteBody = exception('IncompleteBody')
const InvalidChunkSizeError = exception('InvalidChunkSizeError', 403)
const MalformedTrailerError = exception('MalformedTrailerError')
const MissingContentLength = exception('MissingContentLength', 411)
const BadDigest = exception('BadDigest')
const RequestTimeout = exception('RequestTimeout')
const InvalidRequest = exception('InvalidRequest')

export const payloadErrors = {
  hashMismatch: (declared: string, computed: string) =>
    new AwsError(
      'XAmzContentSHA256Mismatch',
      400,
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      {
        details: {
          ClientComputedContentSHA256: declared,
          S3ComputedContentSHA256: computed,
        },
      },
    ),
  /** Chunks, for an operation whose body does not stream. */
  invalidForm: () => InvalidRequest('The value of x-amz-content-sha256 header is invalid.'),
  missingLength: () => MissingContentLength('You must provide the Content-Length HTTP header.'),
  /** Cut off, or in no framing. */
  terminated: () => IncompleteBody('The request body terminated unexpectedly'),
  tooSlow: () =>
    RequestTimeout(
      'Your socket connection to the server was not read from or written to within the timeout ' +
        'period. Idle connections will be closed.',
    ),
  wrongLength: () =>
    IncompleteBody(
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    ),
  smallChunk: (bytesMin: number) =>
    InvalidChunkSizeError(
      `Only the last chunk is allowed to have a size less than ${bytesMin} bytes`,
    ),
  malformedTrailer: () =>
    MalformedTrailerError(
      'The request contained trailing data that was not well-formed or did not conform to our ' +
        'published schema.',
    ),
  invalidTrailer: (name: string) => InvalidRequest(`Value for ${name} trailing header is invalid.`),
  badDigest: (algorithm: string) =>
    BadDigest(`The ${algorithm} you specified did not match the calculated checksum.`),
  invalidHeader: (name: string) => InvalidRequest(`Value for ${name} header is invalid.`),
  invalidMd5: (given: string) =>
    new AwsError('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.', {
      details: { 'Content-MD5': given },
    }),
  wrongMd5: (given: string, computed: string) =>
    new AwsError(
      'BadDigest',
      400,
      'The Content-MD5 you specified did not match what we received.',
      { details: { ExpectedDigest: given, CalculatedDigest: computed } },
    ),
  unknownChecksum: (name: string) =>
    new AwsError(
      'NotImplemented',
      501,
      'A header you provided implies functionality that is not implemented',
      { details: { Header: name } },
    ),
} as const
