// Nodes that share one database, request by request: the thread of each node that answers, its
// queue of writes, the one locked row that all commits pass, versions of rows that a change rests
// on, and views that lag behind. The rules are those of src/store/shared and src/store/postgres;
// what things take is given. Chance is seeded: a run can be had again.

import { Clock, Server } from './scale-events.ts'
import { chanceFrom, drawer, zipfShares, type Chance } from './scale-random.ts'
import { percentile } from './statistics.ts'

/** Of the thread of a node that answers, and of the database; all in seconds. */
export interface Costs {
  /** Deciding a request that changes nothing but the event history. */
  readonly read: number
  /** Deciding one that changes a row. */
  readonly write: number
  /** Handing a commit to the database, and a request's share of that. */
  readonly send: number
  readonly sendEach: number
  /** Asking what others have changed, and bringing in a row. */
  readonly follow: number
  readonly followEach: number
  /** Of the network, there and back. */
  readonly roundTrip: number
  /** The locked row: a commit with its sync, and what each event and each row adds. */
  readonly commit: number
  readonly commitEvent: number
  readonly commitRow: number
  /** Processor time of the database for a node that asks. */
  readonly answer: number
}

export interface Plan {
  readonly costs: Costs
  readonly nodes: number
  /** Each node's: the next request comes when the one before is answered. */
  readonly connections?: number
  /** In place of connections: so many come to all nodes together, whatever becomes of them. */
  readonly perSecond?: number
  /** Of the requests, how many change a row, from 0 to 1. */
  readonly writes: number
  readonly keys: number
  readonly zipf: number
  readonly seconds: number
  readonly seed?: number
}

export interface Outcome {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly meanSeconds: number
  /** Of the busiest node's thread, from 0 to 1. */
  readonly nodeBusy: number
  readonly lockBusy: number
  readonly commitsPerSecond: number
  readonly requestsPerCommit: number
  /** Processors of the database that are busy. */
  readonly databaseProcessors: number
  /** Of the changes, how many were decided more than once, and how many gave way at last. */
  readonly decidedAnew: number
  readonly gaveWay: number
}

/** As src/server/limits.ts has it. */
const triesMax = 10
const bystandsMax = 100
/** As src/store/shared/commit-queue.ts has it. */
const batchMax = 1024
/** Of a run, before anything is counted. */
const WARM_UP = 0.2

export function simulate(plan: Plan): Outcome {
  const world = new World(plan)
  world.clock.runUntil(plan.seconds * WARM_UP)
  const from = world.counted()
  world.latencies.length = 0
  world.clock.runUntil(plan.seconds)
  const to = world.counted()
  const seconds = plan.seconds * (1 - WARM_UP)
  const { latencies } = world
  const nodeBusy = to.nodes.map((busy, index) => (busy - (from.nodes[index] ?? 0)) / seconds)
  const commits = to.commits - from.commits
  return {
    perSecond: latencies.length / seconds,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    meanSeconds: latencies.reduce((sum, latency) => sum + latency, 0) / latencies.length,
    nodeBusy: Math.max(...nodeBusy),
    lockBusy: (to.lock - from.lock) / seconds,
    commitsPerSecond: commits / seconds,
    requestsPerCommit: (to.accepted - from.accepted) / commits,
    databaseProcessors: (to.database - from.database) / seconds,
    decidedAnew: (to.decidedAnew - from.decidedAnew) / Math.max(1, to.wrote - from.wrote),
    gaveWay: (to.gaveWay - from.gaveWay) / Math.max(1, to.wrote - from.wrote),
  }
}

interface Counted {
  readonly nodes: readonly number[]
  readonly lock: number
  readonly database: number
  readonly commits: number
  readonly accepted: number
  readonly wrote: number
  readonly decidedAnew: number
  readonly gaveWay: number
}

/** Of a row, as the database has it. */
interface Change {
  readonly key: number
  readonly version: number
}

