// Nothing in the README and the guides may be untrue: what can be checked is checked here.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import test from 'node:test'
import type { Command } from 'commander'
import { sparekeyProgram } from '../src/cli/program.ts'
import { generatedPages } from '../scripts/docs/pages.ts'
import { silentTerminal } from '../scripts/docs/silent-terminal.ts'
import { sparekey } from './cli/sparekey.ts'
import { filesOf, root } from './tidy/tree.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')

const pages = filesOf().filter((path) => path.endsWith('.md'))
const manifest = JSON.parse(read('package.json'))

const program = sparekeyProgram('', silentTerminal(), () => undefined)

test('the generated pages say what the code says: npm run docs', () => {
  for (const [path, text] of generatedPages()) {
    assert.ok(existsSync(join(root, path)), `${path} is missing`)
    assert.equal(read(path), text, path)
  }
})

test('every link between pages leads somewhere', () => {
  const dead = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(page, link))
      .map((link) => `${page}: ${link}`),
  )
  assert.deepEqual(dead, [])
})

function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#')
  const path = file === '' ? page : normalize(join(dirname(page), file))
  if (!existsSync(join(root, path))) return false
  return anchor === undefined || anchorsOf(read(path)).includes(anchor)
}

/** As the host of the repository makes them from headings. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

test('every sparekey command in the pages exists, with its options', () => {
  const commands = pages.flatMap((page) =>
    [...codeOf(read(page)).matchAll(/^\s*(?:\$ )?node bin\/sparekey\.js (.*(?:\\\n.*)*)$/gm)].map(
      ([, words = '']) => ({ page, words: words.replaceAll('\\\n', ' ').split(/\s+/) }),
    ),
  )
  assert.ok(commands.length > 5)
  const wrong = commands.filter(({ words }) => !isCommand(program, words))
  assert.deepEqual(wrong, [])
})

/** Walks down the subcommands, then looks at the options. */
function isCommand(command: Command, [name = '', ...words]: readonly string[]): boolean {
  const child = command.commands.find((candidate) => candidate.name() === name)
  if (child) return isCommand(child, words)
  if (command.commands.length > 0) return false
  const options = [name, ...words].filter((word) => word.startsWith('--'))
  return options.every((option) => command.options.some(({ long }) => long === option))
}

test('every npm script in the pages exists', () => {
  const names = pages.flatMap((page) =>
    [...read(page).matchAll(/\bnpm run ([a-z:]+)/g)].map(([, name = '']) => name),
  )
  assert.ok(names.length > 0)
  assert.deepEqual(
    names.filter((name) => !(name in manifest.scripts)),
    [],
  )
})

test('every command has help, in both languages', () => {
  for (const language of ['en', 'ja'] as const) {
    const whole = sparekeyProgram('', silentTerminal(language), () => undefined)
    const commands = [whole, ...whole.commands, ...whole.commands.flatMap((one) => one.commands)]
    assert.ok(commands.length > 20)
    for (const command of commands) {
      const usage = language === 'en' ? /^Usage: sparekey/ : /^使い方: sparekey/
      assert.match(command.helpInformation(), usage, command.name())
    }
  }
})

test('the help of a command is printed, in the language that is asked for', async () => {
  const { code, stdout } = await sparekey(['lab', 'lockout', '--help', '--lang', 'ja'])
  assert.equal(code, 0)
  assert.match(stdout, /^使い方: sparekey lab lockout/)
})

test('the help is told by the locale', async () => {
  const { stdout } = await sparekey(['--help'], { LC_ALL: 'ja_JP.UTF-8' })
  assert.match(stdout, /^使い方/)
  const english = await sparekey(['--help', '--lang', 'en'], { LC_ALL: 'ja_JP.UTF-8' })
  assert.match(english.stdout, /^Usage/)
})

test('the English and the Japanese README have the same commands', () => {
  assert.deepEqual(commandsOf(read('README.ja.md')), commandsOf(read('README.md')))
})

const commandsOf = (text: string): readonly string[] =>
  [...codeOf(text).matchAll(/^(?:\$ )?((?:npm|npx) .*)$/gm)].map(([, command = '']) => command)

/** The text of the code blocks. */
function codeOf(text: string): string {
  return [...text.matchAll(/^```[a-z]*\n(.*?)^```$/gms)].map(([, code]) => code).join('\n')
}
