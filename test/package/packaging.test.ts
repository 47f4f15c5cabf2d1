// What packaging/ says is held against what is there: no builder of containers is needed for it.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { silentTerminal } from '../../scripts/docs/silent-terminal.ts'
import { settingsOf } from '../../src/cli/program/settings.ts'
import { sparekeyProgram } from '../../src/cli/program.ts'
import { scratch, serveStack } from '../cli/sparekey.ts'
import { root } from '../tidy/tree.ts'

const unit = readFileSync(join(root, 'packaging/sparekey.service'), 'utf8')
const containerfile = readFileSync(join(root, 'packaging/Containerfile'), 'utf8')

const serve = sparekeyProgram('', silentTerminal(), () => undefined).commands.find(
  (command) => command.name() === 'serve',
)

test('the variables that they set are settings, with values that are taken', async (t) => {
  assert.ok(serve)
  const variables = settingsOf(serve).map(({ variable }) => variable)
  const set = [...`${unit}\n${containerfile}`.matchAll(/\b(SPAREKEY_[A-Z_]+)=(\S+)/g)]
  assert.ok(set.length > 5)
  const names = new Set(set.map(([, name = '']) => name))
  assert.deepEqual(
    [...names].filter((name) => !variables.includes(name)),
    [],
  )
  const ofUnit = [...unit.matchAll(/^Environment=(SPAREKEY_[A-Z_]+)=(\S+)$/gm)]
  const env = Object.fromEntries(ofUnit.map(([, name = '', value = '']) => [name, value]))
  const { console, credentialsFile } = await serveStack(t, ['--log-level', 'warn'], env)
  assert.deepEqual([console, credentialsFile], [null, null])
})

test('a service that has secrets in its memory dumps no core', () => {
  assert.match(unit, /^LimitCORE=0$/m)
})

const analyze = (...words: readonly string[]) =>
  spawnSync('systemd-analyze', words, { encoding: 'utf8' })
const noSystemd = analyze('--version').status === 0 ? false : 'systemd-analyze is not installed'

test('systemd takes the unit, and finds little that it exposes', { skip: noSystemd }, (t) => {
  const file = join(scratch(t), 'sparekey.service')
  copyFileSync(join(root, 'packaging/sparekey.service'), file)
  const { status, stderr } = analyze('verify', file)
  assert.deepEqual([status, stderr.trim()], [0, ''])
  const { stdout } = analyze('security', '--offline=true', '--threshold=20', file)
  const [, exposure = ''] = /exposure level for \S+: ([\d.]+)/.exec(stdout) ?? []
  assert.ok(Number(exposure) > 0 && Number(exposure) <= 2, exposure)
})

test('the health check of the container asks the stack', async (t) => {
  const [, words = ''] = /^HEALTHCHECK .*? CMD (\[.*\])$/m.exec(containerfile) ?? []
  const [, ...args] = JSON.parse(words) as readonly string[]
  const { endpoint } = await serveStack(t, ['--no-console'])
  const check = (port: string) =>
    spawnSync(process.execPath, args, { env: { SPAREKEY_PORT: port } }).status
  assert.equal(check(new URL(endpoint).port), 0)
  assert.equal(check('1'), 1)
})

test('what the container copies is what `npm run pack` makes', () => {
  const { name, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  assert.match(containerfile, new RegExp(`^COPY ${name}-\\*\\.tgz `, 'm'))
  assert.ok(containerfile.includes(`${name}/${bin[name]}`), bin[name])
})
