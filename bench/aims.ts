// What this version is to reach, and whether the run has reached it.

import type { SyncTime } from './disk.ts'
import type { Row } from './end-to-end.ts'
import type { BesideMoto } from './moto.ts'
import { median } from './statistics.ts'

const AIMED_AT = ['Encrypt', 'Decrypt', 'GetKeyPolicy']
const SHARE_OF_BARE = 0.5
/** Of what the disk could sync for all connections together. */
const SHARE_OF_SYNCS = 0.6
const P99_MS = 15
const P99_SYNCS = 3
const TIMES_MOTO = 20

interface Aim {
  readonly what: string
  readonly measured: number
  readonly aim: number
  /** Or more. */
  readonly isMet: boolean
}

type Syncs = readonly (SyncTime & { readonly name: string })[]

export function printAims(rows: readonly Row[], syncs: Syncs, moto: readonly BesideMoto[]): void {
  const aims = [...rows.flatMap((row) => aimsOf(row, syncs)), ...motoAim(moto)]
  if (aims.length === 0) return
  console.log('\n| aim | measured | aim | met |\n|---|---:|---:|---|')
  for (const { what, measured, aim, isMet } of aims) {
    console.log(`| ${what} | ${number(measured)} | ${number(aim)} | ${isMet ? 'yes' : 'no'} |`)
  }
}

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2)

function aimsOf(row: Row, syncs: Syncs): readonly Aim[] {
  const { operation, connections, place, ratio, perSecond, barePerSecond, p99Ms } = row
  if (!AIMED_AT.includes(operation) || connections < 16) return []
  const sync = syncs.find(({ name }) => name === place)
  const where = `${operation}, ${connections}, ${place}`
  const p99Max = Math.max(P99_MS, P99_SYNCS * (sync?.p99Ms ?? 0))
  const p99 = { what: `${where}: p99 ms`, measured: p99Ms, aim: p99Max, isMet: p99Ms < p99Max }
  if (place === 'memory') return [atLeast(`${where}: of bare`, ratio, SHARE_OF_BARE), p99]
  if (connections < 64) return [p99]
  const ofSyncs = (SHARE_OF_SYNCS * connections * 1000) / (sync?.p50Ms ?? Number.NaN)
  const rate = Math.min(SHARE_OF_BARE * barePerSecond, ofSyncs)
  return [atLeast(`${where}: a second`, perSecond, rate), p99]
}

function motoAim(moto: readonly BesideMoto[]): readonly Aim[] {
  const times = moto.flatMap(({ perSecond, motoPerSecond }) =>
    motoPerSecond === undefined ? [] : [perSecond / motoPerSecond],
  )
  return times.length === 0 ? [] : [atLeast('times moto, median', median(times), TIMES_MOTO)]
}

const atLeast = (what: string, measured: number, aim: number): Aim => ({
  ...{ what, measured, aim },
  isMet: measured >= aim,
})
