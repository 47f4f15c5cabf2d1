import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { endLives, inNewDirectory, untilCut, type Kills } from '../crash/lives.ts'
import { startChildStack, type ChildStack } from '../fixtures/child-stack.ts'
import { clientsOf, type Clients } from './clients.ts'
import { Ledger, type Life } from './ledger.ts'
import { writeForever, type Acknowledged } from './load.ts'

const writers = 4
/** Long enough for the events of a life to be moved in the middle of it. */
const lifeMsMax = 700

/**
 * Kills a serving stack under load, as often as asked, each time at a random moment, on one and
 * the same data directory, and holds what is left against its events after each. Returns how many
 * calls were acknowledged in all.
 */
export const survivesServerKills = ({ rounds }: Kills): Promise<number> =>
  inNewDirectory(async (data) => {
    const ledger = new Ledger()
    let count = 0
    let last: Life = { began: new Date(), acknowledged: { requestIds: [], ciphertexts: [] } }
    await endLives(data, rounds, {
      check: async (stack) => ledger.check(await clientsOf(stack), last),
      live: async (stack) => {
        last = await loadAndKill(stack, await clientsOf(stack), newName())
        count += last.acknowledged.requestIds.length
      },
    })
    const stack = await startChildStack(data)
    await ledger.checkHistory(await clientsOf(stack))
    await stack.kill()
    return count
  })

const newName = (): string => `r${randomBytes(6).toString('hex')}`

async function loadAndKill(stack: ChildStack, clients: Clients, name: string): Promise<Life> {
  const began = new Date(Date.now() - 1000) // Events carry whole seconds.
  const acknowledged: Acknowledged = { requestIds: [], ciphertexts: [] }
  const names = Array.from({ length: writers }, (_, writer) => `${name}w${writer}`)
  const load = names.map((writer) => untilCut(() => writeForever(clients, writer, acknowledged)))
  await sleep(randomInt(lifeMsMax))
  await Promise.all([stack.kill(), ...load])
  return { began, acknowledged }
}
