/** How bad a finding of an audit is, the worst first. */
export const AUDIT_SEVERITIES = ['critical', 'high', 'medium', 'low', 'note'] as const
export type AuditSeverity = (typeof AUDIT_SEVERITIES)[number]

export const severityRank = (severity: AuditSeverity): number => AUDIT_SEVERITIES.indexOf(severity)

/** `medium` is as bad as `medium`, and so is `high`. */
export const isAtLeast = (severity: AuditSeverity, least: AuditSeverity): boolean =>
  severityRank(severity) <= severityRank(least)
