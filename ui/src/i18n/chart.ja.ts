import type { chart as english } from "./chart.en";
import type { Message } from "./t";

export const chart = {
  "chart.about": "{about}：{words}",
  "chart.absence": "{from}～{until}　代理：{delegate}",
  "chart.absences": "不在と代理",
  "chart.administrators_only": "設定は管理者が行います。",
  "chart.agents": "エージェントの責任者",
  "chart.all": "全員の承認が必要",
  "chart.anybody": "既定の決裁ルートはありません。ルールで指定のないものは、どの確認者でも決裁できます。",
  "chart.away": "不在中",
  "chart.begin_blank": "白紙から作る",
  "chart.begin_example": "記入例から作る",
  "chart.between_days": "・",
  "chart.calendar": "営業日と当番",
  "chart.circulate": "回覧",
  "chart.closed": "会社休日",
  "chart.copy": "テキストをコピー",
  "chart.default": "既定",
  "chart.editor_lead":
    "人、決裁権限、不在、エージェント、決裁ルートを一つのテキスト（TOML）に書きます。保存した後の申請から適用します。",
  "chart.example": `default_route = "通常"

[[people]]
name = "鈴木 一郎"
title = "経理部 部長"

[[people]]
name = "佐藤 美咲"
title = "経理部 課長"
manager = "鈴木 一郎"
groups = ["経理部"]

[[people.limits]]
up_to = "300000 JPY"

[[people.absences]]
from = "2030-12-28"
until = "2031-01-04"
delegate = "鈴木 一郎"

[[agents]]
name = "経理エージェント"
owner = "佐藤 美咲"

[[routes]]
name = "通常"

[[routes.stages]]
title = "合議"
seats = ["group:経理部"]
skip_if_empty = true

[[routes.stages]]
title = "決裁"
seats = ["authority"]
`,
  "chart.export": "ファイルに保存",
  "chart.fault_amount": "金額と通貨の形（例：300000 JPY）になっていません",
  "chart.fault_auditor": "監査担当は閲覧のみで、決裁や責任者の役割は持てません",
  "chart.fault_blank": "空の文があります",
  "chart.fault_both_ways": "同じ日が休業日にも営業日にもなっています",
  "chart.fault_country": "この国の祝日には対応していません",
  "chart.fault_delegate_loop": "代理が一巡していて、決裁する人がいません",
  "chart.fault_empty": "決裁できる人がいません",
  "chart.fault_expired": "最後の日がすでに過ぎているか、最初の日より前です",
  "chart.fault_manager_loop": "上長をたどると本人に戻ります",
  "chart.fault_need": "必要な人数が、候補の人数より多いか0人です",
  "chart.fault_no_start": "交代制には、担当する人と最初の日の両方が必要です",
  "chart.fault_oneself": "本人を代理にすることはできません",
  "chart.fault_too_long": "文が長すぎます",
  "chart.fault_too_many": "数が上限を超えています",
  "chart.fault_twice": "同じ名前が二つあります",
  "chart.fault_two_seats": "同じ人が二か所で決裁することになります",
  "chart.fault_uncovered": "今年の祝日のデータがありません",
  "chart.fault_unknown": "該当する名前がありません",
  "chart.holidays": "祝日",
  "chart.hours": "勤務時間",
  "chart.import": "ファイルから読み込む…",
  "chart.lead": "誰が、いくらまで、どの順に決裁し、不在のときは誰が代理するかを定めます。",
  "chart.limit": "{sum}まで",
  "chart.limit_of": "{effect}操作は{sum}まで",
  "chart.limits": "決裁権限",
  "chart.manager": "上長",
  "chart.no_file": "ファイルを読み込めませんでした。",
  "chart.no_limit": "上限なし",
  "chart.none": "どの確認者でも決裁できます",
  "chart.none_lead":
    "組織を登録すると、稟議や合議の順序、決裁権限、不在時の代理に沿って、決裁すべき人に回ります。登録するまでは、どの確認者でも決裁できます。",
  "chart.not_shown": "一覧として表示できないため、テキストのまま表示しています。",
  "chart.on_call": "当番：{group}",
  "chart.open": "臨時営業日",
  "chart.owner": "責任者：{owner}（決裁はできません）",
  "chart.people": "人と決裁権限",
  "chart.person": "氏名",
  "chart.refused": "このままでは保存できません。今の設定が引き続き有効です。",
  "chart.review_after": "後閲",
  "chart.routes": "決裁ルート",
  "chart.routes_lead": "ルールで指定のないものは、既定の決裁ルートで回ります。",
  "chart.saved_toast": "組織の第{edition}版を有効にしました",
  "chart.seat_above": "{levels}段階上の上長",
  "chart.seat_authority": "その金額の決裁権限を持つ上長",
  "chart.seat_manager": "直属の上長",
  "chart.since": "{day}から1週間ごとに交代",
  "chart.skipped": "該当者がいなければ省略",
  "chart.some": "{places}人のうち{need}人の承認が必要",
  "chart.sound": "問題はありません。保存できます。",
  "chart.text": "テキスト（TOML）",
  "chart.text_export": "テキストと書き出し（TOML）",
  "chart.too_long": "ファイルが大きすぎます。上限は1MiBです。",
  "chart.turn": "{from}～{until}　{person}",
  "chart.turn_on": "{from}～{until}（{days}）　{person}",
  "chart.unread": "読み取れません",
  "chart.unread_line": "{line}行目を読み取れません",
  "chart.votes_fall": "確認者から外れた人の承認は、決裁前であれば無効になります。",
  "chart.votes_stand": "確認者から外れた人の承認も、有効なままです。",
  "chart.with_detail": "{words}（{detail}）",
  "chart.working_clock": "営業時間で計算",
} as const satisfies Record<keyof typeof english, Message>;
