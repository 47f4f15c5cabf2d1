export interface S3Location {
  readonly bucket: string
  /** Empty for a whole bucket. */
  readonly prefix: string
}

/** `s3://bucket/prefix/`. Undefined: it is none. */
export function parseS3Location(text: string): S3Location | undefined {
  const [, bucket, prefix = ''] = /^s3[an]?:\/\/([^/]+)(?:\/(.*))?$/s.exec(text) ?? []
  return bucket === undefined ? undefined : { bucket, prefix }
}
