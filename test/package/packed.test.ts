// The package as it is published, in a project of its own, with nothing of the repository about it
// but the packages that it says it depends on. `npm run check:package` installs them anew.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { cleanEnvironment, run } from '../cli/sparekey.ts'
import { filesOf, root } from '../tidy/tree.ts'

// Plain JavaScript, as all that runs before there is a Node that knows more.
const { stage } = (await import(new URL('../../scripts/stage.js', import.meta.url).href)) as {
  readonly stage: (folder: string, dist: string) => void
}

let folder: string
let project: string
let packed: string

before(packAndPlace)
after(() => rmSync(folder, { recursive: true }))

function packAndPlace(): void {
  folder = mkdtempSync(join(tmpdir(), 'sparekey-packed-'))
  project = join(folder, 'project')
  packed = join(project, 'node_modules/sparekey')
  stage(join(folder, 'staged'), builtNow() ?? build())
  const pack = ['pack', join(folder, 'staged'), '--pack-destination', folder, '--json']
  const [{ filename }] = JSON.parse(npm(pack, folder))
  mkdirSync(packed, { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "name": "project", "private": true }')
  const unpack = ['-xzf', join(folder, filename), '-C', packed, '--strip-components=1']
  execFileSync('tar', unpack)
  for (const name of Object.keys(manifest().dependencies)) link(name)
  const bin = join(project, 'node_modules/.bin')
  mkdirSync(bin)
  for (const [name, path] of Object.entries(manifest().bin)) {
    symlinkSync(join('../sparekey', path), join(bin, name))
  }
}

/** What `npm test` has built, when nothing has changed since. */
function builtNow(): string | undefined {
  const stamp = join(root, 'dist/.tsbuildinfo')
  if (!existsSync(stamp)) return undefined
  const builtMs = statSync(stamp).mtimeMs
  const sources = filesOf(join(root, 'src')).map((path) => statSync(join(root, path)).mtimeMs)
  return sources.every((ms) => ms <= builtMs) ? join(root, 'dist') : undefined
}

function build(): string {
  const dist = join(folder, 'dist')
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const into = ['--outDir', dist, '--tsBuildInfoFile', join(folder, 'tsbuildinfo')]
  execFileSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json'), ...into])
  return dist
}

/** On the Node that runs the tests, and without the network. */
function onPath(): Readonly<Record<string, string>> {
  return { PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` }
}

function npm(words: readonly string[], cwd: string): string {
  return execFileSync('npm', words, { cwd, env: cleanEnvironment(onPath()), encoding: 'utf8' })
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))
}

interface Manifest {
  readonly bin: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly engines: { readonly node: string }
}

function link(name: string): void {
  const path = join(project, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), path)
}

/** `npx sparekey ...` in the project. */
const npx = (...words: readonly string[]) =>
  run('sh', ['-c', 'cd "$0" && exec npx --offline sparekey "$@"', project, ...words], onPath())

test('it brings no Node, no script and no source, and says which Node it needs', () => {
  assert.equal(manifest().engines.node, '>=22.16.0')
  assert.deepEqual(Object.keys(manifest().bin), ['sparekey'])
  for (const member of ['scripts', 'devDependencies', 'optionalDependencies']) {
    assert.ok(!(member in manifest()), member)
  }
  for (const path of ['src', 'test', 'node_modules', 'dist/.tsbuildinfo']) {
    assert.ok(!existsSync(join(packed, path)), path)
  }
})

test('`npx sparekey` has every command', async () => {
  const version = await npx('--version')
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/, version.stderr)
  const { stdout } = await npx('doctor', '--help')
  assert.match(stdout, /^Usage: sparekey doctor/)
})

test('a project starts a stack and asks it, from ESM and from CommonJS', async () => {
  const ask = `const stack = await startSparekey()
    const kms = stack.client(KMSClient)
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
    console.log(KeyMetadata.KeyState, typeof lockoutCheck)
    await stack.stop()`
  const esm = `import { startSparekey } from 'sparekey'
    import { lockoutCheck } from 'sparekey/policy'
    import 'sparekey/doctor'
    import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
    ${ask}`
  const cjs = `const { startSparekey } = require('sparekey')
    const { lockoutCheck } = require('sparekey/policy')
    const { CreateKeyCommand, KMSClient } = require('@aws-sdk/client-kms')
    void (async () => { ${ask} })()`
  for (const [file, script] of [
    ['use.mjs', esm],
    ['use.cjs', cjs],
  ] as const) {
    writeFileSync(join(project, file), script)
    const { stdout, stderr } = await run(process.execPath, [join(project, file)])
    assert.equal(stdout, 'Enabled function\n', stderr)
  }
})

test('its types are those of a strict project that skips nothing of ours', async () => {
  writeFileSync(
    join(project, 'use.ts'),
    `import { startSparekey, type Sparekey } from 'sparekey'
     import { lint } from 'sparekey/policy'
     export const start = (): Promise<Sparekey> => startSparekey({ region: 'eu-west-1' })
     // @ts-expect-error: there is no such option
     export const wrong = () => startSparekey({ account: 1 })
     export const check = lint`,
  )
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const strict = [
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--noEmit',
    '--types',
    'node',
  ]
  const types = ['--typeRoots', join(root, 'node_modules/@types')]
  const args = [compiler, ...strict, ...types, '--ignoreConfig', join(project, 'use.ts')]
  const { stdout, code } = await run(process.execPath, args)
  const ours = stdout.split('\n').filter((line) => !line.includes('node_modules/@'))
  assert.equal(ours.join('\n').trim(), '', String(code))
})
