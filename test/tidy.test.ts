// Style and layers are a test, not a discussion.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { BANS, isEmptyName } from './tidy/bans.ts'
import { LAYERS, layerViolation } from './tidy/layers.ts'
import { lineCount, readSource, type SourceFile, type SyntaxNode } from './tidy/source-file.ts'
import { filesOf, isText, root } from './tidy/tree.ts'

const FILE_LINES_MAX = 400
const FUNCTION_LINES_MAX = 70
const FUNCTION_LINES_MEDIAN_MAX = 10
const PERFORM_LINES_MAX = 25
const LINE_COLUMNS_MAX = 100

const GENERATED = /^src\/(services\/[a-z0-9]+\/model|policy\/iam-data)\.ts$/
const BARREL = /^src\/(index|policy\/index|doctor\/index|services\/[a-z0-9]+\/index)\.ts$/

const paths = filesOf()
const code = paths
  .filter((path) => /\.(tsx?|js)$/.test(path) && !GENERATED.test(path))
  .map((path) => readSource(root, path))
const sources = code.filter(({ path }) => path.startsWith('src/'))

/** A list of what is wrong reads better in a failed test than a boolean. */
const none = (violations: readonly string[]) => assert.deepEqual(violations, [])

const at = ({ path }: SourceFile, { line }: { line: number }) => `${path}:${line}`

test('every folder of src has its line in the table of layers', () => {
  const folders = new Set(sources.map(({ path }) => path.split('/')[1] ?? ''))
  none([...folders].filter((folder) => !(folder in LAYERS)))
})

test('no file imports what the table of layers does not allow', () => {
  none(
    sources.flatMap(({ path, imports }) =>
      imports
        .map((to) => layerViolation(path, to))
        .filter((violation) => violation !== undefined)
        .map((violation) => `${path}: ${violation}`),
    ),
  )
})

test('the pages of the console load nothing from src but the policy engine and its base', () => {
  const pages = code.filter(({ path }) => path.startsWith('console/'))
  none(
    pages.flatMap(({ path, loads }) =>
      loads.filter((to) => /^src\/(?!policy\/|base\/)/.test(to)).map((to) => `${path}: ${to}`),
    ),
  )
})

test('the table of layers refuses what it should', () => {
  assert.ok(layerViolation('src/lab/lockout.ts', 'node:fs'))
  assert.ok(layerViolation('src/doctor/index.ts', 'src/services/kms/api.ts'))
  assert.ok(layerViolation('src/services/kms/index.ts', 'src/services/iam/resources/users.ts'))
  assert.equal(layerViolation('src/services/kms/index.ts', 'src/services/iam/api.ts'), undefined)
  assert.equal(layerViolation('src/lab/lockout.ts', '@aws-sdk/client-kms'), undefined)
  assert.equal(layerViolation('src/policy/decide.test.ts', 'fast-check'), undefined)
})

test('there is no import cycle', () => {
  const graph = new Map(code.map(({ path, loads }) => [path, loads]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' > '))
    if (done.has(path) || trail.includes(path)) return
    for (const to of graph.get(path) ?? []) visit(to, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  none(cycles)
})

test(`no file is longer than ${FILE_LINES_MAX} lines`, () => {
  const long = code.filter(({ lines }) => lines.length - 1 > FILE_LINES_MAX)
  none(long.map(({ path, lines }) => `${path}: ${lines.length - 1} lines`))
})

test(`no line is longer than ${LINE_COLUMNS_MAX} columns`, () => {
  none(code.flatMap((file) => file.lines.flatMap((text, index) => tooLong(file, text, index + 1))))
})

/** An address cannot be broken, and a table of sentences is read by the sentence. */
function tooLong(file: SourceFile, text: string, line: number): readonly string[] {
  if (text.length <= LINE_COLUMNS_MAX || text.includes('https://')) return []
  if (file.path.includes('/words/')) return []
  return [`${at(file, { line })}: ${text.length} columns`]
}

const isFunction = ({ type, body }: SyntaxNode) =>
  body !== null && /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type)

test(`no function is longer than ${FUNCTION_LINES_MAX} lines`, () => {
  none(longerThan(FUNCTION_LINES_MAX, code, isFunction))
})

