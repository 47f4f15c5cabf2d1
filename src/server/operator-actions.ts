import { openAccounts } from '../services/iam/api.ts'
import type { Store } from '../store/store.ts'
import type { RootOfAccount } from './accounts.ts'
import { resetToAccounts } from './accounts.ts'
import type { DueWork } from './due-work.ts'
import type { House } from './exchange.ts'
import type { OperatorActions, StackInfo } from './operator-endpoints.ts'
import type { StackMetrics } from './metrics/stack-metrics.ts'
import type { OpenQueries } from './queries/open-queries.ts'
import { rootKeyRotation } from './root-key/running-rotation.ts'
import type { ServerOptions } from './server-options.ts'
import type { SystemWorld } from './system-world.ts'
import { upkeepFailure } from './upkeep/failures.ts'
import { version } from './version.ts'

/** What the operator's endpoints may do, by the options the stack was started with. */
export function operatorActions(
  house: House,
  options: ServerOptions,
  stack: {
    readonly world: SystemWorld
    readonly store: Store
    readonly roots: readonly RootOfAccount[]
    readonly credentialsFile: string | undefined
    readonly dueWork: DueWork
    readonly queries: OpenQueries
    readonly unready: () => string | undefined
    readonly metrics: StackMetrics
  },
): OperatorActions {
  const info: StackInfo = {
    name: 'sparekey',
    version,
    region: options.region,
    accounts: stack.roots.map(({ account }) => account),
    credentialsFile: stack.credentialsFile ?? null,
    insecure: insecureFlags(options),
  }
  return {
    info: () => ({
      ...info,
      accounts: [...new Set([...info.accounts, ...openAccounts(house.store)])],
    }),
    trouble: () => stack.store.trouble(),
    unready: stack.unready,
    metrics: stack.metrics,
    // Others have the root key, too, and would not open what is sealed under a new one.
    rotateRootKey: options.shared
      ? () => Promise.reject(sharedRotation(options))
      : rootKeyRotation(house),
    ...(options.insecureAllowReset && {
      reset: async () => {
        await resetToAccounts(house, stack.store, stack.roots)
        await stack.queries.forget()
      },
    }),
    ...(options.insecureAllowClock && {
      advance: async (milliseconds: number) => {
        stack.world.advance(milliseconds)
        await stack.dueWork.run()
      },
    }),
  }
}

const sharedRotation = ({ data, shared }: ServerOptions): Error =>
  shared && 'postgres' in shared
    ? upkeepFailure('rotationOfShared', { data, name: shared.postgres.name })
    : upkeepFailure('rotationOfWorkers', {})

function insecureFlags(options: ServerOptions): readonly string[] {
  return [
    ...(options.insecureAllowReset ? ['insecure-allow-reset'] : []),
    ...(options.insecureAllowClock ? ['insecure-allow-clock'] : []),
    ...(options.insecureAllowServiceCalls ? ['insecure-allow-service-calls'] : []),
    ...(options.insecurePlainHttp ? ['insecure-plain-http'] : []),
  ]
}
