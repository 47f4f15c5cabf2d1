import type { FailureWords } from '../../../base/told-failure.ts'
import type { english } from './en.ts'

export const japanese: Readonly<Record<keyof typeof english, FailureWords>> = {
  backupIsThere: {
    says: '`{file}` はすでにあります。バックアップは既存のファイルを上書きしません',
    hints: ['別の名前を指定する'],
  },
  backupInside: {
    says: '`{file}` はデータディレクトリの中です。一方が失われると他方も失われます',
    hints: ['別の場所を指定する (できれば別のディスク)'],
  },
  emptiedMeanwhile: {
    says: 'バックアップ中にスタックが空にされたため、何も書き込みませんでした',
    hints: ['もう一度実行する'],
  },
  filesMoving: {
    says: 'オブジェクトのファイルがコピーより速く削除されました (続けて {times} 回)',
    hints: ['削除が落ち着いてから、もう一度実行する'],
  },
  noRootKeyFile: {
    says: '`{file}` がないため、ルートキーをバックアップに含められません',
    hints: ['--with-root-key なしなら、ルートキーを含めずにバックアップします'],
  },
  noBackup: {
    says: '`{file}` は完全なバックアップではありません: {reason}',
    hints: ['何も復元していません'],
  },
  newerBackup: {
    says: '`{file}` は新しいバージョンの Sparekey ({version}) で作られています',
    hints: ['そのバージョンで復元してください。何も変更していません'],
  },
  directoryNotEmpty: {
    says: '`{data}` には既に何かが入っています。復元は既存のものを上書きしません',
    hints: ['別のディレクトリを指定する: --data DIR'],
  },
  rootKeyIsThere: {
    says: '`{file}` はすでにあり、バックアップに含まれるものと異なります',
    hints: ['別のディレクトリを指定する: --data DIR'],
  },
}
