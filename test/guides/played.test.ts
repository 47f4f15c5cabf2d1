// What a guide says to type is typed here, one block behind the other, on a stack where somebody
// is locked out. Examples stand for what a reader has: the table of names says for what.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { LAUNCHER, run, serveStack, sparekey, type Stack } from '../cli/sparekey.ts'
import { output } from '../compat/installed.ts'
import { root } from '../tidy/tree.ts'
import { blocksOf, type Block } from './blocks.ts'
import { COVERED, played } from './covered.ts'
import { makeFiles } from './reader-files.ts'

const ACCOUNT = '111122223333'
const hasAws = (await output('aws', ['--version'])) !== undefined
const hasBoto3 = (await output('python3', ['-c', 'import boto3'])) !== undefined

let stack: Stack
let folder: string
before(async (t) => {
  folder = mkdtempSync(join(tmpdir(), 'sparekey-guides-'))
  const data = join(folder, '.sparekey')
  stack = await serveStack(t as never, ['--data', data, '--trail-interval', '1m'])
  const lab = await sparekey(['lab', 'lockout', '--endpoint', stack.endpoint])
  assert.equal(lab.code, 0, lab.stderr)
  makeFiles(folder)
  mkdirSync(join(folder, 'node_modules'))
  for (const [name, path] of [
    ['sparekey', root],
    ['@aws-sdk', join(root, 'node_modules/@aws-sdk')],
  ] as const) {
    symlinkSync(path, join(folder, 'node_modules', name))
  }
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** What stands for what a reader has, and what nobody is here to answer. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/\bKEY\b/g, 'alias/payroll'],
  [/--profile NAME\b/g, '--profile admin'],
  [/--profile audit\b/g, `--profile ${ACCOUNT}`],
  [/--region REGION\b/g, '--region us-east-1'],
  [/--deployer ARN\b/g, `--deployer arn:aws:iam::${ACCOUNT}:user/deployer`],
  [/--apply\b/g, '--apply --yes'],
  [/--to 3\b/g, '--to 1'],
  [/--to 20\S+/g, '--to 2100-01-01T00:00:00Z'],
  [/--all-regions\b/g, '--region us-east-1'],
  [/=4610\b/g, '=0'],
  [/\brole\/Deployer\b/g, 'role/Administrator'],
]

/** A command of Sparekey says by its code what it found; a server is stopped when it is ready. */
const SHELL = String.raw`
set -eo pipefail
cd "$1"
typed() {
  if [ "$1" = serve ]; then
    data=$(mktemp -d -p "$PWD")/data
    exec 9< <(exec "$NODE" "$LAUNCHER" "$@" --port 0 --json --no-console --data "$data")
    read -r line <&9 && kill $! && echo "$line"
    return
  fi
  code=0; "$NODE" "$LAUNCHER" "$@" || code=$?
  case $code in 0 | 2 | 3) ;; *) echo "exit code $code: $*" >&2; exit 1 ;; esac
}
terraform() { echo "Error: $(cat refusal.txt)"; return 0; }
`

function typedOf({ text }: Block): string {
  let typed = text.replaceAll(/\b(node bin\/sparekey\.js|sparekey)(?= [a-z])/g, 'typed')
  typed = typed.replaceAll('http://127.0.0.1:4599', stack.endpoint)
  for (const [name, meant] of NAMES) typed = typed.replaceAll(name, meant)
  return typed
}

const playedBlocks = (page: string): readonly Block[] =>
  blocksOf(page).filter((_, index) => COVERED[page]?.[index] === played)

/** As the page says, or as the page before it left the shell. */
const environment = () => ({
  AWS_ENDPOINT_URL: stack.endpoint,
  AWS_SHARED_CREDENTIALS_FILE: join(folder, '.sparekey/credentials'),
  AWS_PROFILE: 'admin',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_PAGER: '',
  XDG_STATE_HOME: join(folder, 'state'),
  NODE: process.execPath,
  LAUNCHER,
})

/** What it must print, where a page promises something. */
const PRINTS: Readonly<Record<string, RegExp>> = {
  'README.md': /user\/admin may use kms:GetKeyPolicy, kms:PutKeyPolicy on alias\/payroll/,
  'docs/guides/test-your-policies.md': /^1 passed, 0 failed$/m,
}

for (const page of Object.keys(COVERED)) {
  const blocks = playedBlocks(page)
  const shell = blocks.filter(({ language }) => language === '' || language === 'sh')
  const needsAws = shell.some(({ text }) => /^aws /m.test(text))
  const skip = needsAws && !hasAws ? 'the AWS CLI (aws) is not installed' : false
  if (shell.length > 0) {
    test(`every command of ${page} can be typed`, { skip }, async () => {
      const script = [SHELL, ...shell.map(typedOf)].join('\n')
      const words = ['-c', script, 'bash', folder]
      const { code, stdout, stderr } = await run('bash', words, environment())
      assert.equal(code, 0, `${stdout}\n${stderr}`)
      assert.match(stdout, PRINTS[page] ?? /^/)
    })
  }
  const programs = blocks.filter(({ language }) => language === 'js' || language === 'python')
  for (const block of programs) {
    const noPython = block.language === 'python' && !hasBoto3 ? 'boto3 is not installed' : false
    test(`the program at ${page}:${block.line} runs`, { skip: noPython }, async () => {
      const js = block.language === 'js'
      const file = join(folder, js ? 'program.mjs' : 'program.py')
      // A program goes on where the one before it on the page ended.
      const earlier = programs.slice(0, programs.indexOf(block))
      const before = js ? [] : earlier.filter(({ language }) => language === 'python')
      writeFileSync(file, [...before, block].map(({ text }) => text).join('\n'))
      const words = ['-c', `cd "$0" && exec "$@"`, folder, js ? process.execPath : 'python3', file]
      const { code, stderr } = await run('sh', words, environment())
      assert.equal(code, 0, stderr)
    })
  }
}
