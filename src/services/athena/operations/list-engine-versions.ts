import type { Operation } from '../../operation.ts'
import type { ListEngineVersionsInput, ListEngineVersionsOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import { ENGINE_VERSIONS, engineVersion } from '../resources/work-group-configuration.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Lists the engine versions that a workgroup can have.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_ListEngineVersions.html
 */
export const ListEngineVersions: Operation<
  AthenaScope,
  ListEngineVersionsInput,
  ListEngineVersionsOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('athena:ListEngineVersions', scope)],
  perform: () => ({
    output: { EngineVersions: ENGINE_VERSIONS.map((version) => engineVersion(version)) },
  }),
}
