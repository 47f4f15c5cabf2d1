import type { PolicyDocument, Statement } from '../document.ts'
import { type Found, type LintFinding, SEVERITIES } from './finding.ts'
import { actions } from './rules/actions.ts'
import { administrators, delegation } from './rules/administration.ts'
import { conditions } from './rules/conditions.ts'
import { openToTheWorld } from './rules/openness.ts'
import { impossiblePrincipals, notPrincipal } from './rules/principals.ts'
import { missingElements, resourceOfAnotherKey } from './rules/statements.ts'
import type { DocumentRule, LintOptions, StatementRule } from './subject.ts'

const STATEMENT_RULES: readonly StatementRule[] = [
  missingElements,
  resourceOfAnotherKey,
  impossiblePrincipals,
  notPrincipal,
  openToTheWorld,
  actions,
  conditions,
]
const DOCUMENT_RULES: readonly DocumentRule[] = [delegation, administrators]

/**
 * What AWS would take and what is still wrong, or a trap: statement by statement in the order of
 * the document, then what is said of it as a whole. A policy without findings may yet allow too
 * much or too little: only whoever wrote it knows what was meant.
 */
export function lint(document: PolicyDocument, options: LintOptions): readonly LintFinding[] {
  const ofStatements = document.statements.flatMap((statement) =>
    STATEMENT_RULES.flatMap((rule) => rule(statement, options)).map((found) =>
      findingOf(found, statement, document),
    ),
  )
  const ofDocument = DOCUMENT_RULES.flatMap((rule) => rule(document, options)).map((found) =>
    findingOf(found, found.statement, document),
  )
  return [...ofStatements, ...ofDocument]
}

function findingOf(
  { id, path, facts = {} }: Found,
  statement: Statement | undefined,
  { positions }: PolicyDocument,
): LintFinding {
  const position = statement && positions?.startOf(statement.index, path)
  return {
    id,
    severity: SEVERITIES[id],
    statement: statement?.index,
    sid: statement?.sid,
    ...position,
    facts,
  }
}
