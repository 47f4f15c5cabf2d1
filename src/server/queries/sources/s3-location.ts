import { SqlError } from '../../../sql/sql-error.ts'

export interface S3Location {
  readonly bucket: string
  /** Empty for a whole bucket. */
  readonly prefix: string
}

/** `s3://bucket/prefix/` */
export function requireS3Location(text: string): S3Location {
  const [, bucket, prefix = ''] = /^s3[an]?:\/\/([^/]+)(?:\/(.*))?$/s.exec(text) ?? []
  if (bucket !== undefined) return { bucket, prefix }
  throw new SqlError('HIVE_INVALID_METADATA', `The location ${text} is not one of S3`)
}
