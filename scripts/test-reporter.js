// One line a test file, every failure in full, what was skipped and why, and the counts alone on
// the last line: `N passed, N failed, N skipped`.

import { relative } from 'node:path'
import { inspect } from 'node:util'

/** @typedef {import('node:test/reporters').TestEvent} TestEvent */

/** @param {AsyncIterable<TestEvent>} source */
export default async function* report(source) {
  const skipped = []
  const output = new Map()
  for await (const { type, data } of source) {
    if (type === 'test:pass' && data.skip !== undefined) skipped.push(data)
    if (type === 'test:fail') yield failure(data)
    if (type === 'test:stderr' || type === 'test:stdout') remember(output, data)
    if (type === 'test:summary' && data.file !== undefined) {
      yield fileLine(data)
      if (!data.success) yield output.get(data.file) ?? ''
      output.delete(data.file)
    }
    if (type === 'test:summary' && data.file === undefined) {
      // Left over: files that ended before they could sum up.
      yield* output.values()
      yield* skippedLines(skipped)
      yield totals(data.counts)
    }
  }
}

/** What a file printed matters only when one of its tests failed. */
function remember(output, { file, message }) {
  output.set(file, (output.get(file) ?? '') + message)
}

function failure({ name, file, line, details }) {
  const place = file === undefined ? '' : ` (${relative('', file)}:${line})`
  const error = details.error?.cause ?? details.error
  return `\nFAILED ${name}${place}\n${indented(inspect(error))}\n\n`
}

function fileLine({ file, success, counts, duration_ms: ms }) {
  const verdict = success ? 'ok    ' : 'FAILED'
  const skips = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
  const passes = `${counts.passed} passed${skips} (${Math.round(ms)} ms)`
  return `${verdict} ${relative('', file)}: ${passes}\n`
}

function* skippedLines(skipped) {
  if (skipped.length > 0) yield '\nSkipped:\n'
  for (const { name, skip } of skipped) {
    yield `  ${name}: ${skip === true ? 'no reason given' : skip}\n`
  }
}

function totals({ passed, failed, cancelled, skipped }) {
  return `\n${passed} passed, ${failed + cancelled} failed, ${skipped} skipped\n`
}

const indented = (text) => text.replaceAll(/^/gm, '  ')