test(`half of the functions have ${FUNCTION_LINES_MEDIAN_MAX} lines or less`, () => {
  const lengths = sources.flatMap((file) =>
    file.nodes
      .filter(({ type }) => type === 'FunctionDeclaration')
      .map((node) => lineCount(file, node)),
  )
  const median = lengths.toSorted((one, other) => one - other)[Math.floor(lengths.length / 2)]
  assert.ok(median !== undefined && median <= FUNCTION_LINES_MEDIAN_MAX, `the median is ${median}`)
})

test(`no operation's perform is longer than ${PERFORM_LINES_MAX} lines`, () => {
  const operations = code.filter(({ path }) => path.includes('/operations/'))
  assert.ok(operations.length > 0)
  none(longerThan(PERFORM_LINES_MAX, operations, isPerform))
})

function isPerform({ type, key }: SyntaxNode): boolean {
  if (type !== 'Property' || typeof key !== 'object' || key === null) return false
  return 'name' in key && key.name === 'perform'
}

function longerThan(
  linesMax: number,
  files: readonly SourceFile[],
  isMeant: (node: SyntaxNode) => boolean,
): readonly string[] {
  return files.flatMap((file) =>
    file.nodes
      .filter((node) => isMeant(node) && lineCount(file, node) > linesMax)
      .map((node) => `${at(file, node)}: ${lineCount(file, node)} lines`),
  )
}

for (const [name, { instead, except, finds }] of Object.entries(BANS)) {
  test(`${name} is nowhere; there is ${instead}`, () => {
    const files = code.filter(({ path }) => !except?.test(path))
    none(
      files.flatMap((file) =>
        file.nodes.filter((node) => finds(node, file)).map((node) => at(file, node)),
      ),
    )
  })
}

test('no file or folder has a name that says nothing', () => {
  assert.ok(isEmptyName('key-utils') && isEmptyName('handleError') && !isEmptyName('process'))
  none(paths.filter((path) => path.split('/').some((part) => isEmptyName(part))))
})

test('nothing re-exports other files but the public entries and the lists of services', () => {
  const isReExport = (file: SourceFile) => {
    const program = file.nodes.find(({ type }) => type === 'Program')
    const body = Array.isArray(program?.['body']) ? program['body'] : []
    return body.length > 0 && body.every((node: SyntaxNode) => Boolean(node['source']))
  }
  const isBarrel = (file: SourceFile) =>
    isReExport(file) && file.nodes.some(({ type }) => /^Export(Named|All)Decl/.test(type))
  none(sources.filter((file) => isBarrel(file) && !BARREL.test(file.path)).map(({ path }) => path))
})

test('nothing is left over: notes to self, paths of one machine, registry hosts', () => {
  // The brackets keep this file from finding itself.
  const notes = /\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b/
  const places = /\/w[o]rk\/|\/r[o]ot\/|\/f[a]rm\/|\/h[o]me\/[a-z]|registry\.n[p]mjs/
  none(
    paths
      .filter((path) => isText(path) && path !== 'LICENSE')
      .flatMap((path) =>
        readFileSync(join(root, path), 'utf8')
          .split('\n')
          .flatMap((text, index) =>
            notes.test(text) || places.test(text) ? [`${path}:${index + 1}: ${text}`] : [],
          ),
      ),
  )
})

test('the lockfile records no download address and every version is exact', () => {
  assert.doesNotMatch(readFileSync(join(root, 'package-lock.json'), 'utf8'), /"resolved": "http/)
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']
  const versions = kinds.flatMap((kind) => Object.entries<string>(manifest[kind] ?? {}))
  assert.ok(versions.length > 0)
  none(versions.filter(([, version]) => !/^\d+\.\d+\.\d/.test(version)).map(([name]) => name))
})

/** Of its files alone, and of tools that are not shipped. */
const LICENCES_OF_TOOLS = ['MPL-2.0']
const LICENCES = ['Apache-2.0', 'MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause']

test('no dependency runs a script when it is installed, and every licence is permissive', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  interface Locked {
    readonly hasInstallScript?: boolean
    readonly license?: string
    readonly dev?: boolean
  }
  const entries = Object.entries<Locked>(packages)
  assert.ok(entries.length > 1)
  none(entries.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path))
  const others = entries.filter(([, { license = 'none', dev }]) => {
    return ![...LICENCES, ...(dev ? LICENCES_OF_TOOLS : [])].includes(license)
  })
  none(others.map(([path, { license }]) => `${path}: ${license}`))
})
