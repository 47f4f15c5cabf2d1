// `npm run generate`: writes the table of what policies can name. With `-- --models DIR` also the
// table of every service, from DIR/<service>.json.

import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { BotocoreModel } from './botocore.ts'
import { iamDataSource } from './iam-data.ts'
import { modelSource } from './source.ts'
import { SERVICES } from './wire-facts.ts'

const { values } = parseArgs({ options: { models: { type: 'string' } } })

await write('policy/iam-data.ts', await iamDataSource())
if (values.models === undefined) {
  console.log('the tables of the services stay: -- --models DIR names the folder of their models')
} else {
  for (const service of SERVICES) await generate(values.models, service)
}

async function generate(folder: string, service: string): Promise<void> {
  const model = await readFile(path.join(folder, `${service}.json`), 'utf8')
  const text = await modelSource(JSON.parse(model) as BotocoreModel, service)
  await write(`services/${service}/model.ts`, text)
}

async function write(file: string, text: string): Promise<void> {
  const target = path.join(import.meta.dirname, '../../src', file)
  await writeFile(target, text)
  console.log(path.relative(process.cwd(), target))
}
