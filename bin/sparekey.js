#!/usr/bin/env node
// The launcher: finds a Node that is new enough and goes on there. Plain JavaScript, Node 20.19.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { NODE_FOR_BUILT, NODE_FOR_SOURCES, findNode, followChild, nodeIsTooOld } from './runtime.js'

// A checkout that was not built runs its sources as they are.
const built = new URL('../dist/cli/main.js', import.meta.url)
const isBuilt = existsSync(built)
const program = isBuilt ? built : new URL('../src/cli/main.ts', import.meta.url)
const needed = isBuilt ? NODE_FOR_BUILT : NODE_FOR_SOURCES

const node = findNode(needed)
endWithParent()
if (node === undefined) {
  console.error(nodeIsTooOld(needed))
  process.exitCode = 1
} else if (node === process.execPath) {
  module.enableCompileCache()
  await import(program.href)
} else {
  const launcher = fileURLToPath(import.meta.url)
  const stdio = /** @type {const} */ (['inherit', 'inherit', 'inherit', 'ipc'])
  followChild(spawn(node, [launcher, ...process.argv.slice(2)], { stdio }))
}

/**
 * Whoever started us with a channel wants us to end with them, even when they are killed with no
 * chance to say so: the kernel closes the channel. The signal goes the way of any other stop.
 */
function endWithParent() {
  if (process.channel === undefined) return
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
