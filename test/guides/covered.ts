// How each code block of the README, the guides and the concepts is held against what is there, in
// the order of the page. A block that is added or taken away fails the test until it has its line.

/** Played by `played.test.ts`, on a stack where the lockout rehearsal was played. */
export const played = 'played' as const

/** A test that takes the block from the page, or types what stands in it. */
export interface By {
  readonly by: string
  /** What stands in that test, so that this line cannot outlive it. */
  readonly where: string
}

/** Nothing can run it, for this reason. */
export interface Never {
  readonly never: string
}

export type Cover = typeof played | By | Never

const by = (file: string, where: string): By => ({ by: `test/${file}.test.ts`, where })
const times = (count: number, one: Cover): readonly Cover[] => Array<Cover>(count).fill(one)

const start = by('cli/start', 'npm start plays the rehearsal once')
const backUp = by('upkeep/guide', 'docs/guides/back-up.md')
const hsm = by('upkeep/root-key-pkcs11', 'docs/guides/back-up.md')
const check = by('cli/check', 'docs/guides/check-in-ci.md')
const workflows = by('guides/workflows', 'docs/guides/check-in-ci.md')
const trail = by('compat/guide-deliver-a-trail', 'docs/guides/deliver-a-trail.md')
const kms = by('compat/guide-run-it-as-a-kms', 'docs/guides/run-it-as-a-kms.md')
const settings = by('guides/workflows', 'docs/guides/run-it-as-a-kms.md')
const nodes = by('nodes/guide', 'docs/guides/run-several-nodes.md')
const seed = by('cli/seed', 'docs/guides/seed-a-stack.md')
const schema = by('seed/schema', 'docs/guides/seed-a-stack.md')
const consoles = by('cli/console', "'console'")
const runners = by('guides/runners', 'docs/guides/test-your-policies.md')
const itself: Never = { never: 'it runs the tests, and this is one of them' }

const japanese = by('guides/in-japanese', 'are in step')

export const COVERED: Readonly<Record<string, readonly Cover[]>> = {
  'README.md': [start, played, itself, by('cli/readme', "transcriptOf('README.md')"), played],
  'README.ja.md': times(5, japanese),
  'docs/start.md': [start, start],
  'docs/ja/start.md': times(2, japanese),
  'docs/concepts/how-a-key-policy-decides.md': [by('guides/workflows', 'how-a-key-policy-decides')],
  'docs/guides/audit-keys.md': times(5, played),
  'docs/guides/back-up.md': [
    ...times(5, backUp),
    ...times(2, hsm),
    ...times(2, backUp),
    by('nodes/root-key', "[...rotate, '--store', store, '--data', data]"),
  ],
  'docs/guides/check-in-ci.md': [played, ...times(6, check), ...times(4, workflows)],
  'docs/guides/clients.md': times(6, played),
  'docs/guides/console.md': times(3, consoles),
  'docs/guides/deliver-a-trail.md': [played, played, ...times(8, trail)],
  'docs/guides/guardrails.md': times(4, played),
  'docs/guides/on-aws.md': times(4, played),
  'docs/guides/recover.md': times(5, played),
  'docs/ja/guides/recover.md': times(5, japanese),
  'docs/guides/rehearse-a-lockout.md': times(9, played),
  'docs/guides/run-it-as-a-kms.md': [
    by('package/packed', 'depends on'),
    ...[kms, kms, kms, kms, kms, settings, kms, kms, settings],
  ],
  'docs/guides/run-several-nodes.md': [
    { never: 'it makes a user of the reader’s own PostgreSQL' },
    ...times(5, nodes),
  ],
  'docs/guides/search-years-of-logs.md': [
    by('cli/history-in-athena', '--create-table'),
    by('cli/history', "'--logs'"),
    by('cli/history-in-athena', '--table'),
  ],
  'docs/guides/seed-a-stack.md': [
    ...[seed, schema, seed, seed, schema, played],
    by('cli/seed', 'startSparekey takes a seed'),
  ],
  'docs/guides/test-your-policies.md': [played, played, played, ...times(7, runners), played],
}
