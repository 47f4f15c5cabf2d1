import { useKept } from '../../shell/use-kept.ts'
import type { Settings } from './use-query.ts'

const first: Settings = { workgroup: 'primary', database: 'default', output: '' }

/** Where queries run, and where their results go, as it was last time. */
export const useAthenaSettings = () => useKept('athena-settings', first)
