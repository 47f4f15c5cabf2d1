// What S3 calls a public bucket policy: one that lets somebody in whom nothing fixed bounds.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html

import type { Condition, PolicyDocument, Statement } from '../../../policy/index.ts'

export const isPublicPolicy = ({ statements }: PolicyDocument): boolean =>
  statements.some(isPublicStatement)

function isPublicStatement({ effect, principal, conditions }: Statement): boolean {
  if (effect === 'Deny' || !principal) return false
  const names = principal.principals.map(({ value }) => value)
  const isForEverybody = principal.negated || names.some((name) => name.includes('*'))
  return isForEverybody && !conditions.some(bounds)
}

/** Each of them ties a request down to somebody or some place. */
const BOUNDING_KEYS = new Set(
  [
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceOwner',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:userid',
    's3:DataAccessPointAccount',
    's3:DataAccessPointArn',
    's3:x-amz-server-side-encryption-aws-kms-key-id',
  ].map((key) => key.toLowerCase()),
)

/**
 * Only what must be there and be equal bounds: no `IfExists`, no `Not`, and no `ForAllValues`,
 * which a request without the key meets.
 */
const BOUNDING_OPERATOR =
  /^(?:ForAnyValue:)?(?:StringEquals(?:IgnoreCase)?|StringLike|ArnEquals|ArnLike)$/i

function bounds({ operator, key, values }: Condition): boolean {
  const name = key.toLowerCase()
  if (name === 'aws:sourceip') return /^IpAddress$/i.test(operator) && values.every(isNarrow)
  if (!BOUNDING_KEYS.has(name) || !BOUNDING_OPERATOR.test(operator)) return false
  return values.every((value) => isFixed(name, value))
}

function isFixed(key: string, value: string): boolean {
  if (value.includes('${')) return false
  // Sessions of one role: the part behind the colon is the session's own choice.
  if (key === 'aws:userid') return /^[^*?:]+(?::\*)?$/.test(value)
  return !/[*?]/.test(value)
}

const IPV4_PREFIX_BITS_MIN = 8
const IPV6_PREFIX_BITS_MIN = 32
const PRIVATE_IPV4 = /^(?:10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.)/

/** `0.0.0.0/1` is everybody, if in two halves. */
function isNarrow(range: string): boolean {
  const [address = '', bits] = range.split('/')
  if (bits === undefined || PRIVATE_IPV4.test(address)) return !range.includes('*')
  return Number(bits) >= (address.includes(':') ? IPV6_PREFIX_BITS_MIN : IPV4_PREFIX_BITS_MIN)
}
