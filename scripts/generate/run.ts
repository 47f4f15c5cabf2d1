// `npm run generate -- --models DIR`: writes the table of every service from DIR/<service>.json.

import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { BotocoreModel } from './botocore.ts'
import { modelSource } from './source.ts'
import { SERVICES } from './wire-facts.ts'

const { values } = parseArgs({ options: { models: { type: 'string' } } })

if (values.models === undefined) {
  console.error('name the folder of the models: npm run generate -- --models DIR')
  process.exitCode = 1
} else {
  for (const service of SERVICES) await generate(values.models, service)
}

async function generate(folder: string, service: string): Promise<void> {
  const model = await readFile(path.join(folder, `${service}.json`), 'utf8')
  const target = path.join(import.meta.dirname, `../../src/services/${service}/model.ts`)
  await writeFile(target, await modelSource(JSON.parse(model) as BotocoreModel, service))
  console.log(path.relative(process.cwd(), target))
}
