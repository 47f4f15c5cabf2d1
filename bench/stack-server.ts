// The stack as `sparekey serve` composes it, from the sources, in the data directory that is named.
// With `--steps` it times the steps of the pipeline and tells on request.

import { resolve } from 'node:path'
import type { AccountId } from '../src/base/account-id.ts'
import type { Region } from '../src/base/region.ts'
import { startServer } from '../src/server/start.ts'
import { ACCOUNT, REGION } from './people.ts'
import { timeSteps } from './steps.ts'

const [data = '', flag] = process.argv.slice(2)
const times = flag === '--steps' ? timeSteps() : undefined
const server = await startServer({
  port: 0,
  host: '127.0.0.1',
  data: resolve(data),
  region: REGION as Region,
  accounts: [ACCOUNT as AccountId],
  lookupEventsPerSecond: undefined,
  insecureAllowReset: false,
  insecureAllowClock: false,
  credentialsFile: true,
})
process.on('message', () => process.send?.(times?.() ?? {}))
process.send?.({ port: Number(new URL(server.endpoint).port) })
process.once('disconnect', () => {
  void server.close().then(() => process.exit())
})
