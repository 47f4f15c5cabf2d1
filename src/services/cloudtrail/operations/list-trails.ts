import type { Row } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { InvalidNextTokenException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { ListTrailsInput, ListTrailsOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import { trailArn } from '../resources/trail-name.ts'
import type { CloudTrailScope } from '../scope.ts'
import type { TrailRow } from '../tables.ts'

/**
 * Lists the trails of the account, of every home Region, and those of its organization.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListTrails.html
 */
export const ListTrails: Operation<CloudTrailScope, ListTrailsInput, ListTrailsOutput> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('cloudtrail:ListTrails', scope)],
  perform({ NextToken }, { trails, account }) {
    const after = NextToken === undefined ? '' : requirePosition(NextToken, account)
    const found = trails.ofAccount(after).take(limits.trailsPerPage + 1)
    const rows = [...found]
    const page = rows.slice(0, limits.trailsPerPage)
    const last = page.at(-1)
    const isMore = last !== undefined && rows.length > page.length
    return {
      output: {
        Trails: [...page, ...(isMore ? [] : trails.ofOrganization())].map(trailInfo),
        ...(isMore && { NextToken: Buffer.from(last.id).toString('base64') }),
      },
    }
  },
}

const trailInfo = ({ value: trail }: Row<TrailRow>) => ({
  TrailARN: trailArn(trail),
  Name: trail.name,
  HomeRegion: trail.region,
})

/** A token is the id of the last row that was shown: of the caller's own list. */
function requirePosition(token: string, account: string): string {
  const id = Buffer.from(token, 'base64').toString()
  const isOurs = id.startsWith(`${account}/`) && Buffer.from(id).toString('base64') === token
  // Not among the operation's errors in the model, which knows none for a bad token.
  if (!isOurs) throw InvalidNextTokenException('The token is not valid.')
  return id
}
