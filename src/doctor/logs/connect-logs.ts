// Clients for where logs lie. Apart from the others, for most questions never need them.

import { AthenaClient } from '@aws-sdk/client-athena'
import { S3Client } from '@aws-sdk/client-s3'
import { clientOf, endpointOf, type Connection } from '../connection.ts'

export interface LogConnection {
  readonly s3: S3Client
  readonly athena: AthenaClient
}

/** Lends the clients to `use`. */
export async function withLogConnection<Result>(
  connection: Connection,
  use: (logs: LogConnection) => Promise<Result>,
): Promise<Result> {
  // At an endpoint of its own, a bucket's name is no host that resolves.
  const forcePathStyle = (await endpointOf(connection)) !== undefined
  const s3 = clientOf(connection, S3Client, { forcePathStyle, followRegionRedirects: true })
  return use({ s3, athena: clientOf(connection, AthenaClient) })
}