interface Request {
  readonly arrived: number
  readonly node: Node
  /** Undefined: it changes nothing. */
  readonly key: number | undefined
  /** How often it was refused itself, and how often for one before it. */
  overtaken: number
  bystood: number
  /** The version that it replaces. */
  rests: number
}

class World {
  readonly clock = new Clock()
  readonly plan: Plan
  readonly lock: Server
  readonly nodes: readonly Node[]
  readonly latencies: number[] = []
  readonly versions = new Map<number, number>()
  /** All that ever happened to rows, in order. */
  readonly log: Change[] = []
  readonly #chance: Chance
  readonly #drawKey: () => number
  readonly tally = { database: 0, commits: 0, accepted: 0, wrote: 0, decidedAnew: 0, gaveWay: 0 }

  constructor(plan: Plan) {
    this.plan = plan
    this.lock = new Server(this.clock)
    this.#chance = chanceFrom(plan.seed ?? 1)
    this.#drawKey = drawer(zipfShares(plan.keys, plan.zipf), this.#chance)
    this.nodes = Array.from({ length: plan.nodes }, () => new Node(this))
    if (plan.perSecond !== undefined) this.#arrive(plan.perSecond)
    else for (const node of this.nodes) this.#connect(node, plan.connections ?? 1)
  }

  counted(): Counted {
    const nodes = this.nodes.map(({ thread }) => thread.busy)
    return { ...this.tally, nodes, lock: this.lock.busy }
  }

  answered(request: Request): void {
    this.latencies.push(this.clock.now - request.arrived)
    if (this.plan.perSecond === undefined) request.node.decide(this.#requestTo(request.node))
  }

  /** Others hear of it after half a round trip. */
  tellOthers(except: Node): void {
    this.clock.after(this.plan.costs.roundTrip / 2, () => {
      for (const node of this.nodes) if (node !== except) node.hear()
    })
  }

  #connect(node: Node, connections: number): void {
    for (let index = 0; index < connections; index += 1) node.decide(this.#requestTo(node))
  }

  #arrive(perSecond: number): void {
    this.clock.after(this.#chance.pause(perSecond), () => {
      const node = this.nodes[Math.floor(this.#chance.next() * this.nodes.length)]
      if (node) node.decide(this.#requestTo(node))
      this.#arrive(perSecond)
    })
  }

  #requestTo(node: Node): Request {
    const key = this.#chance.next() < this.plan.writes ? this.#drawKey() : undefined
    if (key !== undefined) this.tally.wrote += 1
    return { arrived: this.clock.now, node, key, overtaken: 0, bystood: 0, rests: 0 }
  }
}

class Node {
  readonly thread: Server
  readonly #world: World
  /** Versions of rows as far as this node knows, and as its own changes are to make them. */
  readonly #known = new Map<number, number>()
  readonly #pending = new Map<number, number>()
  #followed = 0
  #isFollowing = false
  #followsAgain = false
  #waiting: Request[] = []
  #isCommitting = false

  constructor(world: World) {
    this.#world = world
    this.thread = new Server(world.clock)
  }

