/** The account of AWS's documentation: a stack has it when nothing else is said. */
export const EXAMPLE_ACCOUNT = '111122223333'
