import { InvalidInputException } from '../errors.ts'
import type { CreateDatabaseInput, Database, DatabaseInput } from '../model.ts'
import type { DatabasePlace, DatabaseRow } from '../tables.ts'

/** What a request says of a database; throws for what there is none of here. */
export function databaseInput({ Name: _name, ...input }: DatabaseInput): DatabaseRow['input'] {
  // The sentence is ours: there are no connections here for a database to lie behind.
  if (input.FederatedDatabase) {
    throw InvalidInputException('Sparekey has no federated databases')
  }
  return input
}

export const newDatabase = (
  place: DatabasePlace,
  { DatabaseInput: described, Tags }: CreateDatabaseInput,
  now: Date,
): DatabaseRow => ({
  ...place,
  createdAt: now.toISOString(),
  input: databaseInput(described),
  ...(Tags && { tags: Tags }),
})

export function databaseView({ account, database, createdAt, input }: DatabaseRow): Database {
  return {
    Name: database,
    ...input,
    ...(createdAt !== undefined && { CreateTime: new Date(createdAt) }),
    CatalogId: account,
  }
}
