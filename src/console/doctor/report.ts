// The doctor's report as a page gets it: no path of this machine where it can be avoided.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  renderDiagnosisHtml,
  renderStepText,
  tellDiagnoses,
  type Diagnosis,
  type DiagnoseOptions,
  type Language,
  type ToldReport,
} from '../../doctor/index.ts'
import type { JsonObject } from '../../base/json.ts'
import { optionalTextIn, textsIn } from '../fault.ts'
import type { Asked } from '../api/route.ts'

export interface DoctorReport {
  readonly told: ToldReport | null
  readonly diagnoses: readonly Diagnosis[]
  /** The documents that commands name, by name. */
  readonly documents: Readonly<Record<string, string>>
  /** The whole as one page that stands alone. */
  readonly html: string
}

type Shared = Omit<DiagnoseOptions, 'key'>

/** What a page may say beside the key or the error. */
export function questionIn(input: JsonObject, lang: Language, asked: Asked): Shared {
  const principal = optionalTextIn(input, 'principal')?.trim()
  const tell: NonNullable<DiagnoseOptions['reach']>['tell'] = (step) =>
    asked.tell({ text: renderStepText(step, { lang }) })
  return {
    lang,
    actions: input.actions === undefined ? [] : textsIn(input, 'actions'),
    ...(principal && { principal }),
    reach: { tell, signal: asked.signal },
  }
}

/** Diagnoses; what is written on the way is read, and taken away again. */
export async function reportOf(
  lang: Language,
  diagnosing: (out: string) => Promise<Diagnosis[]>,
): Promise<DoctorReport> {
  const folder = await mkdtemp(join(tmpdir(), 'sparekey-console-'))
  try {
    const diagnoses = withoutFolder(await diagnosing(folder), folder)
    const documents = await documentsIn(folder)
    const told = tellDiagnoses(diagnoses, { lang }) ?? null
    return { told, diagnoses, documents, html: renderDiagnosisHtml(diagnoses, { lang }) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function documentsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(folder)
  const read = async (name: string) => [name, await readFile(join(folder, name), 'utf8')] as const
  return Object.fromEntries(await Promise.all(names.map(read)))
}

/** The documents are downloaded: commands name them as they lie beside the shell. */
export function withoutFolder<Value>(value: Value, folder: string): Value {
  if (typeof value === 'string') return value.replaceAll(join(folder, '/'), '') as Value
  if (Array.isArray(value)) return value.map((one) => withoutFolder(one, folder)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withoutFolder(member, folder)]),
  ) as Value
}
