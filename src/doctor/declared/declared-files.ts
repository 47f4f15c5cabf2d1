// The key policies and grants that files are about to apply: key policies themselves, Terraform
// plans, CloudFormation templates, and what `cdk synth` wrote.

import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { isJsonObject, type JsonObject } from '../../base/json.ts'
import { readPolicy, validateKeyPolicy } from '../../policy/index.ts'
import { doctorFailure } from '../failure.ts'
import { cloudFormationKeys, partitionOf } from './cloud-formation.ts'
import { stacksOf, type CdkStack } from './cdk-assembly.ts'
import type { DeclaredKeyPolicy } from './declared-key-policy.ts'
import { readSource, sourceLimits, tooLarge, type SourceText } from './source-text.ts'
import { terraformPlan, type Declared } from './terraform-plan.ts'

export interface DeclaredSettings {
  readonly account: string | undefined
  readonly region: string | undefined
  /** Parameters of CloudFormation templates that deployment gives. */
  readonly parameters: ReadonlyMap<string, string>
}

const filesMax = 500

/** In the order of the files. A folder is one that `cdk synth` wrote. */
export function readDeclared(paths: readonly string[], settings: DeclaredSettings): Declared {
  const all = paths.map((path): Declared => {
    if (isFolder(path)) return ofAssembly(join(path, 'manifest.json'), settings)
    const source = readSource(path, textOf(path))
    const isManifest = basename(path) === 'manifest.json' && isAssembly(source)
    return isManifest ? ofAssembly(path, settings) : declaredIn(source, settings)
  })
  return together(all)
}

const together = (all: readonly Declared[]): Declared => ({
  policies: all.flatMap(({ policies }) => policies),
  grants: all.flatMap(({ grants }) => grants),
})

function declaredIn(source: SourceText, settings: DeclaredSettings, stackName?: string): Declared {
  const planned = terraformPlan(source, settings)
  if (planned) return planned
  const policies =
    cloudFormationKeys(source, {
      ...settings,
      stackName,
      partition: partitionOf(settings.region),
    }) ?? keyPolicyIn(source, settings)
  if (policies !== undefined) return { policies, grants: [] }
  const lines = ['terraform show -json PLAN > plan.json']
  throw doctorFailure('nothingDeclared', { file: source.file }, { lines })
}

function keyPolicyIn(
  { file, text, value, positionAt }: SourceText,
  { account, region }: DeclaredSettings,
): readonly DeclaredKeyPolicy[] | undefined {
  if (!isJsonObject(value) || !('Statement' in value)) return undefined
  return [
    {
      source: 'keyPolicy',
      file,
      position: positionAt(Math.max(0, text.search(/\S/))),
      ...readWhole(text, value),
      bytes: Buffer.byteLength(text),
      maybe: new Map(),
      unknowns: [],
      isDefault: false,
      bypass: false,
      makes: [],
      ...(account === undefined ? {} : { account }),
      ...(region === undefined ? {} : { region }),
    },
  ]
}

function readWhole(text: string, policy: JsonObject) {
  const read = readPolicy(text, { positions: true })
  if ('problems' in read) return { policy, problems: read.problems, document: undefined }
  const { document } = read
  return { policy: document.json, problems: validateKeyPolicy(document), document }
}

function ofAssembly(manifest: string, settings: DeclaredSettings): Declared {
  const folder = dirname(manifest)
  const stacks = readAssembly(folder)
  const all = stacks.map(({ file, account, region, stackName }) => {
    const own = {
      ...settings,
      account: account ?? settings.account,
      region: region ?? settings.region,
    }
    return declaredIn(readSource(file, textOf(file)), own, stackName)
  })
  return together(all)
}

/** The stacks of an assembly, those of its stages and the nested ones. */
function readAssembly(root: string): readonly CdkStack[] {
  const found: CdkStack[] = []
  const folders = [root]
  const seen = new Set(folders)
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const file = join(folder, 'manifest.json')
    const { value } = readSource(file, textOf(file))
    if (!isJsonObject(value) || !isJsonObject(value.artifacts)) {
      throw doctorFailure('noManifest', { file }, { lines: ['cdk synth'] })
    }
    const { stacks, folders: more } = stacksOf(value, folder, (name) => inside(root, folder, name))
    // An assembly that names one above itself is read once.
    folders.push(...more.filter((one) => !seen.has(one)))
    for (const one of more) seen.add(one)
    for (const stack of stacks) found.push(stack, ...nestedIn(stack, root))
    if (found.length + folders.length > filesMax) {
      throw doctorFailure('tooManyTemplates', { folder: root, count: String(filesMax) })
    }
  }
  return found
}

/** A nested stack's template is an asset of its parent, by the parent's word. */
function nestedIn(parent: CdkStack, root: string): readonly CdkStack[] {
  const found = new Map<string, CdkStack>()
  const open = [parent]
  for (let stack = open.shift(); stack !== undefined; stack = open.shift()) {
    for (const name of assetsOf(stack)) {
      const file = inside(root, dirname(stack.file), name)
      if (found.has(file) || file === parent.file || found.size >= filesMax) continue
      const nested = { ...stack, stackName: undefined, file }
      found.set(file, nested)
      open.push(nested)
    }
  }
  return [...found.values()]
}

function assetsOf({ file }: CdkStack): readonly string[] {
  const { value } = readSource(file, textOf(file))
  const resources = isJsonObject(value) && isJsonObject(value.Resources) ? value.Resources : {}
  return Object.values(resources).flatMap((resource) => {
    if (!isJsonObject(resource) || resource.Type !== 'AWS::CloudFormation::Stack') return []
    const name = isJsonObject(resource.Metadata) ? resource.Metadata['aws:asset:path'] : undefined
    return typeof name === 'string' ? [name] : []
  })
}

/** A manifest names files of its own folder: one from outside leads nowhere else. */
function inside(root: string, folder: string, name: string): string {
  const path = join(folder, name)
  if (resolve(path).startsWith(`${resolve(root)}${sep}`)) return path
  throw doctorFailure('outsideOfFolder', { name, folder: root })
}

const isAssembly = ({ value }: SourceText): boolean =>
  isJsonObject(value) && isJsonObject((value as JsonObject).artifacts)

const isFolder = (path: string): boolean => sizeOf(path).isFolder

function textOf(path: string): string {
  const { bytes, isFolder } = sizeOf(path)
  if (isFolder) throw doctorFailure('isFolder', { file: path })
  // Before it is read: a file that is too large is not even held in memory.
  if (bytes > sourceLimits.fileBytesMax) throw tooLarge(path, sourceLimits.fileBytesMax)
  return readFileSync(path, 'utf8')
}

function sizeOf(path: string): { readonly bytes: number; readonly isFolder: boolean } {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat) return { bytes: stat.size, isFolder: stat.isDirectory() }
  throw doctorFailure('fileMissing', { file: path })
}
