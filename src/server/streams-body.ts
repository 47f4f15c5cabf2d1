import { streamsInput } from '../aws/model.ts'
import { isRestRequest } from '../aws/rest/is-rest-request.ts'
import { findTarget } from '../aws/target.ts'
import type { RequestHead } from '../aws/wire-request.ts'
import type { House } from './exchange.ts'
import { OPERATOR_PATH } from './operator-endpoints.ts'

const NOTHING = new Uint8Array()

/**
 * Whether the body is left for the operation to read. Told from the head alone; of a request that
 * is refused for its head the body is not read either.
 */
export function streamsBody({ services }: House, head: RequestHead): boolean {
  if (head.path.startsWith(OPERATOR_PATH) || !isRestRequest(head)) return false
  const models = services.values().map(({ model }) => model)
  const target = findTarget({ ...head, body: NOTHING }, models)
  return 'refusal' in target || streamsInput(target.model, target.operation)
}
