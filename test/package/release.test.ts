// A release as far as it can be made without the network: its bill of materials and checksums.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { run, scratch } from '../cli/sparekey.ts'
import { root } from '../tidy/tree.ts'

interface Component {
  readonly name: string
  readonly version: string
  readonly 'bom-ref': string
  readonly purl: string
  readonly hashes?: readonly object[]
}

interface Bill {
  readonly bomFormat: string
  readonly metadata: { readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

test('a dry run makes bill of materials and checksums, and says what is missing', async (t) => {
  const folder = scratch(t)
  for (const path of ['package.json', 'package-lock.json', 'CHANGELOG.md', 'scripts', 'bin']) {
    cpSync(join(root, path), join(folder, path), { recursive: true })
  }
  writeFileSync(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## [Unreleased]\n')
  const release = join(folder, 'scripts/release.js')
  const dry = await run(process.execPath, [release, '--dry-run'])
  assert.equal(dry.code, 0, dry.stderr)
  assert.match(dry.stderr, new RegExp(`has no section \\[${manifest.version}\\]`))
  assert.match(dry.stdout, /npm publish release\/sparekey-\S+\.tgz --provenance/)
  const real = await run(process.execPath, [release])
  assert.equal(real.code, 1, 'it goes no further than what is missing')

  const bill = `sparekey-${manifest.version}.cdx.json`
  const bytes = readFileSync(join(folder, 'release', bill))
  const sum = createHash('sha256').update(bytes).digest('hex')
  assert.equal(readFileSync(join(folder, 'release/SHA256SUMS'), 'utf8'), `${sum}  ${bill}\n`)
  assertBill(JSON.parse(bytes.toString()))
})

function assertBill({ bomFormat, metadata, components, dependencies }: Bill): void {
  assert.equal(bomFormat, 'CycloneDX')
  assert.equal(metadata.component.purl, `pkg:npm/sparekey@${manifest.version}`)
  const versions = new Map(components.map(({ name, version }) => [name, version]))
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    assert.equal(versions.get(name), version, name)
  }
  // Code of another's making that is loaded as it is: the database engine.
  assert.ok(versions.has('@duckdb/node-bindings-linux-x64'))
  const foreign = Object.keys({ ...manifest.devDependencies, ...manifest.optionalDependencies })
  // Some are also what a dependency needs.
  const own = foreign.filter((name) =>
    /^(node-linux|typescript$|react|vite$|playwright)/.test(name),
  )
  assert.deepEqual(
    own.filter((name) => versions.has(name)),
    [],
  )
  assert.deepEqual(
    components.filter(({ hashes = [] }) => hashes.length === 0),
    [],
  )
  const refs = new Set([metadata.component, ...components].map((component) => component['bom-ref']))
  const dangling = dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn])
  assert.deepEqual(
    dangling.filter((ref) => !refs.has(ref)),
    [],
  )
}
