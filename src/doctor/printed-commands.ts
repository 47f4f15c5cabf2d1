// The commands that the doctor may print; the compiler lets no others through. Each of them is
// carried out by a scenario test: see test/doctor/carried-out.test.ts.

/** Of the AWS CLI. */
export const PRINTED_COMMANDS = {
  iam: ['put-role-policy', 'put-user-policy', 'update-assume-role-policy'],
  kms: ['put-key-policy'],
  sts: ['assume-role'],
} as const

type Printed = typeof PRINTED_COMMANDS

/** Service, operation, and the arguments. */
export type PrintedWords = {
  [Service in keyof Printed]: readonly [Service, Printed[Service][number], ...string[]]
}[keyof Printed]
