// Files of other tools that the guides show: read as those tools read them, and held against what
// of ours they name.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { silentTerminal } from '../../scripts/docs/silent-terminal.ts'
import { settingsOf } from '../../src/cli/program/settings.ts'
import { sparekeyProgram } from '../../src/cli/program.ts'
import { readPolicy, validateKeyPolicy } from '../../src/policy/index.ts'
import { scratch, serveStack } from '../cli/sparekey.ts'
import { root } from '../tidy/tree.ts'
import { blocksOf } from './blocks.ts'

const program = sparekeyProgram('', silentTerminal(), () => undefined)
const commandNamed = (name: string) => program.commands.find((command) => command.name() === name)
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const yamlIn = (page: string): readonly unknown[] =>
  blocksOf(page)
    .filter(({ language }) => language === 'yaml')
    .map(({ text }) => parse(text))

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

const [github, step, hooks, gitlab] = yamlIn('docs/guides/check-in-ci.md') as readonly [
  { readonly jobs: { readonly check: { readonly steps: readonly Step[] } } },
  readonly [Step],
  {
    readonly repos: readonly [
      { readonly rev: string; readonly hooks: readonly [{ id: string; args: string[] }] },
    ]
  },
  { readonly 'check-key-policies': { readonly script: readonly string[] } },
]

const optionsIn = (words: string): readonly string[] =>
  [...words.matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option)

/** `npx sparekey check ...` has only options that the command has. */
function requireCheck(lines: readonly (string | undefined)[]): void {
  const [line = ''] = lines.filter((one) => one?.startsWith('npx sparekey check '))
  const options = optionsIn(line.replaceAll('\n', ' '))
  assert.ok(options.length > 0, 'no line calls `npx sparekey check`')
  requireOptions(options)
}

function requireOptions(options: readonly string[]): void {
  const known = commandNamed('check')?.options.map(({ long }) => long) ?? []
  assert.deepEqual(
    options.filter((option) => !known.includes(option)),
    [],
  )
}

test('the workflows of GitHub and GitLab call `check` with options that it has', () => {
  requireCheck(github.jobs.check.steps.map(({ run }) => run))
  requireCheck(gitlab['check-key-policies'].script)
})

test('the action is called with inputs that it has, the hook by its id, at our version', () => {
  const { version } = JSON.parse(read('package.json'))
  const { inputs } = parse(read('action.yml'))
  const [{ uses, with: given = {} }] = step
  assert.equal(uses, `OWNER/sparekey@v${version}`)
  assert.deepEqual(
    Object.keys(given).filter((name) => !(name in inputs)),
    [],
  )
  const [{ rev, hooks: called }] = hooks.repos
  assert.equal(rev, `v${version}`)
  const offered = parse(read('.pre-commit-hooks.yaml')).map(({ id }: { id: string }) => id)
  for (const { id, args } of called) {
    assert.ok(offered.includes(id), id)
    requireOptions(optionsIn(args.join(' ')))
  }
})

const kms = 'docs/guides/run-it-as-a-kms.md'

test('Prometheus is sent where the metrics are', async (t) => {
  const [
    {
      scrape_configs: [job],
    },
  ] = yamlIn(kms) as readonly [
    { readonly scrape_configs: readonly [Readonly<Record<string, unknown>>] },
  ]
  const { endpoint } = await serveStack(t)
  const answer = await fetch(`${endpoint}${job['metrics_path']}`)
  assert.match(await answer.text(), /^# HELP sparekey_/m)
})

const [dropIn = ''] = blocksOf(kms)
  .filter(({ language }) => language === 'ini')
  .map(({ text }) => text)

test("what the unit's drop-in sets are settings", () => {
  const serve = commandNamed('serve')
  assert.ok(serve)
  const variables = settingsOf(serve).map(({ variable }) => variable)
  const set = [...dropIn.matchAll(/^Environment=(\w+)=/gm)].map(([, name = '']) => name)
  assert.ok(set.length > 1)
  assert.deepEqual(
    set.filter((name) => !variables.includes(name)),
    [],
  )
})

const analyze = (...words: readonly string[]) =>
  spawnSync('systemd-analyze', words, { encoding: 'utf8' })
const noSystemd = analyze('--version').status === 0 ? false : 'systemd-analyze is not installed'

test('systemd takes the unit with the drop-in', { skip: noSystemd }, (t) => {
  const folder = scratch(t)
  const unit = join(folder, 'sparekey.service')
  copyFileSync(join(root, 'packaging/sparekey.service'), unit)
  mkdirSync(`${unit}.d`)
  const file = join(`${unit}.d`, 'here.conf')
  writeFileSync(file, dropIn)
  const { status, stderr } = analyze('verify', unit)
  assert.deepEqual([status, stderr.trim()], [0, ''])
  writeFileSync(file, dropIn.replace('LoadCredential=', 'LoadCredentials='))
  assert.match(analyze('verify', unit).stderr, /Unknown key.*LoadCredentials/)
})

test('the statement of "How a key policy decides" is one that KMS takes', () => {
  const [block] = blocksOf('docs/concepts/how-a-key-policy-decides.md')
  assert.ok(block)
  const Statement = [JSON.parse(block.text)]
  const read = readPolicy(JSON.stringify({ Version: '2012-10-17', Statement }))
  assert.ok('document' in read, JSON.stringify(read))
  assert.deepEqual(validateKeyPolicy(read.document), [])
})
