import { InvalidBucketName } from '../errors.ts'

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const IP_ADDRESS = /^\d+\.\d+\.\d+\.\d+$/
const RESERVED_PREFIX = /^(?:xn--|sthree-|amzn-s3-demo-)/
const RESERVED_SUFFIX = /(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function requireBucketName(name: string): void {
  const isWellFormed = NAME.test(name) && !name.includes('..') && !IP_ADDRESS.test(name)
  const isReserved = RESERVED_PREFIX.test(name) || RESERVED_SUFFIX.test(name)
  if (!isWellFormed || isReserved) throw InvalidBucketName({ BucketName: name })
}
