import { quoteText } from '../trino/quote.ts'
import type { Job } from './job.ts'

/** What a database is created with. */
export const openSettings = (job: Job): Record<string, string> => ({
  threads: String(job.threads),
  memory_limit: `${Math.max(1, Math.floor(job.memoryBytesMax / 1024))}KiB`,
  temp_directory: job.spillDirectory,
  max_temp_directory_size: `${Math.max(1, Math.floor(job.spillBytesMax / 1024))}KiB`,
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  allow_unsigned_extensions: 'false',
})

/**
 * What is set before anything else runs, the last of it for good: after `lock_configuration`
 * nothing opens a file that was not named, loads an extension, or takes a setting back.
 */
export const lockedSettings = ({ paths, directories }: Job): readonly string[] => [
  `SET TimeZone = 'UTC'`,
  'SET preserve_insertion_order = true',
  `SET allowed_paths = [${paths.map((path) => quoteText(path)).join(', ')}]`,
  `SET allowed_directories = [${directories.map((path) => quoteText(path)).join(', ')}]`,
  'SET enable_external_access = false',
  'SET lock_configuration = true',
]
