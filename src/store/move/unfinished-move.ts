// Until a move into a store is done, and was found to be whole, a mark keeps it from being served.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syncDirectory } from '../../base/sync-directory.ts'
import { OWNER_ONLY_FILE } from '../private-files.ts'
import { StoreError } from '../store-error.ts'
import type { MoveHead } from './move-end.ts'

export interface MoveMark {
  /** The source's name. */
  readonly from: string
  /** How far the source had come when the move began. */
  readonly head: MoveHead
}

const NAME = 'unfinished-migration.json'

export function readMark(directory: string): MoveMark | undefined {
  const path = join(directory, NAME)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as MoveMark) : undefined
}

export function writeMark(directory: string, mark: MoveMark): void {
  const path = join(directory, NAME)
  writeFileSync(path, `${JSON.stringify(mark)}\n`, { mode: OWNER_ONLY_FILE, flush: true })
  syncDirectory(directory)
}

export function removeMark(directory: string): void {
  rmSync(join(directory, NAME), { force: true })
  syncDirectory(directory)
}

/** Throws for a directory that is not whole. */
export function requireFinished(directory: string): void {
  const mark = readMark(directory)
  if (mark) throw unfinishedMove(`\`${directory}\``, mark.from, 'remove the directory')
}

export const unfinishedMove = (name: string, from: string, undo: string): StoreError =>
  new StoreError(
    `a migration from \`${from}\` into ${name} is not finished`,
    `the same \`sparekey migrate\` goes on with it; to give it up, ${undo}`,
  )

export const sameHead = (left: MoveHead, right: MoveHead): boolean =>
  left.sequence === right.sequence &&
  left.version === right.version &&
  left.forgotten === right.forgotten

/** Throws unless the target is empty, or an earlier run of this very move has begun to fill it. */
export function requireSameMove(
  target: string,
  { from, head }: MoveMark,
  { mark, isEmpty }: { readonly mark: MoveMark | undefined; readonly isEmpty: boolean },
): void {
  if (!mark && isEmpty) return
  if (!mark) {
    throw new StoreError(
      `${target} holds something already, and a migration takes the place of nothing`,
      'an empty directory, or another schema: postgres://.../database?schema=NAME',
    )
  }
  if (mark.from !== from) throw unfinishedMove(target, mark.from, 'empty the target')
  if (sameHead(mark.head, head)) return
  throw new StoreError(
    `\`${from}\` has changed since its migration into ${target} was begun`,
    'empty the target, and begin anew',
  )
}
