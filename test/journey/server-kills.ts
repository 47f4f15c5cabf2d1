import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChildStack, type ChildStack } from '../fixtures/child-stack.ts'
import { clientsOf, type Clients } from './clients.ts'
import { Ledger, type Life } from './ledger.ts'
import { writeUntilCut, type Acknowledged } from './load.ts'

const writers = 4
/** Long enough for the events of a life to be moved in the middle of it. */
const lifeMsMax = 700

/**
 * Kills a serving stack under load, as often as asked, each time at a random moment, on one and
 * the same data directory, and holds what is left against its events after each. Returns how many
 * calls were acknowledged in all.
 */
export async function survivesServerKills({ rounds }: { readonly rounds: number }) {
  const scratch = await mkdtemp(join(tmpdir(), 'sparekey-kills-'))
  const data = join(scratch, 'data')
  const ledger = new Ledger()
  let count = 0
  let last: Life = { began: new Date(), acknowledged: { requestIds: [], ciphertexts: [] } }
  for (let round = 1; round <= rounds; round += 1) {
    const stack = await startChildStack(data)
    const clients = await clientsOf(stack)
    await ledger.check(clients, last)
    last = await loadAndKill(stack, clients, `r${round}`)
    count += last.acknowledged.requestIds.length
  }
  const stack = await startChildStack(data)
  const clients = await clientsOf(stack)
  await ledger.check(clients, last)
  await ledger.checkHistory(clients)
  await stack.kill()
  await rm(scratch, { recursive: true })
  return count
}

async function loadAndKill(stack: ChildStack, clients: Clients, name: string): Promise<Life> {
  const began = new Date(Date.now() - 1000) // Events carry whole seconds.
  const acknowledged: Acknowledged = { requestIds: [], ciphertexts: [] }
  const names = Array.from({ length: writers }, (_, writer) => `${name}w${writer}`)
  const load = names.map((writer) => writeUntilCut(clients, writer, acknowledged))
  await sleep(randomInt(lifeMsMax))
  await Promise.all([stack.kill(), ...load])
  return { began, acknowledged }
}
