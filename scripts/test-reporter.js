// One line a test file, every failure in full, what was skipped and why, and the counts alone on
// the last line: `N passed, N failed, N skipped`.

import { relative } from 'node:path'
import { inspect } from 'node:util'

/** @typedef {import('node:test/reporters').TestEvent} TestEvent */

/** @param {AsyncIterable<TestEvent>} source */
export default async function* report(source) {
  const run = { skipped: [], passedInFile: 0, suitesFailed: 0 }
  const output = new Map()
  for await (const { type, data } of source) {
    if (type === 'test:pass' || type === 'test:fail') yield* ended(type === 'test:pass', data, run)
    if (type === 'test:stderr' || type === 'test:stdout') remember(output, data)
    if (type === 'test:summary' && data.file !== undefined) {
      yield fileLine(data)
      if (!data.success) yield output.get(data.file) ?? ''
      output.delete(data.file)
    }
    if (type === 'test:summary' && data.file === undefined) {
      // Left over: files that ended before they could sum up.
      yield* output.values()
      yield* skippedLines(run.skipped)
      yield totals(data.counts, run.suitesFailed)
    }
  }
}

/** What is told of a test or a suite when it has ended; `run` counts along. */
function* ended(success, data, run) {
  if (success && data.skip !== undefined) run.skipped.push(data)
  if (success && data.skip === undefined && isTest(data)) run.passedInFile += 1
  if (!success && !isOfItsTests(data)) {
    yield failure(data)
    if (!isTest(data)) run.suitesFailed += 1
  }
  if (data.nesting > 0) return
  if (isPlayedFile(data)) yield playedLine(data, success, run.passedInFile)
  run.passedInFile = 0
}

const isTest = ({ details }) => details.type !== 'suite'

/** A suite that fails for a test in it, which was told. */
const isOfItsTests = (data) => !isTest(data) && data.details.error?.failureType === 'subtestsFailed'

/** One that was played with others in one process. */
const isPlayedFile = (data) => !isTest(data) && data.name.endsWith('.test.ts')

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

function playedLine({ name, details }, success, passed) {
  const verdict = success ? 'ok    ' : 'FAILED'
  return `${verdict} ${name}: ${passed} passed (${Math.round(details.duration_ms)} ms)\n`
}

function* skippedLines(skipped) {
  if (skipped.length > 0) yield '\nSkipped:\n'
  for (const { name, skip } of skipped) {
    yield `  ${name}: ${skip === true ? 'no reason given' : skip}\n`
  }
}

/** Node counts no suites: one that failed by itself, as a file that cannot be loaded, does. */
function totals({ passed, failed, cancelled, skipped }, suitesFailed) {
  const allFailed = failed + cancelled + suitesFailed
  return `\n${passed} passed, ${allFailed} failed, ${skipped} skipped\n`
}

const indented = (text) => text.replaceAll(/^/gm, '  ')
