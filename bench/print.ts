// The tables, in Markdown, as docs/internals/performance.md has them.

import { availableParallelism, cpus } from 'node:os'
import type { Costs } from './costs.ts'
import type { Row } from './end-to-end.ts'
import type { BesideMoto } from './moto.ts'
import type { Part } from './parts.ts'

export const count = (value: number): string => Math.round(value).toLocaleString('en')
const microseconds = (value: number | undefined): string => (value ?? 0).toFixed(1)

export const machine = (): string =>
  `${availableParallelism()} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.versions.node}`

export function printEndToEnd(rows: readonly Row[]): void {
  console.log(
    '\n| | connections | on | a second | bare | ratio | p50 ms | p99 ms | CPU µs | bare | ratio |',
  )
  console.log('|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|')
  for (const { operation, connections, place, ...row } of rows) {
    const rates = `${count(row.perSecond)} | ${count(row.barePerSecond)} | ${row.ratio.toFixed(2)}`
    const latencies = `${row.p50Ms.toFixed(2)} | ${row.p99Ms.toFixed(2)}`
    const ofMain = `${row.mainUs.toFixed(0)} | ${row.bareMainUs.toFixed(0)}`
    const cpu = `${ofMain} | ${(row.bareMainUs / row.mainUs).toFixed(2)}`
    console.log(`| ${operation} | ${connections} | ${place} | ${rates} | ${latencies} | ${cpu} |`)
  }
}

/** One column for each operation, one line for each step and thread. */
export function printCosts(costs: readonly Costs[]): void {
  const line = (name: string, of: (cost: Costs) => number | undefined) =>
    console.log(`| ${name} | ${costs.map((cost) => microseconds(of(cost))).join(' | ')} |`)
  console.log(`\n| µs a request | ${costs.map(({ operation }) => operation).join(' | ')} |`)
  console.log(`|---|${costs.map(() => '---:|').join('')}`)
  for (const name of Object.keys(costs[0]?.steps ?? {})) line(name, ({ steps }) => steps[name])
  line('HTTP, event loop, garbage', ({ threads, steps }) => threads.main - sum(steps))
  line('main thread', ({ threads }) => threads.main)
  line('writer thread', ({ threads }) => threads.writer)
  line('mover thread', ({ threads }) => threads.mover)
  line("V8's other threads", ({ threads }) => threads.others)
}

const sum = (steps: Costs['steps']): number =>
  Object.values(steps).reduce((total, time) => total + time, 0)

export function printParts(parts: readonly Part[]): void {
  console.log('\n| by itself | a second | µs |')
  console.log('|---|---:|---:|')
  for (const { what, perSecond } of parts) {
    console.log(`| ${what} | ${count(perSecond)} | ${microseconds(1_000_000 / perSecond)} |`)
  }
}

export function printMoto(rows: readonly BesideMoto[]): void {
  if (rows.length === 0) return console.log('\nmoto: `moto_server` is not here')
  console.log('\n| 16 connections, memory | a second | moto | times |\n|---|---:|---:|---:|')
  for (const { operation, perSecond, motoPerSecond: moto } of rows) {
    const beside =
      moto === undefined ? '– | –' : `${count(moto)} | ${(perSecond / moto).toFixed(1)}`
    console.log(`| ${operation} | ${count(perSecond)} | ${beside} |`)
  }
}
