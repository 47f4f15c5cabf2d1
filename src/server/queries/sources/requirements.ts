// What the caller must be allowed before objects are read in its name.

import type { Question, RequestScope } from '../../../services/operation.ts'
import type { StoredObject } from '../../../services/s3/api.ts'
import { listQuestion, readQuestion } from '../../../services/s3/api.ts'
import { settled } from '../../exchange.ts'
import { innerScope } from '../../inner-scope.ts'
import { requireAllowed } from '../../steps/authorize.ts'
import type { QueryScope } from '../query-scope.ts'
import { asSourceFault } from './source-fault.ts'
import type { S3Location } from './s3-location.ts'

/** To list everything that begins with the prefix. */
export function requireListable(scope: QueryScope, { bucket, prefix }: S3Location): void {
  asker(scope)(`s3://${bucket}/${prefix}`, (request) => listQuestion(request, bucket, prefix))
}

/** To read each of the objects. */
export function requireReadable(
  scope: QueryScope,
  bucket: string,
  objects: readonly StoredObject[],
): void {
  const ask = asker(scope)
  for (const stored of objects) {
    ask(`s3://${bucket}/${stored.key}`, (request) => readQuestion(request, bucket, stored))
  }
}

type Ask = (uri: string, question: (request: RequestScope) => Question) => void

/** INVARIANT: nothing is awaited between its calls (`innerScope`). */
function asker({ house, caller, region }: QueryScope): Ask {
  const service = settled(house.services.get('s3'), 'registry')
  const request = innerScope(house, { caller, region })
  return (uri, question) => {
    try {
      requireAllowed(service, request, question(request))
    } catch (cause) {
      throw asSourceFault(cause, uri)
    }
  }
}