  decide(request: Request): void {
    const { costs } = this.#world.plan
    const seconds = request.key === undefined ? costs.read : costs.write
    this.thread.add(() => ({ seconds, done: () => this.#decided(request) }))
  }

  /** Somebody else has changed something. What comes while it asks makes it ask once more. */
  hear(): void {
    if (this.#isFollowing) this.#followsAgain = true
    else this.#follow(() => undefined)
  }

  #decided(request: Request): void {
    const { key } = request
    if (key !== undefined) {
      request.rests = this.#pending.get(key) ?? this.#known.get(key) ?? 0
      this.#pending.set(key, request.rests + 1)
    }
    this.#waiting.push(request)
    if (!this.#isCommitting) this.#commit()
  }

  #commit(): void {
    const batch = this.#waiting.splice(0, batchMax)
    this.#isCommitting = batch.length > 0
    if (batch.length === 0) return
    const { clock, plan, lock } = this.#world
    const { costs } = plan
    const seconds = costs.send + costs.sendEach * batch.length
    const half = costs.roundTrip / 2
    const arrive = (): void =>
      lock.add(() => {
        const accepted = this.#write(batch)
        return {
          seconds: holdOf(batch.slice(0, accepted), costs),
          done: () => clock.after(half, () => this.#committed(batch, accepted)),
        }
      })
    // In the same turn as the decision, before any other.
    this.thread.add(() => ({ seconds, done: () => clock.after(half, arrive) }), { isUrgent: true })
  }

  /** Under the lock: how many of the batch are made, up to the first that rests on old versions. */
  #write(batch: readonly Request[]): number {
    const { versions, log, tally, plan } = this.#world
    let accepted = 0
    let changes = 0
    for (const { key, rests } of batch) {
      if (key !== undefined) {
        if ((versions.get(key) ?? 0) !== rests) break
        versions.set(key, rests + 1)
        log.push({ key, version: rests + 1 })
        changes += 1
      }
      accepted += 1
    }
    tally.commits += 1
    tally.accepted += accepted
    tally.database += holdOf(batch.slice(0, accepted), plan.costs)
    if (changes > 0) this.#world.tellOthers(this)
    return accepted
  }

  #committed(batch: readonly Request[], accepted: number): void {
    for (const request of batch.slice(0, accepted)) {
      this.#settle(request)
      this.#world.answered(request)
    }
    if (accepted === batch.length) return this.#commit()
    const rest = [...batch.slice(accepted), ...this.#waiting.splice(0)]
    this.#pending.clear()
    // What is decided meanwhile waits: it is sent when the view has caught up.
    this.#follow(() => {
      this.#commit()
      for (const [place, request] of rest.entries()) this.#decideAnew(request, place > 0)
    })
  }

  #decideAnew(request: Request, isBystander: boolean): void {
    const { tally } = this.#world
    if (request.key !== undefined && request.overtaken + request.bystood === 0)
      tally.decidedAnew += 1
    if (isBystander) request.bystood += 1
    else request.overtaken += 1
    if (request.overtaken < triesMax && request.bystood < bystandsMax) return this.decide(request)
    tally.gaveWay += 1
    this.#world.answered(request)
  }

  #settle({ key, rests }: Request): void {
    if (key === undefined) return
    const version = rests + 1
    if (this.#pending.get(key) === version) this.#pending.delete(key)
    this.#learn({ key, version })
  }

  /** It may know better already: an answer is of a moment. */
  #learn({ key, version }: Change): void {
    if ((this.#known.get(key) ?? 0) < version) this.#known.set(key, version)
  }

  #follow(done: () => void): void {
    const { clock, plan, log, tally } = this.#world
    const { roundTrip, follow, followEach, answer } = plan.costs
    this.#isFollowing = true
    clock.after(roundTrip / 2, () => {
      const through = log.length
      tally.database += answer
      clock.after(roundTrip / 2, () => {
        const seconds = follow + followEach * (through - this.#followed)
        this.thread.add(() => ({ seconds, done: () => this.#caughtUp(through, done) }))
      })
    })
  }

  #caughtUp(through: number, done: () => void): void {
    const { log } = this.#world
    for (; this.#followed < through; this.#followed += 1) {
      const change = log[this.#followed]
      if (change) this.#learn(change)
    }
    this.#isFollowing = false
    done()
    if (!this.#followsAgain) return
    this.#followsAgain = false
    this.#follow(() => undefined)
  }
}

function holdOf(accepted: readonly Request[], costs: Costs): number {
  const rows = accepted.filter(({ key }) => key !== undefined).length
  return costs.commit + costs.commitEvent * accepted.length + costs.commitRow * rows
}
