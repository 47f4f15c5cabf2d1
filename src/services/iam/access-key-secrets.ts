import { credentialSecrets } from './credential-secrets.ts'
import { accessKeys } from './tables.ts'

export const accessKeySecrets = credentialSecrets(accessKeys)
