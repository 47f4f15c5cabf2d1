import type { KmsScope } from '../scope.ts'
import type { ProxyTarget } from '../xks/calls.ts'
import { checkHealth } from '../xks/calls.ts'
import { orProxyError } from '../xks/failures.ts'

/** Asks a proxy whether it is there and takes the credential; throws what the caller hears. */
export const requireHealthy = (
  target: ProxyTarget,
  kmsOperation: string,
  { proxies, requestId }: KmsScope,
): Promise<void> =>
  orProxyError(checkHealth(proxies, target, { kmsOperation, kmsRequestId: requestId }), 'store')
