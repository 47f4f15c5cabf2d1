import type { Question } from './question.ts'

/** Stands between a connection and AWS: writes its answers down, or answers in its place. */
export interface Tape {
  readonly answer: (question: Question, ask: () => Promise<object>) => Promise<object>
  /** The session behind credentials that came over this tape. */
  readonly sessionOf: (accessKeyId: string) => string | undefined
}

/** Members of AssumeRole's answer, the credentials aside. */
export interface Become {
  readonly AssumedRoleUser?: { readonly Arn?: string; readonly AssumedRoleId?: string }
  readonly Credentials?: { readonly AccessKeyId?: string }
}
