// The stories' questions: one diagnosis of one action, and people of a world that ask or act.

import assert from 'node:assert/strict'
import {
  diagnose,
  diagnosisSchema,
  renderJson,
  type Diagnosis,
  type DiagnoseOptions,
  type SaidFinding,
} from '../../../src/doctor/index.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { misfits } from '../json-schema.ts'
import { connect } from '../hurried.ts'

export type Asked = Partial<Omit<DiagnoseOptions, 'key'>>

/** What the doctor says of one action to whoever has these credentials. */
export async function askOne(
  world: TestWorld,
  credentials: Credentials,
  key: string,
  asked: Asked = {},
): Promise<Diagnosis> {
  const connection = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })
  const diagnoses = await diagnose(connection, { key, lang: 'en', ...asked })
  assert.deepEqual(misfits(JSON.parse(renderJson(diagnoses)), diagnosisSchema), [])
  const [first] = diagnoses
  assert.ok(first)
  return first
}

export function findingOf({ findings }: Diagnosis, id: string): SaidFinding {
  const found = findings.find((finding) => finding.id === id)
  assert.ok(found, `no finding ${id} among ${findings.map((one) => one.id).join(', ')}`)
  return found
}

/** What a layer says. */
export function layerOf({ layers }: Diagnosis, layer: string): string | undefined {
  return layers.find((one) => one.layer === layer)?.says
}
