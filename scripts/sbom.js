// What the published package brings along, as CycloneDX: from the lockfile, with its hashes.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { root } from './setup.js'

/** The Node that the repository alone brings (scripts/stage.js). */
const NOT_PUBLISHED = /^node-linux-/

/** JSON text. */
export function sbom() {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
  const shell = process.platform === 'win32'
  const { status, stdout, stderr } = spawnSync('npm', words, { cwd: root, encoding: 'utf8', shell })
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`)
  return `${JSON.stringify(published(JSON.parse(stdout)), null, 2)}\n`
}

/**
 * By the lockfile, and not by `npm sbom --omit dev`: that leaves out packages which the published
 * one needs, when something for development needs them as well (npm 11.19).
 */
function publishedPackages() {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'))
  const kept = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`)
  return new Set(kept.filter((name) => !NOT_PUBLISHED.test(name)))
}

function published(bom) {
  const { name, version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  const own = bom.metadata.component
  // npm names it after the folder that the repository happens to be in.
  const ref = `${name}@${version}`
  const component = { ...own, name, version, 'bom-ref': ref, purl: `pkg:npm/${ref}` }
  const packages = publishedPackages()
  const components = bom.components.filter((one) => packages.has(`${one.name}@${one.version}`))
  const refs = new Set(components.map((one) => one['bom-ref']))
  return {
    ...bom,
    metadata: { ...bom.metadata, component },
    components: components.map((one) => ({ ...one, scope: 'required' })),
    dependencies: bom.dependencies
      .map((one) => ({ ...one, ref: one.ref === own['bom-ref'] ? ref : one.ref }))
      .filter((one) => one.ref === ref || refs.has(one.ref))
      .map((one) => ({ ref: one.ref, dependsOn: one.dependsOn.filter((on) => refs.has(on)) })),
  }
}
