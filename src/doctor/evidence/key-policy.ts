import { GetKeyPolicyCommand } from '@aws-sdk/client-kms'
import type { Connection } from '../connection.ts'
import { ask, type Answer } from './answer.ts'
import { required } from './strange-answer.ts'

/**
 * Tries the very action that is asked about: reading is harmless, and a refusal brings AWS's own
 * sentence, which names the layer that refused. PutKeyPolicy is never tried.
 */
export function askKeyPolicy(connection: Connection, keyArn: string): Promise<Answer<string>> {
  return ask('kms:GetKeyPolicy', async () => {
    const command = new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' })
    return required((await connection.kms.send(command)).Policy, 'Policy')
  })
}
