import type { Caller } from '../base/caller.ts'
import type { Region } from '../base/region.ts'
import type { RequestScope } from '../services/operation.ts'
import { deciderFor } from './decide-question.ts'
import type { House } from './exchange.ts'
import { callsThrough, readsThrough } from './pipeline.ts'
import { RequestFiles } from './request-files.ts'

/**
 * What a service sees that asks in a caller's name, where calling an operation for each thing that
 * it asks would take too long.
 *
 * INVARIANT: nothing is awaited between making it and its last decision (`deciderFor`).
 */
export function innerScope(
  house: House,
  { caller, region }: { readonly caller: Caller; readonly region: Region },
): RequestScope {
  const { world, store, sealer } = house
  const now = world.now()
  const facts = {
    ...{ now, region, secureTransport: true },
    ...{ sourceIp: undefined, userAgent: undefined, vpcEndpoint: undefined },
  }
  return {
    ...{ world, store, sealer, caller, region, now },
    account: caller.account,
    requestId: world.uuid(),
    decide: deciderFor(store, caller, facts),
    call: (inner) => callsThrough(house)(inner, caller),
    read: (inner) => readsThrough(house)(inner, caller),
    files: new RequestFiles(store.files),
  }
}
