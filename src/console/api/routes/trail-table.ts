import { proposeTrailTable, type TrailTableProposal } from '../../../doctor/index.ts'
import { textIn } from '../../fault.ts'
import { requireSignedIn, type Route } from '../route.ts'

export type TrailTableAnswer = TrailTableProposal

/** The statement that makes a table over the logs of a trail. The page runs what it has shown. */
export const trailTable: Route = {
  name: 'trail-table',
  answer: (input, asked) =>
    proposeTrailTable(requireSignedIn(asked).connection, textIn(input, 'trail')),
}
