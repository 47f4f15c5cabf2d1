const HOST_COLUMNS_MAX = 255
const ADDRESS = /^(?:\d+(?:\.\d+){3}|\[.*\])$/
/** `s3`, `s3.eu-west-1`, `s3-eu-west-1` or `s3.dualstack.eu-west-1`, and a bucket before it. */
const S3_HOST =
  /^(?:(.+)\.)?s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.(?:localhost|amazonaws\.com(?:\.cn)?)$/
const LOCAL_HOST = /^(.+)\.localhost$/

/**
 * The bucket of a virtual-hosted-style request: `bucket.localhost`, `bucket.s3.localhost`,
 * `bucket.s3.eu-west-1.amazonaws.com`. Undefined for every other host: there the path names it.
 */
export function bucketOfHost(host: string): string | undefined {
  const name = host.toLowerCase().replace(/:\d{0,5}$/, '')
  if (name.length > HOST_COLUMNS_MAX || ADDRESS.test(name)) return undefined
  const ofS3 = S3_HOST.exec(name)
  return ofS3 ? ofS3[1] : LOCAL_HOST.exec(name)?.[1]
}
