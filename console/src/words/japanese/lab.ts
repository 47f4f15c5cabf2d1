import type { lab as English } from '../english/lab.ts'

export const lab: typeof English = {}
