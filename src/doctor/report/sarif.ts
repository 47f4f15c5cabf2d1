// SARIF 2.1.0 (OASIS), as code scanning reads it.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

import type { JsonObject } from '../../base/json.ts'

export interface SarifResult {
  readonly ruleId: string
  readonly level: 'error' | 'warning' | 'note'
  readonly message: string
  /** Path of the file it is in, with its line and column from 1. */
  readonly file?: { readonly path: string; readonly line?: number; readonly column?: number }
  /** What it is about, where that is no file: a key's ARN. */
  readonly resource?: string
}

export interface SarifRule {
  readonly id: string
  readonly text: string
}

/** One run of Sparekey. Rules are those that the results name, or more. */
export function sarifLog(
  version: string,
  rules: readonly SarifRule[],
  results: readonly SarifResult[],
): JsonObject {
  const driver = {
    name: 'Sparekey',
    version,
    rules: rules.map(({ id, text }) => ({ id, shortDescription: { text } })),
  }
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results: results.map(resultOf) }],
  }
}

function resultOf({ ruleId, level, message, file, resource }: SarifResult): JsonObject {
  const physicalLocation = file && {
    artifactLocation: { uri: encodeURI(file.path.replaceAll('\\', '/')) },
    ...(file.line === undefined ? {} : { region: regionOf(file.line, file.column) }),
  }
  const location: JsonObject = {
    ...(physicalLocation ? { physicalLocation } : {}),
    ...(resource === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: resource }] }),
  }
  return { ruleId, level, message: { text: message }, locations: [location] }
}

const regionOf = (startLine: number, startColumn: number | undefined): JsonObject => ({
  startLine,
  ...(startColumn === undefined ? {} : { startColumn }),
})
