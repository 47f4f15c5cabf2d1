import type { JsonObject } from '../../../base/json.ts'
import type { Audit, AuditedKey } from '../../audit/audit.ts'
import type { AuditFinding } from '../../audit/rule.ts'
import type { AuditedPolicy } from '../../audit/key-policy.ts'
import { AUDIT_SEVERITIES } from '../../audit/severity.ts'
import type { Access } from '../../../policy/index.ts'
import type { AccountKey } from '../../evidence/account/account-key.ts'
import { gotOf, reasonOf } from '../../evidence/answer.ts'
import type { Language } from '../words/words.ts'
import { nextCommand, notReached, sayFinding } from './said.ts'
import { auditWords } from './words/words.ts'

/** What `sparekey audit --json` prints; docs/reference/audit.md tells every member. */
export function renderAuditJson(audited: Audit, lang: Language): string {
  return JSON.stringify(auditJson(audited, lang), undefined, 2)
}

function auditJson(audited: Audit, lang: Language): JsonObject {
  const { where, now, regions, partial, keys, awsManaged, account, accountFindings } = audited
  const say = (finding: AuditFinding): JsonObject => findingJson(finding, audited, lang)
  return {
    version: 1,
    account: where.account,
    endpoint: where.endpoint ?? null,
    at: now.toISOString(),
    partial,
    notReached: notReached(audited),
    regions: regions.map(({ region, listed }) => ({ region, listed })),
    iam: { complete: account.complete, principals: account.principals.size },
    summary: countsOf([...keys.flatMap(({ findings }) => findings), ...accountFindings]),
    keys: keys.map((one) => ({ ...keyJson(one), findings: one.findings.map(say) })),
    awsManaged: awsManaged.map(identityJson),
    people: accountFindings.map((one) => ({ principal: one.principal, ...say(one) })),
    unseen: audited.unseen.map((one) => ({ permission: one.by, says: reasonOf(one) })),
  }
}

function countsOf(findings: readonly AuditFinding[]): JsonObject {
  return Object.fromEntries(
    AUDIT_SEVERITIES.map((severity) => {
      return [severity, findings.filter((one) => one.severity === severity).length]
    }),
  )
}

function identityJson({ arn, id, region, aliases }: AccountKey): JsonObject {
  return { arn, id, region, aliases: [...aliases] }
}

function keyJson({ key, facts: { known } }: AuditedKey): JsonObject {
  const { state = null, createdAt, deletionAt } = gotOf(key.metadata) ?? {}
  return {
    ...identityJson(key),
    state,
    createdAt: createdAt?.toISOString() ?? null,
    deletionAt: deletionAt?.toISOString() ?? null,
    policy: policyJson(known?.policy),
    administrators: known ? known.administrators.map(accessJson) : null,
    readers: known ? known.readers.map(accessJson) : null,
    grants: gotOf(key.grants)?.length ?? null,
  }
}

function policyJson(policy: AuditedPolicy | undefined): JsonObject {
  const { source = 'none', event } = policy ?? {}
  if (!event) return { source }
  const { eventId, eventTime, eventName } = event
  return { source, eventId, eventTime, eventName }
}

const accessJson = ({ principal, verdict }: Access): JsonObject => ({ principal, verdict })

function findingJson(finding: AuditFinding, audited: Audit, lang: Language): JsonObject {
  const { rule, severity, verdict, evidence } = finding
  return {
    ...{ rule, severity, verdict },
    says: sayFinding(finding, auditWords(lang)),
    evidence: [...evidence],
    next: [...nextCommand(finding, audited)],
  }
}
