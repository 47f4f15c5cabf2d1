// The same requests to moto, where it is installed:
// https://docs.getmoto.org/en/latest/docs/server_mode.html

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './disk.ts'
import { run, sendAll } from './load.ts'
import { startStack } from './stack.ts'
import { median } from './statistics.ts'
import { bytesOf, workloads, type Workload } from './workloads.ts'

const CONNECTIONS = 16
/** It makes them slowly. */
const KEYS = 50
const STARTS_IN_MS = 30_000

export interface BesideMoto {
  readonly operation: string
  readonly perSecond: number
  /** Undefined: it does not know the operation. */
  readonly motoPerSecond: number | undefined
}

export interface Effort {
  readonly operations: readonly string[]
  readonly rounds: number
  readonly sliceMs: number
  readonly warmUpMs: number
}

/** Empty: it is not installed. */
export async function besideMoto(
  place: Place | undefined,
  effort: Effort,
): Promise<readonly BesideMoto[]> {
  const port = await freePort()
  const moto = place && (await startMoto(port))
  if (!moto) return []
  try {
    const folder = join(place.folder, 'beside-moto')
    const stack = await startStack({ ...place, folder }, effort.operations)
    try {
      // It asks nobody who he is, so any access key will do.
      const user = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example/secret' }
      const { operations } = effort
      const others = await workloads({ port, user, operations, keys: KEYS, oneEach: true })
      const rows: BesideMoto[] = []
      for (const [index, workload] of others.entries()) {
        const own = stack.workloads[index] as Workload
        rows.push(await beside({ own, workload, ports: [stack.port, port] }, effort))
      }
      return rows
    } finally {
      await stack.stop()
    }
  } finally {
    moto.kill()
  }
}

interface Pair {
  readonly own: Workload
  /** As moto knows it. */
  readonly workload: Workload
  readonly ports: readonly [own: number, moto: number]
}

async function beside({ own, workload, ports }: Pair, effort: Effort): Promise<BesideMoto> {
  const [port, motoPort] = ports
  const ofOwn = { port, requests: own.sign().map((one) => bytesOf(one)) }
  const requests = workload.sign().map((one) => bytesOf(one))
  const ofMoto = { port: motoPort, requests, oneEach: true }
  const known = await sendAll({ ...ofMoto, requests: requests.slice(0, 1), connections: 1 })
    .then(() => true)
    .catch(() => false)
  await run({ ...ofOwn, connections: CONNECTIONS, milliseconds: effort.warmUpMs })
  const rates: number[] = []
  const motoRates: number[] = []
  for (let round = 0; round < effort.rounds; round += 1) {
    const load = { connections: CONNECTIONS, milliseconds: effort.sliceMs }
    rates.push((await run({ ...ofOwn, ...load })).perSecond)
    if (known) motoRates.push((await run({ ...ofMoto, ...load })).perSecond)
  }
  return {
    operation: own.operation,
    perSecond: median(rates),
    motoPerSecond: known ? median(motoRates) : undefined,
  }
}

async function startMoto(port: number): Promise<ChildProcess | undefined> {
  const moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const isThere = await Promise.race([
    once(moto, 'spawn').then(() => true),
    once(moto, 'error').then(() => false),
  ]).catch(() => false)
  if (!isThere) return undefined
  for (let waitedMs = 0; waitedMs < STARTS_IN_MS && moto.exitCode === null; waitedMs += 100) {
    if (await answers(port)) return moto
    await sleep(100)
  }
  moto.kill()
  return undefined
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const isOpen = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false)
  socket.destroy()
  return isOpen
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
