import type { Language } from '../terminal.ts'

const en = {
  data: 'the data directory',
  backup: 'copy a data directory, also of a running stack, as of one moment into one file',
  backupOut: 'file to write; only its owner may read it',
  withRootKey: 'put the root key and the credentials file in: then the file opens everything',
  restore: 'make a data directory out of a backup, after checking it whole',
  restoreFile: 'file of `backup`',
  restoreData: 'directory to make; it must not be there, or be empty',
  show: 'only say what is in FILE',
  verify: 'check a data directory whole: seals, references, events against keys, files, digests',
  rootKey:
    'where the root key comes from: file, passphrase, env[:NAME], aws-kms:KEY[@ENDPOINT], pkcs11:URI',
  rootKeyCommand: 'the key under which everything in a data directory is sealed',
  rotate: 'put a new root key in the place of the old one, also of a running stack',
  to: 'where the new root key is to come from; otherwise from where it comes now',
  endpoint: 'where the stack answers, if it runs; otherwise as the data directory says',
  store: 'the database of nodes that share their state; all of them must be stopped',
  noRootKey: 'do without the root key: no seal is opened',
}

const ja: typeof en = {
  data: 'データディレクトリ',
  backup:
    'データディレクトリを、ある一時点の内容で 1 つのファイルにコピーする (動作中のスタックでも可)',
  backupOut: '書き込むファイル。所有者だけが読める',
  withRootKey: 'ルートキーと認証情報ファイルも含める。そのファイルだけですべてが読める',
  restore: 'バックアップ全体を確かめてから、データディレクトリを作る',
  restoreFile: '`backup` で作ったファイル',
  restoreData: '作るディレクトリ。存在しないか、空であること',
  show: 'FILE の内容を示すだけにする',
  verify: 'データディレクトリ全体を検査する: 封印、参照、キーとイベント、ファイル、ダイジェスト',
  rootKey: 'ルートキーの取得元: file、passphrase、env[:NAME]、aws-kms:KEY[@ENDPOINT]、pkcs11:URI',
  rootKeyCommand: 'データディレクトリのすべてを封印しているキー',
  rotate: 'ルートキーを新しいものに取り替える (動作中のスタックでも可)',
  to: '新しいルートキーの取得元。指定がなければ今と同じ',
  endpoint: '動作中のスタックの場所。指定がなければデータディレクトリの記録に従う',
  store: '状態を共有するノードのデータベース。ノードはすべて停止していること',
  noRootKey: 'ルートキーを使わない (封印は開かない)',
}

export const upkeepCommandWords = (language: Language): typeof en => (language === 'ja' ? ja : en)
