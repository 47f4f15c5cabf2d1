// `npm start`: installs, builds, serves, plays the lockout rehearsal on a new data directory, and
// says what to type next. Options behind `--` go to `sparekey serve`.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { build, ensureInstalled, requireNode, root } from './setup.js'

/** @typedef {{ endpoint: string, console: string | null }} Ready */

const launcher = `${root}bin/sparekey.js`
const KEY = 'alias/payroll'

ensureInstalled()
build()
const node = requireNode()
const serveOptions = process.argv.slice(2)
const data = resolve(optionOf('--data') ?? `${root}.sparekey`)
const isNew = !existsSync(data)

const stack = spawn(node, [launcher, 'serve', '--data', data, ...serveOptions], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})
let stopping = false
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    stopping = true
    stack.kill(signal)
  })
}
stack.on('exit', (code) => process.exit(code ?? 1))

const [ready] = await once(stack, 'message')
if (isNew) await rehearse(ready)
else if (!stopping) console.log(`\nThe data of ${data} goes on.${next(ready)}`)

/** @param {Ready} ready */
async function rehearse(ready) {
  const { endpoint } = ready
  console.log('')
  const played = await sparekey(['lab', 'lockout', '--endpoint', endpoint])
  if (stopping || played !== 0) return
  console.log(`\n$ ${asAdmin('doctor', endpoint)}\n`)
  await sparekey(['doctor', KEY, '--profile', 'admin', '--endpoint', endpoint])
  if (!stopping) console.log(next(ready))
}

/** @param {string[]} args */
async function sparekey(args) {
  const child = spawn(node, [launcher, ...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [code] = await once(child, 'exit')
  return code
}

/** @param {string} command @param {string} endpoint */
function asAdmin(command, endpoint, options = '') {
  return `node bin/sparekey.js ${command} ${KEY}${options} --profile admin --endpoint ${endpoint}`
}

/** @param {Ready} ready */
function next({ endpoint, console: link }) {
  const pages = link === null ? '' : `\n\nThe same with a mouse, in one browser, once:\n\n  ${link}`
  return `${pages}

The stack is serving. In another terminal, in this folder:

  ${asAdmin('doctor', endpoint)}
      why \`admin\` cannot read or change the key policy
  ${asAdmin('history', endpoint)}
      who changed the key policy, when, and how
  ${asAdmin('recover', endpoint, ' --as Administrator --apply')}
      the way back in; the same doctor afterwards says that access works

Ctrl-C stops the stack; \`npm start\` goes on where it stopped.`
}

/** @param {string} name */
function optionOf(name) {
  const at = serveOptions.findIndex((word) => word === name || word.startsWith(`${name}=`))
  if (at < 0) return undefined
  const word = serveOptions[at] ?? ''
  return word.includes('=') ? word.slice(name.length + 1) : serveOptions[at + 1]
}
