// Clients for where logs lie. Apart from the others, for most questions never need them.

import { AthenaClient } from '@aws-sdk/client-athena'
import { S3Client } from '@aws-sdk/client-s3'
import { clientOptions, endpointOf, type Connection } from '../connection.ts'

export interface LogConnection {
  readonly s3: S3Client
  readonly athena: AthenaClient
}

/** Lends the clients to `use`, and lets go of their sockets. */
export async function withLogConnection<Result>(
  connection: Connection,
  use: (logs: LogConnection) => Promise<Result>,
): Promise<Result> {
  const options = clientOptions(connection.options)
  // At an endpoint of its own, a bucket's name is no host that resolves.
  const forcePathStyle = (await endpointOf(connection)) !== undefined
  const s3 = new S3Client({ ...options, forcePathStyle, followRegionRedirects: true })
  const athena = new AthenaClient(options)
  try {
    return await use({ s3, athena })
  } finally {
    s3.destroy()
    athena.destroy()
  }
}
