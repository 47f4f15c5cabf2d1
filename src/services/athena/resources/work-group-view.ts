import type { WorkGroup, WorkGroupSummary } from '../model.ts'
import type { WorkGroupRow } from '../tables.ts'

export const workGroupView = (group: WorkGroupRow): WorkGroup => ({
  ...bothViews(group),
  Configuration: group.configuration,
})

export const workGroupSummary = (group: WorkGroupRow): WorkGroupSummary => ({
  ...bothViews(group),
  EngineVersion: group.configuration.EngineVersion,
})

const bothViews = ({ name, state, description = '', createdAt }: WorkGroupRow) => ({
  Name: name,
  State: state,
  Description: description,
  ...(createdAt !== undefined && { CreationTime: new Date(createdAt) }),
})
