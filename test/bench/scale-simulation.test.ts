// The simulation agrees with what is known in closed form, so that it cannot be nonsense.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simulate, type Costs, type Plan } from '../../bench/scale-simulation.ts'

const FREE: Costs = {
  read: 0,
  write: 0,
  send: 0,
  sendEach: 0,
  follow: 0,
  followEach: 0,
  roundTrip: 0,
  commit: 0,
  commitEvent: 0,
  commitRow: 0,
  answer: 0,
}

const plan = (costs: Partial<Costs>, more: Partial<Plan>): Plan => ({
  costs: { ...FREE, ...costs },
  nodes: 1,
  writes: 0,
  keys: 1000,
  zipf: 0,
  seconds: 20,
  ...more,
})

function assertNear(actual: number, expected: number, part: number): void {
  const off = Math.abs(actual - expected) / expected
  assert.ok(off < part, `${actual} is not within ${part} of ${expected}`)
}

test('one connection: a request takes as long as all that it passes, one after the other', () => {
  const costs = { read: 0.001, send: 0.0002, roundTrip: 0.0005, commit: 0.002, commitEvent: 0.0003 }
  const { perSecond, meanSeconds } = simulate(plan(costs, { connections: 1 }))
  const latency = 0.001 + 0.0002 + 0.0005 + 0.002 + 0.0003
  assertNear(meanSeconds, latency, 1e-6)
  assertNear(perSecond, 1 / latency, 0.001)
})

test('a node whose thread is never idle answers one request in the time of one', () => {
  const busy = simulate(plan({ read: 0.001, roundTrip: 0.0001 }, { connections: 64, nodes: 3 }))
  assertNear(busy.perSecond, 3 * 1000, 0.005)
  assertNear(busy.nodeBusy, 1, 0.005)
})

test('utilization law: what is busy is what comes times what it takes', () => {
  const costs = { read: 0.0004, write: 0.0009, roundTrip: 0.0002, commit: 0.001, commitRow: 0.0001 }
  const load = { nodes: 2, perSecond: 1000, writes: 0.25, keys: 1_000_000, seconds: 60 }
  const { perSecond, nodeBusy, lockBusy, commitsPerSecond } = simulate(plan(costs, load))
  assertNear(perSecond, 1000, 0.02)
  assertNear(nodeBusy, 500 * (0.75 * 0.0004 + 0.25 * 0.0009), 0.04)
  assertNear(lockBusy, commitsPerSecond * 0.001 + 250 * 0.0001, 0.03)
})

test('arrivals by chance wait as in the queue M/D/1', () => {
  const [service, perSecond] = [0.001, 800]
  const { meanSeconds } = simulate(plan({ read: service }, { perSecond, seconds: 300 }))
  const busy = service * perSecond
  assertNear(meanSeconds, service + (busy * service) / (2 * (1 - busy)), 0.05)
})

test('the locked row bounds all nodes together: its commits, times what each brings', () => {
  const costs = { read: 0.00001, commit: 0.001, commitEvent: 0.0001 }
  const { perSecond, lockBusy, commitsPerSecond } = simulate(
    plan(costs, { nodes: 8, connections: 16 }),
  )
  assertNear(lockBusy, 1, 0.001)
  // While one part of a node's 16 connections is in a commit, the others wait for the next one:
  // two commits bring all of them.
  assertNear(commitsPerSecond, 2 / (2 * 0.001 + 16 * 0.0001), 0.02)
  assertNear(perSecond, 16 / (2 * 0.001 + 16 * 0.0001), 0.02)
})

test('one node is never overtaken; of several on one key all but one are', () => {
  const costs = { write: 0.0001, roundTrip: 0.0005, commit: 0.001 }
  const load = { connections: 8, writes: 1, keys: 1, seconds: 5 }
  assert.equal(simulate(plan(costs, { ...load, nodes: 1 })).decidedAnew, 0)
  assert.ok(simulate(plan(costs, { ...load, nodes: 4 })).decidedAnew > 0.5)
  const apart = simulate(plan(costs, { ...load, nodes: 4, keys: 1_000_000 }))
  assert.ok(apart.decidedAnew < 0.01)
})

test('a busy row makes those give way who change it, and nobody who changes others', () => {
  const costs = { write: 0.0002, roundTrip: 0.0005, commit: 0.001 }
  const load = { connections: 32, writes: 1, seconds: 5, nodes: 8 }
  const busy = simulate(plan(costs, { ...load, keys: 1 }))
  assert.ok(busy.gaveWay > 0)
  const mixed = simulate(plan(costs, { ...load, keys: 1000, zipf: 0.5 }))
  assert.ok(mixed.decidedAnew > 0.1)
  assert.equal(mixed.gaveWay, 0)
})

test('a run can be had again, and another seed is another run', () => {
  const of = (seed: number) =>
    simulate(plan({ read: 0.001, commit: 0.001 }, { perSecond: 500, seed, seconds: 2 }))
  assert.deepEqual(of(7), of(7))
  assert.notDeepEqual(of(7), of(8))
})
