// `npm run release`: everything that a release consists of, in `release/`: the package, its bill of
// materials, and their checksums. It publishes nothing: the command for that is the last line.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { root } from './setup.js'
import { sbom } from './sbom.js'

const { name, version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
const isDry = process.argv.includes('--dry-run')

const missing = whatIsMissing()
for (const says of missing) console.error(`sparekey: ${says}`)
if (missing.length > 0 && !isDry) process.exit(1)

const folder = `${root}release/`
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
const bill = `${name}-${version}.cdx.json`
writeFileSync(`${folder}${bill}`, sbom())
const files = [bill]
if (!isDry) {
  for (const script of ['check', 'test', 'check:package']) run('npm', 'run', script)
  const tarball = `${name}-${version}.tgz`
  renameSync(`${root}${tarball}`, `${folder}${tarball}`)
  files.push(tarball)
}
const sums = files.map((file) => `${sha256(`${folder}${file}`)}  ${file}\n`)
writeFileSync(`${folder}SHA256SUMS`, sums.join(''))
console.log(`release/: ${[...files, 'SHA256SUMS'].join(', ')}`)
console.log(`npm publish release/${name}-${version}.tgz --provenance --access public`)

/** What stands in the way of a release, in sentences. */
function whatIsMissing() {
  const changelog = readFileSync(`${root}CHANGELOG.md`, 'utf8')
  const changed = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })
  return [
    changed.stdout === '' ? [] : ['there are changes that are not committed'],
    changelog.includes(`\n## [${version}]`) ? [] : [`CHANGELOG.md has no section [${version}]`],
  ].flat()
}

/** @param {string} command @param {string[]} words */
function run(command, ...words) {
  const shell = process.platform === 'win32'
  const { status } = spawnSync(command, words, { cwd: root, stdio: 'inherit', shell })
  if (status !== 0) process.exit(1)
}

/** @param {string} file */
function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
