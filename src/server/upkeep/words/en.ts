export const english = {
  backupIsThere: {
    says: '`{file}` is there already, and a backup takes the place of nothing',
    hints: ['another name'],
  },
  backupInside: {
    says: '`{file}` is in the data directory: whatever befalls the one befalls the other',
    hints: ['a name elsewhere, best on another disk'],
  },
  emptiedMeanwhile: {
    says: 'the stack was emptied while it was backed up, so that nothing was written',
    hints: ['once more, now that it is empty'],
  },
  filesMoving: {
    says: 'files of objects went faster than they could be copied, {times} times in a row',
    hints: ['once more, when less is deleted'],
  },
  noRootKeyFile: {
    says: '`{file}` is not there: the root key cannot go into the backup',
    hints: ['without --with-root-key the backup is made without it'],
  },
  noBackup: {
    says: '`{file}` is no whole backup: {reason}',
    hints: ['nothing has been restored from it'],
  },
  newerBackup: {
    says: '`{file}` was made by a newer version of Sparekey ({version})',
    hints: ['restore it with that version; this one has changed nothing'],
  },
  directoryNotEmpty: {
    says: '`{data}` holds something already, and a restore takes the place of nothing',
    hints: ['another directory: --data DIR'],
  },
  rootKeyIsThere: {
    says: '`{file}` is there already, and is another than the one in the backup',
    hints: ['another directory: --data DIR'],
  },
} as const
