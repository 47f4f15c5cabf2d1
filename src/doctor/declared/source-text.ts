// A file of infrastructure as code: its values, and where each of them stands.

import type { Json } from '../../base/json.ts'
import { MiB } from '../../base/sizes.ts'
import { TextPositions, type Position } from '../../base/text-positions.ts'
import { readJson, type Offsets } from '../../policy/read-json.ts'
import { doctorFailure, type DoctorFailure } from '../failure.ts'
import { withoutMarks } from './unknown.ts'
import { readYaml } from './yaml-text.ts'

export interface SourceText {
  /** Name of the file. */
  readonly file: string
  readonly text: string
  readonly value: Json
  /** Of the members of the containers in `value`; empty for a file too large to keep them. */
  readonly offsets: Offsets
  readonly positionAt: (offset: number) => Position
}

export const sourceLimits = {
  /** A template of CloudFormation's has 1 MB at most; Terraform plans can be large. */
  fileBytesMax: 64 * MiB,
  yamlBytesMax: 4 * MiB,
  /** Places are kept for files up to here; of larger ones everything is in line 1. */
  placedBytesMax: 8 * MiB,
  nestingLevelsMax: 128,
} as const

export function readSource(file: string, given: string): SourceText {
  const text = withoutMarks(given.replace(/^\u{FEFF}/u, ''))
  if (text.length > sourceLimits.fileBytesMax) throw tooLarge(file, sourceLimits.fileBytesMax)
  const looksLikeJson = /^\s*[{[]/.test(text) && !/\.ya?ml$/i.test(file)
  return looksLikeJson ? readJsonSource(file, text) : readYamlSource(file, text)
}

export const tooLarge = (file: string, bytesMax: number): DoctorFailure =>
  doctorFailure('fileTooLarge', { file, mebibytes: String(bytesMax / MiB) })

function readJsonSource(file: string, text: string): SourceText {
  const { fileBytesMax: documentCharsMax, nestingLevelsMax, placedBytesMax } = sourceLimits
  const isPlaced = text.length <= placedBytesMax
  const read = readJson(text, isPlaced, { documentCharsMax, nestingLevelsMax })
  if ('problem' in read) throw unreadable(file, read.problem)
  return sourceOf(file, text, read.value, read.offsets ?? new Map())
}

function readYamlSource(file: string, text: string): SourceText {
  if (Buffer.byteLength(text) > sourceLimits.yamlBytesMax) {
    throw tooLarge(file, sourceLimits.yamlBytesMax)
  }
  const read = readYaml(text)
  if ('problem' in read) {
    const { line, column } = new TextPositions(text).at(read.problem.offset)
    throw unreadable(file, { says: read.problem.says, line, column })
  }
  return sourceOf(file, text, read.value, read.offsets)
}

function sourceOf(file: string, text: string, value: Json, offsets: Offsets): SourceText {
  let positions: TextPositions | undefined
  const positionAt = (offset: number): Position => {
    positions ??= new TextPositions(text)
    return positions.at(offset)
  }
  return { file, text, value, offsets, positionAt }
}

interface Fault {
  readonly says: string
  readonly line?: number
  readonly column?: number
}

/** `FILE:LINE:COLUMN: what is wrong`, as compilers say it. */
function unreadable(file: string, { says, line, column }: Fault): DoctorFailure {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return doctorFailure('unreadable', { place, says })
}
