import { differenceRows } from './difference-rows.ts'

/** Every place in the code that says it differs from AWS on purpose. */
export function differencesPage(): string {
  return `# Differences from AWS

Where Sparekey differs from AWS on purpose, as the code says it at the place (\`UNLIKE AWS:\`).
What is not built at all is in [operations](operations.md); sizes and counts are in
[limits](limits.md).

| What | Where |
|---|---|
${differenceRows('').join('\n')}
`
}
