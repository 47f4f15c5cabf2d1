// The package as it is published, in a folder of its own.

import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { NODE_FOR_BUILT } from '../bin/runtime.js'
import { root } from './setup.js'

/**
 * Copies what is published into `folder`. `dist` is where the build put what it made.
 * @param {string} folder
 */
export function stage(folder, dist = `${root}dist`) {
  const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  for (const path of manifest.files) {
    cpSync(path === 'dist' ? dist : `${root}${path}`, join(folder, path), {
      recursive: true,
      filter: (file) => basename(file) !== '.tsbuildinfo',
    })
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`)
}

/**
 * The Node that the repository brings is not part of it: installed as somebody's dependency, it
 * would take over their own `node`. So the published package says which Node it needs instead.
 */
function published(manifest) {
  const dropped = ['scripts', 'devDependencies', 'optionalDependencies']
  const kept = Object.entries(manifest).filter(([member]) => !dropped.includes(member))
  return { ...Object.fromEntries(kept), engines: { node: `>=${NODE_FOR_BUILT}` } }
}
