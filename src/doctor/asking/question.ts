/** One question to AWS. */
export interface Question {
  /** As IAM writes it before an action: `kms`, `cloudtrail`. */
  readonly service: string
  /** The API's name: `GetKeyPolicy`. */
  readonly operation: string
  readonly input: object
  /** Where the client asks. */
  readonly region: string
  /** The session that asks, where it is another one than the connection was made with. */
  readonly as?: string
}

/** `kms:GetKeyPolicy`; of most operations also the permission. */
export const nameOf = ({ service, operation }: Question): string => `${service}:${operation}`
