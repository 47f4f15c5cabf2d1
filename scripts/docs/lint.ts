import { type LintId, lintText, SEVERITIES } from '../../src/policy/index.ts'

/** Every finding of the policy linter, in its own words. */
export function lintPage(): string {
  const ids = Object.keys(SEVERITIES) as LintId[]
  return `# What the linter finds

\`lint\` of \`sparekey/policy\` reads a key policy, an identity-based policy or a trust policy and
names what AWS would take and is still wrong: statements that never apply, principals that cannot
be, names that do not exist, doors that stand open. Each finding has an id that stays, a severity,
the statement, and line and column when the document was read with positions.

- \`error\`: it does not do what it says, or lets in the world
- \`warning\`: a trap
- \`note\`: it works, and misleads

\`\`\`ts
import { lint, lintText, readPolicy } from 'sparekey/policy'

const read = readPolicy(text, { positions: true })
if ('document' in read) {
  for (const finding of lint(read.document, { kind: 'keyPolicy', account: '111122223333' })) {
    console.log(finding.line, finding.id, lintText(finding, 'en').says)
  }
}
\`\`\`

Names are held against AWS's service authorization reference, as of the day in the header of
[\`src/policy/iam-data.ts\`](../../src/policy/iam-data.ts), for KMS, IAM, STS, Organizations,
CloudTrail, Athena, Glue and S3. Nothing is said of the actions of other services.

${ids.map(section).join('\n')}`
}

/** The places of the facts are shown as they stand. */
function section(id: LintId): string {
  const severity = SEVERITIES[id]
  const shown = { meant: '{meant}', consequence: 'never' }
  const finding = { id, severity, statement: 0, sid: undefined, facts: shown }
  const { says, instead } = lintText(finding, 'en')
  return `## ${id}\n\n${severity}: ${says}\n\nInstead: ${instead}\n`
}
