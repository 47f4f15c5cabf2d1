// The commands that the doctor may print; the compiler lets no others through. Each of them is
// carried out by a scenario test: see test/doctor/carried-out.test.ts.

/** Of the AWS CLI. */
export const PRINTED_COMMANDS = {
  iam: [
    ...(['create-policy-version', 'create-service-linked-role', 'put-group-policy'] as const),
    ...(['put-role-policy', 'put-user-policy', 'update-assume-role-policy'] as const),
  ],
  kms: [
    ...(['cancel-key-deletion', 'create-grant', 'create-key', 'enable-key'] as const),
    ...(['get-key-policy', 'put-key-policy'] as const),
  ],
  sts: ['assume-role'],
} as const

type Printed = typeof PRINTED_COMMANDS

/** Service, operation, and the arguments. */
export type PrintedWords = {
  [Service in keyof Printed]: readonly [Service, Printed[Service][number], ...string[]]
}[keyof Printed]
