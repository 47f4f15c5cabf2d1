import { performCall } from '../../pipeline.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import { queryLimits } from '../limits.ts'
import type { QueryScope } from '../query-scope.ts'
import { asSourceFault } from './source-fault.ts'
import { bucketFacts } from '../../../services/s3/api.ts'

/**
 * An object that lies encrypted, in clear: through S3's own GetObject in the caller's name, which
 * asks KMS. Nobody keeps the bytes.
 */
export async function readSealedObject(
  scope: QueryScope,
  bucket: string,
  key: string,
): Promise<Uint8Array> {
  const { house, caller, region } = scope
  const uri = `s3://${bucket}/${key}`
  try {
    const performed = await performCall(house, {
      service: 's3',
      operation: 'GetObject',
      input: { Bucket: bucket, Key: key },
      region: bucketFacts(house.store, bucket)?.region ?? region,
      caller,
    })
    return await everyByte(performed?.content?.chunks ?? [], uri)
  } catch (cause) {
    throw asSourceFault(cause, uri)
  }
}

async function everyByte(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  uri: string,
): Promise<Uint8Array> {
  const taken: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > queryLimits.sealedObjectBytesMax) {
      const most = `${queryLimits.sealedObjectBytesMax} bytes`
      throw new SqlError('NOT_SUPPORTED', `An encrypted object has more than ${most}: ${uri}`)
    }
    taken.push(chunk)
  }
  return Buffer.concat(taken)
}
