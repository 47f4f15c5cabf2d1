import Link from '@cloudscape-design/components/link'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { SimpleList } from '../../parts/simple-list.tsx'
import { timeText } from '../../parts/time-text.ts'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'

interface Member {
  readonly name: string
  readonly created: string | undefined
}

interface Page {
  readonly IsTruncated?: boolean
  readonly Marker?: string
  readonly Users?: readonly { readonly UserName: string; readonly CreateDate?: string }[]
  readonly Groups?: readonly { readonly GroupName: string; readonly CreateDate?: string }[]
}

/** The users of a group. */
export function MembersOfGroup({ group }: { readonly group: string }) {
  const { iam: own } = useWords()
  const asked = useAnswer((signal) => every('GetGroup', { GroupName: group }, signal), group)
  return <Members title={own.members} empty={own.noMembers} kind="users" asked={asked} />
}

/** The groups of a user. */
export function GroupsOfUser({ user }: { readonly user: string }) {
  const { iam: own } = useWords()
  const asked = useAnswer((signal) => every('ListGroupsForUser', { UserName: user }, signal), user)
  return <Members title={own.groupsOf} empty={own.noGroups} kind="groups" asked={asked} />
}

function Members({
  title,
  empty,
  kind,
  asked,
}: {
  readonly title: string
  readonly empty: string
  readonly kind: 'users' | 'groups'
  readonly asked: ReturnType<typeof useAnswer<readonly Member[]>>
}) {
  const { iam: own } = useWords()
  return (
    <SimpleList
      title={title}
      empty={empty}
      asked={asked}
      items={asked.answer ?? []}
      columns={[
        {
          id: 'name',
          header: own.columns.name,
          isRowHeader: true,
          cell: ({ name }) => <Link href={linkTo(['iam', kind, name])}>{name}</Link>,
        },
        {
          id: 'created',
          header: own.columns.created,
          cell: ({ created }) => timeText(created),
          minWidth: 170,
        },
      ]}
    />
  )
}

async function every(operation: string, who: object, signal: AbortSignal) {
  const found: Member[] = []
  let Marker: string | undefined
  do {
    const input = { ...who, MaxItems: 1000, ...(Marker && { Marker }) }
    const page = await aws<Page>('iam', operation, input, { signal })
    const users = operation === 'GetGroup' ? (page.Users ?? []) : []
    found.push(...users.map((one) => ({ name: one.UserName, created: one.CreateDate })))
    const groups = operation === 'GetGroup' ? [] : (page.Groups ?? [])
    found.push(...groups.map((one) => ({ name: one.GroupName, created: one.CreateDate })))
    Marker = page.IsTruncated ? page.Marker : undefined
  } while (Marker !== undefined)
  return found
}
