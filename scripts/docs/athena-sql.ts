import { constructsSection } from './athena-constructs.ts'
import { formatsSection } from './athena-formats.ts'
import { functionsSection } from './athena-functions.ts'
import { statementsSection } from './athena-statements.ts'
import { differenceRows } from './difference-rows.ts'

/** Which of Athena's SQL is carried out: of all that the page names, the code itself is asked. */
export function athenaSqlPage(): string {
  return `# Athena's SQL

What the stack's own engine carries out; how, is in [internals](../internals/athena.md). With
\`--athena-engine trino=URL\` a Trino server runs SELECT, and with \`athena\` AWS's own Athena
does, each with all the functions it has.

Of 101 files of queries for Athena that others have published, 85 run; 16 cannot as published.

${statementsSection()}
${formatsSection()}
${constructsSection()}
${functionsSection()}
## Differences

| What | Where |
|---|---|
${differenceRows('sql/', 'server/queries/', 'services/athena/', 'services/glue/').join('\n')}

All others are in [differences](differences.md).
`
}
