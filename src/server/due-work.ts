import { dayMs } from '../base/sizes.ts'
import { forgottenExecutions } from '../services/athena/api.ts'
import { deliveredThrough } from '../services/cloudtrail/api.ts'
import { dueKeyDeletions, dueRotations, expiredKeyMaterials } from '../services/kms/api.ts'
import { expiredSessions } from '../services/sts/api.ts'
import { decidedAnew } from '../store/store.ts'
import type { House } from './exchange.ts'
import { exclusively } from './exclusively.ts'
import { limits } from './limits.ts'
import { deliverTrails } from './trail-delivery.ts'

/** Event history keeps this long. A full day more, so that no event of the 90th is missing. */
const eventHistoryDays = 91

type Work = (house: House) => Promise<void>

/** Apart from the rest, for it runs more often: whoever sets a time counts on it. */
async function expireKeyMaterials({ store, world }: House): Promise<void> {
  for await (const entry of expiredKeyMaterials(store, world)) await store.append(entry)
}

/** Whatever falls due by `World.now`, in order: each is safe to run again. */
const dueWork: readonly Work[] = [
  // They are refused from their end on; whoever goes on with one is told that it has expired.
  ({ store, world }) => {
    const endedBefore = new Date(world.now().getTime() - dayMs)
    return store.append({ changes: expiredSessions(store, endedBefore), events: [] })
  },
  async ({ store, world }) => {
    for await (const entry of dueKeyDeletions(store, world)) await store.append(entry)
  },
  expireKeyMaterials,
  async ({ store, sealer, world }) => {
    for await (const entry of dueRotations(store, sealer, world)) await store.append(entry)
  },
  async ({ store, world }) => {
    for (let rest = forgottenExecutions(store, world.now()); rest.length > 0;) {
      await store.append({ changes: rest, events: [] })
      rest = forgottenExecutions(store, world.now())
    }
  },
  async ({ store, world }) =>
    store.dropEventDaysBefore(
      new Date(world.now().getTime() - eventHistoryDays * dayMs),
      await deliveredThrough(store),
    ),
  ({ store }) => store.tidy(),
]

/** Log files come first: what they hold may fall out of the history. */
async function everything(house: House): Promise<void> {
  await deliverTrails(house)
  for (const work of dueWork) await work(house)
}

/** Of one node among several, which does it for all. */
const LEADS = 'due-work'
/** No two nodes at once, also where one was asked to: deliveries would get in each other's way. */
const RUNS = 'due-work-run'

/** One thing at a time, and of several nodes one alone by itself. */
export class DueWork {
  readonly #house: House
  readonly #timers: NodeJS.Timeout[] = []
  #leads = false
  #last: Promise<void> = Promise.resolve()

  constructor(house: House) {
    this.#house = house
  }

  /**
   * Runs it at once, for what fell due while the stack was down, and then from time to time; the
   * timers do not keep the process alive.
   */
  start(): void {
    void this.#lead()
    this.#timers.push(
      setInterval(() => void this.#lead(), limits.leadEveryMs),
      setInterval(() => this.#runQuietly(everything), limits.dueWorkEveryMs),
      setInterval(() => this.#runQuietly(expireKeyMaterials), limits.expireKeyMaterialsEveryMs),
      setInterval(() => this.#runQuietly(deliverTrails), this.#house.trailIntervalMs),
    )
    for (const timer of this.#timers) timer.unref()
  }

  /** Resolves when all that has fallen due has been done. */
  run(): Promise<void> {
    return this.#queue(everything)
  }

  /** Waits for a run that is under way, and leaves what falls due to the others. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.#last
    if (this.#leads) await this.#house.store.leave(LEADS).catch(() => undefined)
  }

  /** Leads on, or takes over from a node that is gone: what fell due meanwhile is done at once. */
  async #lead(): Promise<void> {
    const led = this.#leads
    this.#leads = await this.#house.store.hold(LEADS, limits.leadMs).catch(() => false)
    if (this.#leads && !led) this.#runQuietly(everything)
  }

  #runQuietly(work: Work): void {
    if (!this.#leads) return
    this.#queue(work).catch((err: unknown) => this.#house.log.error({ err }, 'due work failed'))
  }

  #queue(work: Work): Promise<void> {
    const exclusive = () =>
      exclusively(this.#house.store, RUNS, () => decidedAnew(() => work(this.#house)))
    const run = this.#last.then(exclusive)
    this.#last = run.catch(() => undefined) // Whoever asked for it hears of it.
    return run
  }
}
