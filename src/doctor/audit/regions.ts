// Which Regions there are: those that are enabled in the account, as EC2 tells them, else all.

import { REGIONS } from '../../base/region.ts'
import { clientOf, type Connection } from '../connection.ts'
import { ask, isGot, type Failed, type Refused } from '../evidence/answer.ts'

export interface FoundRegions {
  readonly regions: readonly string[]
  readonly unseen: readonly (Refused | Failed)[]
}

export async function findRegions(connection: Connection): Promise<FoundRegions> {
  const told = await ask('ec2:DescribeRegions', async () => {
    const { DescribeRegionsCommand, EC2Client } = await import('@aws-sdk/client-ec2')
    const { Regions = [] } = await clientOf(connection, EC2Client).send(
      new DescribeRegionsCommand({}),
    )
    return Regions.flatMap(({ RegionName }) => RegionName ?? [])
  })
  if (isGot(told) && told.got.length > 0) return { regions: told.got.toSorted(), unseen: [] }
  return { regions: REGIONS, unseen: 'absent' in told || isGot(told) ? [] : [told] }
}
