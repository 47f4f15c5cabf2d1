import type { DataSource } from '../types.ts'

/** A file for DuckDB, and which source of the table it holds. */
export interface SourceFile {
  readonly path: string
  readonly source: DataSource
}

export type Compression = 'uncompressed' | 'gzip' | 'zstd'

/** Hadoop tells the compression by the key's extension: the files on the disk may have none. */
export function compressionOf({ uri }: DataSource): Compression {
  if (uri.endsWith('.gz')) return 'gzip'
  return uri.endsWith('.zst') ? 'zstd' : 'uncompressed'
}

/** The files of each compression. */
export function byCompression(
  files: readonly SourceFile[],
): ReadonlyMap<Compression, SourceFile[]> {
  return Map.groupBy(files, ({ source }) => compressionOf(source))
}
