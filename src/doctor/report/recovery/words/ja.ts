import type { RecoveryWords } from './words.ts'

const NOTHING = '何も変更していません'

export const japanese: RecoveryWords = {
  problems: {
    policyUnknown: {
      says: 'キーポリシーを読み取れません。引き受けられるプリンシパルにも、イベント履歴にもありませんでした',
      hints: [
        'キーを管理するロールを指定してください: --as ロール',
        'より古いイベントは証跡のログにあります: --logs s3://バケット/プレフィックス または --table データベース.テーブル',
      ],
    },
    nobodyLeft: {
      says: '{key} のキーポリシーを変更できるプリンシパルは残っていません。解決できるのは AWS サポートだけです ({asOf} 時点のキーポリシーによる)',
      hints: [
        'キーを所有するアカウントのルートユーザーとしてケースを作成してください: https://console.aws.amazon.com/support',
        'ルートユーザーであるだけではキーにアクセスできません。グラントでは PutKeyPolicy を許可できません。同じ名前で作り直したプリンシパルは別人です',
      ],
    },
    makeAgain: {
      says: '{key} のキーポリシーを変更できるプリンシパルは存在しませんが、同じ名前で作り直せば変更できます。条件がその名前を許可しています ({asOf} 時点のキーポリシーによる)',
      hints: ['IAM の管理者がこの ARN とまったく同じものを作成し、--as ARN で指定してください'],
    },
    nobodyKnown: {
      says: '{key} のキーポリシーを変更できる人がいるかどうかは、確認できなかったプリンシパルによります ({asOf} 時点のキーポリシーによる)',
      hints: [
        'iam:GetUser と iam:GetRole があれば詳しく分かります。引き受けられるロールがあれば: --as ロール',
      ],
    },
    onlyBySigningIn: {
      says: '{key} のキーポリシーを変更できるのは、自分の認証情報でサインインするプリンシパルだけです ({asOf} 時点のキーポリシーによる)',
      hints: ['そのいずれかの認証情報で実行してください (--profile 名前):'],
    },
    wayClosed: {
      says: '{key} のキーポリシーを変更できるロールはありますが、どれも引き受けられません ({asOf} 時点のキーポリシーによる)',
      hints: [
        '信頼ポリシーに書かれたプリンシパルなら実行できます。IAM の管理者は --reopen-trust で実行できます',
      ],
    },
    cannotBecome: { says: `\`{role}\` を引き受けられませんでした。${NOTHING}: {sentence}` },
    onlyItself: {
      says: '`{as}` として操作するには、そのプリンシパル自身の認証情報が必要です',
      hints: ['その認証情報で実行してください: --profile 名前 --principal {principal}'],
    },
    mayNotPut: {
      says: '`{as}` はこのキーポリシーを設定できません',
      hints: ['次のプリンシパルなら設定できます。`doctor` が引き受け方を示します'],
    },
    noChangeHelps: {
      says: 'キーポリシーを変更してもアクセスは回復しません: {findings}',
      hints: ['解決方法は `doctor` が示します'],
    },
    noPrincipal: { says: '`{principal}` はアクセスを許可できるプリンシパルではありません' },
    callerNotCovered: {
      says: `lockout/caller-not-covered: このキーポリシーを設定すると、\`{as}\` は二度と変更できなくなります。名前の記載も、kms:PutKeyPolicy の IAM ポリシーへの委任もありません。${NOTHING}`,
      hints: [
        '設定するプリンシパルをポリシーに書くか、アカウントのステートメントを残してください。このチェックは回避できません',
      ],
    },
    callerIamMissing: {
      says: `lockout/caller-iam-missing: このキーポリシーを設定すると、\`{as}\` は二度と変更できなくなります。kms:PutKeyPolicy を委ねる先のポリシーが {as} に許可していません ({layer})。${NOTHING}`,
      hints: [
        'そのポリシーで kms:PutKeyPolicy を許可するか、キーポリシーに名前を書いてください。このチェックは回避できません',
      ],
    },
    versionUnknown: {
      says: 'このキーポリシーのバージョン `{to}` は見つかりません',
      hints: [
        '`history` の番号、イベント ID、または時刻を指定してください。--logs と --table でさらに古いものを探せます',
      ],
    },
    goneInNotPrincipal: {
      says: 'このバージョンの NotPrincipal には、もう存在しないプリンシパルがあります ({gone})。KMS はその名前を受け付けず、取り除くとステートメントの対象が広がります',
      hints: ['意図するポリシーをファイルに書いてください: --policy ファイル'],
    },
    namesOnlyTheGone: {
      says: 'このバージョンにあるのは、もう存在しないプリンシパルだけです: {gone}',
    },
    policyInvalid: { says: '{file} は KMS が受け付けるキーポリシーではありません' },
    policyNamesTheGone: {
      says: '{file} には、存在しないプリンシパルがあります。KMS は受け付けません: {gone}',
      hints: ['ファイルから取り除いてください'],
    },
    policyTooLarge: {
      says: '{file} はキーポリシーとして大きすぎます: {bytes} バイト (上限 {max})',
    },
    trustNotAgreed: {
      says: `\`{role}\` を引き受けるには、信頼ポリシーにあなたを追加する必要があります。${NOTHING}`,
      hints: ['--reopen-trust は信頼ポリシーにあなたを追加し、終わったら元に戻します:'],
    },
    trustChanged: {
      says: `計画の作成後に \`{role}\` の信頼ポリシーが変更されました。${NOTHING}`,
      hints: ['計画を作り直してください'],
    },
    otherAccount: {
      says: `ここはアカウント \`{account}\` です。\`{meant}\` ではありません。${NOTHING}`,
    },
    changed: {
      says: `計画の作成後にキーポリシーが変更されました。${NOTHING}`,
      hints: ['計画を作り直してください。同じコマンドを --apply なしで実行すると表示されます'],
    },
    proverIsAnother: {
      says: `この認証情報では確認になりません。認証情報は \`{prover}\`、アクセスできないのは \`{principal}\` です。${NOTHING}`,
      hints: [
        '--prove-with には、アクセスできなくなったプリンシパルのプロファイルを指定してください',
      ],
    },
    notTouched: { says: 'キーポリシーは変更していません: {sentence}' },
    interrupted: { says: '中断しました。キーポリシーは変更していません' },
    oldInForce: {
      says: '有効なのは元のキーポリシーです。新しいポリシーの設定に失敗しました ({sentence})。その後に読み取って確認済みです',
      hints: ['やり直すには:'],
    },
    unknownInForce: {
      says: '元のキーポリシーと新しいキーポリシーのどちらが有効か分かりません。設定の呼び出しに失敗し ({sentence})、その後の読み取りもできませんでした ({reason})',
      hints: [
        '設定したプリンシパルの認証情報で確認し、もう一度実行してください。どちらが有効か判断します:',
      ],
    },
    otherInForce: {
      says: '元のキーポリシーも新しいキーポリシーも有効ではありません。同時に別の人が変更しました',
      hints: ['まず現在のポリシーを確認してください:'],
    },
    putLocksOut: {
      says: 'KMS がポリシーを拒否しました。元のポリシーが有効です。新しいポリシーでは `{as}` が二度と変更できなくなります',
      hints: [
        'AWS の回答: {sentence}',
        '関係するポリシーの一部を確認できていません。キーポリシーに {as} を書いてください',
      ],
    },
    putMalformed: {
      says: 'KMS がポリシーを不正な形式として拒否しました。元のポリシーが有効です: {sentence}',
      hints: ['ファイルで修正し、それを設定してください: --policy ファイル'],
    },
    putInvalidPrincipals: {
      says: 'KMS がポリシーを拒否しました。元のポリシーが有効です。存在しないプリンシパルがあります',
      hints: [
        '次のものは確認できませんでした。存在しないものを取り除いてください: --policy ファイル',
      ],
    },
    putDenied: {
      says: 'KMS が `{as}` の kms:PutKeyPolicy を拒否しました。元のポリシーが有効です: {sentence}',
      hints: ['ほかに設定できる可能性があるプリンシパル:'],
    },
    putTooLarge: {
      says: 'KMS がポリシーを大きさのため拒否しました。元のポリシーが有効です: {sentence}',
      hints: ['上限は 32 KiB です。短いポリシーを --policy ファイル で設定してください'],
    },
    putThrottled: {
      says: 'KMS が呼び出しを制限しています。元のポリシーが有効です: {sentence}',
      hints: ['1 分ほど待って、もう一度実行してください:'],
    },
    putExpired: {
      says: '認証情報の期限が切れました。元のポリシーが有効です: {sentence}',
      hints: ['サインインし直して、もう一度実行してください:'],
    },
    putKeyGone: { says: 'このキーはもう存在しません: {sentence}' },
    putKeyState: {
      says: 'キーの状態のため変更できません。元のポリシーが有効です: {sentence}',
      hints: ['状態が変わってから、もう一度実行してください:'],
    },
    putPendingDeletion: {
      says: 'キーは削除待ちです。元のポリシーが有効です: {sentence}',
      hints: ['削除をキャンセルし (kms:CancelKeyDeletion が必要)、もう一度実行してください:'],
    },
    putRefused: { says: 'KMS がポリシーを拒否しました。元のポリシーが有効です: {sentence}' },
  },
  notes: {
    trustIsBack: '{role} の信頼ポリシーは元のままです',
    trustIsOpen: '{role} の信頼ポリシーは【開いたまま】です ({reason})。元に戻すには:',
  },
  plan: {
    title: '{as} が {key} のキーポリシーを修復する手順',
    notNeeded: '設定するものはありません。{principal} は {key} に対して {actions} を使えます。',
    notNeededForIam:
      '設定するものはありません。キーポリシーは {key} に対する {actions} を {principal} の IAM ポリシーに委ねています。その内容は確認できませんでした。',
    sameAlready: '設定するものはありません。そのポリシーはすでに {key} で有効です。',
    rescuers: '修復できるプリンシパル (優先順)',
    chosen: 'これを使います',
    steps: '手順',
    openTrust: '{principal} の信頼ポリシーに自分を追加する',
    assumeRole: 'AssumeRole で {principal} を引き受ける',
    actAsSelf: 'あなた自身 ({principal}) として実行する',
    put: '{principal} としてキーポリシーを設定する (ロックアウト安全性チェックは有効のまま)',
    prove: '設定したポリシーを読み戻し、{principal} がアクセスできることを確認する',
    putTrustBack: '{principal} の信頼ポリシーを元に戻す',
    target: '設定するポリシー',
    ofRepair: 'キーポリシーの最小限の修復',
    ofVersion:
      'バージョン {number}。{eventTime} の {eventName} イベント ({eventId}) から復元したもので、同じ名前でも今は別のプリンシパルかもしれません',
    ofFile: '{file} のポリシー (そのまま)',
    rebuilt:
      '現在有効なキーポリシーは読み取れませんでした。比較の対象は、最後に確認できるもの ({eventTime} の {eventName} の時点) です。',
    takenOut: '存在せず KMS が受け付けないため取り除いたもの: {names}',
    madeAgain: 'その後に作り直されたもの (新しいほうを指すことになります): {names}',
    lint: 'このポリシーで確認すべき点',
    lintMore: '{line} 行目',
    diff: 'キーポリシーの変更点',
    access: 'アクセスの増減',
    lockoutPassed:
      'ロックアウト安全性チェックは通ります。{as} は引き続きキーポリシーを変更できます。',
    lockoutUnknown:
      '{as} のポリシーの一部を確認できなかったため、ロックアウト安全性チェックを完全には行えませんでした。AWS も同じチェックを行い、無効にはしません。',
    letsIn: 'ポリシーエンジンで検証済みです。変更後、{principal} は {actions} を使えます。',
    keepsOut:
      '注意: このポリシーでは、{principal} は {actions} を使えません。ほかに必要なものは `doctor` が示します。',
    cannotTell:
      '検証は完了していません。変更後に {principal} が {actions} を使えるかどうかは、確認できなかった IAM ポリシーによります。',
    multiRegion:
      'マルチリージョンキーです。レプリカごとに別のキーポリシーがあります。変更するのは {region} のものだけです。',
    earlierNew:
      '以前の実行が途中で終わっています。そのとき設定したポリシーが有効です。置き換え前のポリシーは {path} にあります。',
    earlierOld: '以前の実行が途中で終わっています。元のポリシーが有効で、何も設定されていません。',
    earlierOther:
      '以前の実行が途中で終わっています。そのときのポリシーも、その前のポリシーも有効ではありません。前のポリシーは {path} にあります。',
    earlierUnseen:
      '以前の実行が途中で終わっています。そのときのポリシーが有効かどうかは確認できません。前のポリシーは {path} にあります。',
    earlierTrust: '{role} の信頼ポリシーが開いたままです。--apply で元に戻します。手動で戻すには:',
    needsReopenTrust: '信頼ポリシーを変更するのは --reopen-trust を付けたときだけです。',
    notApplied: 'まだ何も変更していません。実行するには:',
  },
  becoming: {
    self: 'あなた自身',
    assume: 'AssumeRole で引き受けられます',
    chain: '{roles} を経由して引き受けられます',
    unknown: '引き受けられるかどうかは確認できませんでした',
    reopen: '信頼ポリシーにあなたを追加すれば引き受けられます (変更する権限があります)',
    signIn: 'そのプリンシパル自身の認証情報が必要です',
    closed: '信頼ポリシーがあなたを許可していません',
    denied: 'ポリシーが sts:AssumeRole を拒否しています',
  },
  outcome: {
    doneByCall: '完了しました。{principal} はキーポリシーを再び読み取れます。',
    tried: '本人の認証情報で確認済みです。',
    doneByEngine:
      '完了しました。{principal} はキーポリシーを再び読み取り、変更できます。ポリシーエンジンによる判定で、本人の認証情報では試していません。',
    notReadByCall: '新しいキーポリシーは有効ですが、{principal} は読み取れませんでした: {reason}',
    notReadByEngine:
      '新しいキーポリシーは有効です。--prove-with に {principal} のプロファイルを指定すると、アクセスできるかどうかを試せます。',
    already: 'すでに完了しています。このキーポリシーが有効で、何も設定していません。',
    readBackRefused:
      'KMS はポリシーを受け付けました。{as} に読み取りの許可がないため、読み戻しはできませんでした: {reason}',
    kept: '置き換え前のポリシーを {path} に保存しました。元に戻すには:',
    trustPutBack: '{role} の信頼ポリシーは元どおりです。',
    trustLeft: '{role} の信頼ポリシーは【開いたまま】です: {reason}。元に戻すには:',
    interrupted: 'ポリシーの設定後に中断しました。新しいキーポリシーが有効です。',
    multiRegionNext:
      'このマルチリージョンキーのレプリカには別のキーポリシーがあり、そちらは元のままです。',
  },
}
