import type { english } from './en.ts'

export const japanese: Readonly<Record<keyof typeof english, string>> = {
  'database/damaged': '`{file}` が破損しています: {reason}',
  'seal/does-not-open': '{table} の `{id}` の {member} を開けません: {reason}',
  'seal/unknown': '{table} の `{id}` の {member} は未知の封印です',
  'row/unreadable': '{table} の行 `{id}` は JSON ではありません',
  'row/unknown-table': '未知のテーブルに行があります: {table}',
  'index/missing': '{table} のインデックス {index} では、`{key}` から `{id}` が見つかりません',
  'index/left-over': '{table} のインデックス {index} に、不要な `{id}` が `{key}` で残っています',
  'row/leads-nowhere': '{table} の `{id}` が必要とする {targetTable} の `{target}` がありません',
  'row/wrong-count': '{table} の `{id}` の件数は {told} ですが、実際は {found} です',
  'file/missing': '{table} の `{id}` のファイル {file} がありません',
  'file/unowned': '{table} の `{id}` のファイル {file} がファイルの一覧にありません',
  'file/two-owners': 'ファイル {file} の所有者が 2 つあります (その 1 つは {table} の `{id}`)',
  'file/no-owner': '一覧にあるファイル {file} を参照する行がありません',
  'file/wrong-size':
    '{table} の `{id}` は {told} バイトですが、ファイル {file} は {found} バイトです',
  'file/changed': '{table} の `{id}` のファイル {file} は保存時の内容と異なります: {reason}',
  'event/unreadable': '{place} のイベント {sequence} が索引の内容と一致しません: {reason}',
  'event/missing': '{place} の {from} と {to} の間のイベントがありません',
  'event/not-found': '{place} のイベント {count} 件が検索用の索引にありません',
  'key/no-event': 'KMS キー {key} はありますが、作成のイベントがありません',
  'key/lost': 'KMS キー {key} の作成のイベントがありますが、キーも削除のイベントもありません',
  'key/deleted': 'KMS キー {key} の削除のイベントがありますが、キーが残っています',
  'key/other-policy':
    'KMS キー {key} のポリシーが、最後に設定されたもの (イベント {event}) と異なります',
  'digest/changed': 'ダイジェスト s3://{bucket}/{key} が、次のダイジェストの記述と異なります',
  'digest/signature': 'ダイジェスト s3://{bucket}/{key} の署名を検証できません',
  'digest/log-file': 's3://{bucket}/{key} は、ダイジェストに記されたログファイルと異なります',
  'digest/unreadable': 'ダイジェスト s3://{bucket}/{key} を読み取れません: {reason}',
}
