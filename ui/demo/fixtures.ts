import type { ActionView } from "../src/bindings/ActionView";
import type { AgentRef } from "../src/bindings/AgentRef";
import type { AgentView } from "../src/bindings/AgentView";
import type { Amount } from "../src/bindings/Amount";
import type { Claims } from "../src/bindings/Claims";
import type { Contribution } from "../src/bindings/Contribution";
import type { Effect } from "../src/bindings/Effect";
import type { Level } from "../src/bindings/Level";
import type { Line } from "../src/bindings/Line";
import type { Reversibility } from "../src/bindings/Reversibility";
import type { ReviewerView } from "../src/bindings/ReviewerView";
import type { Shown } from "../src/bindings/Shown";
import type { Standing } from "../src/bindings/Standing";
import type { With } from "../src/bindings/With";

export type Speech = "ja" | "en";
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const MINUTE = 60_000;

export const shown = (text: string): Shown =>
  text
    .split(/([\u202e\u200b])/)
    .filter((part) => part !== "")
    .map((part) =>
      part === "\u202e" || part === "\u200b"
        ? { kind: "mark", code: `U+${part.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}` }
        : { kind: "text", text: part },
    );

function linesOf(value: Json, pointer = "", depth = 0): Line[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]): Line[] => {
    const at = `${pointer}/${key}`;
    const items = typeof child === "object" && child !== null ? Object.keys(child).length : 0;
    const place = { pointer: at, depth, key: shown(key), items };
    if (Array.isArray(child)) return [{ ...place, kind: "list", value: [] }, ...linesOf(child, at, depth + 1)];
    if (typeof child === "object" && child !== null)
      return [{ ...place, kind: "object", value: [] }, ...linesOf(child, at, depth + 1)];
    const kind = typeof child === "string" ? "text" : typeof child === "number" ? "number" : "word";
    return [{ ...place, kind, value: shown(String(child)) }];
  });
}

interface Sketch {
  agent: number;
  tool: string;
  server: string | null;
  effect: Effect;
  reversibility: Reversibility;
  amount: Amount | null;
  arguments: { [key: string]: Json };
  claims: Partial<Record<"reasoning" | "task" | "on_behalf_of" | "session", string>>;
  dueIn: number;
  askedAgo: number;
  with: With;
  firstTime: boolean;
}

const POINTS: Record<Effect, number> = {
  read: 0,
  write: 10,
  delete: 20,
  send: 20,
  publish: 25,
  pay: 30,
  grant: 30,
  execute: 35,
};
const BACK: Record<Reversibility, number> = { reversible: 0, costly: 10, irreversible: 20 };

function contributionsOf(sketch: Sketch): Contribution[] {
  const { effect, reversibility, amount } = sketch;
  const word = sketch.tool.split("_")[0] ?? "";
  const all: Contribution[] = [
    { points: POINTS[effect], most: 35, evidence: { signal: "effect", effect, source: { from: "name", word } } },
    { points: BACK[reversibility], most: 20, evidence: { signal: "reversibility", reversibility } },
  ];
  if (amount) {
    const size = Number(amount.value) * (amount.currency === "JPY" ? 1 : 100);
    const points = size >= 1e6 ? 20 : size >= 1e5 ? 14 : 8;
    all.push({ points, most: 25, evidence: { signal: "amount", amount } });
  }
  if (sketch.firstTime) all.push({ points: 10, most: 10, evidence: { signal: "first_time" } });
  return all.toSorted((a, b) => b.points - a.points);
}

const levelOf = (score: number): Level =>
  score >= 75 ? "critical" : score >= 50 ? "high" : score >= 25 ? "medium" : "low";

const iso = (time: number) => new Date(time).toISOString();

export function practiceOrAgent(speech: Speech): AgentRef[] {
  const names =
    speech === "ja"
      ? ["経理エージェント", "カスタマーサポート", "リリース担当", "情シス窓口", "練習用エージェント"]
      : ["Accounting agent", "Customer support", "Release bot", "IT helpdesk", "Practice agent"];
  return names.map((name, index) => ({ id: `agt_0${index}`, name, practice: index === 4 }));
}

const finance = (speech: Speech): With => ({ to: "group", name: speech === "ja" ? "経理" : "Finance" });
const anyone: With = { to: "anyone" };

function sketches(speech: Speech): Sketch[] {
  const ja = speech === "ja";
  const say = (japanese: string, english: string) => (ja ? japanese : english);
  const yen = (value: string, pointer = "/amount"): Amount => ({ pointer, value, currency: "JPY" });
  return [
    {
      agent: 0,
      tool: "create_payment",
      server: "erp",
      effect: "pay",
      reversibility: "irreversible",
      amount: yen("480000"),
      arguments: {
        payee: say("株式会社山田製作所", "Yamada Works Co., Ltd."),
        account: {
          bank: say("みずほ銀行 丸の内支店", "Mizuho Bank, Marunouchi"),
          type: say("普通", "ordinary"),
          number: "1234567",
        },
        amount: 480000,
        currency: "JPY",
        memo: say("発注 PO-2291 部品一式（11月分）", "Order PO-2291, parts for November"),
        invoice: "INV-88412",
      },
      claims: {
        reasoning: say(
          "請求書 INV-88412 の支払期日が本日のため、発注内容と照合のうえ支払いを申請します。",
          "Invoice INV-88412 is due today. It matches the order, so I ask to pay it.",
        ),
        task: say("今月の請求書を処理してください", "Please process this month's invoices"),
        on_behalf_of: say("佐藤 美咲", "Misaki Sato"),
        session: "run-5512",
      },
      dueIn: 42,
      askedAgo: 3,
      with: finance(speech),
      firstTime: true,
    },
    {
      agent: 2,
      tool: "deploy_release",
      server: "ci",
      effect: "execute",
      reversibility: "irreversible",
      amount: null,
      arguments: {
        service: "checkout-api",
        version: "v4.18.0",
        environment: "production",
        strategy: "rolling",
        changes: [
          say("税率計算の修正", "Fix the tax rounding"),
          say("決済タイムアウトの延長", "Longer payment timeout"),
        ],
      },
      claims: {
        reasoning: say("ステージングの試験がすべて通りました。", "All staging tests passed."),
        session: "rel-981",
      },
      dueIn: 8,
      askedAgo: 22,
      with: anyone,
      firstTime: true,
    },
    {
      agent: 3,
      tool: "grant_access",
      server: "okta",
      effect: "grant",
      reversibility: "costly",
      amount: null,
      arguments: {
        user: "contractor-lee@example.com",
        role: "billing-admin",
        expires: "2027-03-31",
        reason: say("決算作業の支援", "Year-end closing support"),
      },
      claims: {
        on_behalf_of: say("高橋 健", "Ken Takahashi"),
        reasoning: say("申請フォームの依頼によります。", "Asked for in the request form."),
      },
      dueIn: 190,
      askedAgo: 15,
      with: anyone,
      firstTime: true,
    },
    {
      agent: 1,
      tool: "send_customer_mail",
      server: "crm",
      effect: "send",
      reversibility: "irreversible",
      amount: null,
      arguments: {
        segment: say("解約予定の顧客", "Customers about to leave"),
        recipients: 1284,
        subject: say("ご契約更新のご案内", "Renewing your contract"),
        body: say(
          "平素よりご利用いただき、ありがとうございます。\nご契約の更新時期が近づいてまいりましたので、ご案内申し上げます。\n更新をご希望の場合は、下記よりお手続きください。\u202e moc.elpmaxe//:sptth\n今後ともよろしくお願いいたします。",
          "Thank you for being our customer.\nYour contract is up for renewal soon.\nTo renew, please follow the link below.\u202e moc.elpmaxe//:sptth\nWe look forward to working with you.",
        ),
        attachments: [],
      },
      claims: {
        task: say("解約率を下げる施策を実行して", "Run the churn campaign"),
        reasoning: say("毎月の施策です。", "The monthly campaign."),
      },
      dueIn: 300,
      askedAgo: 41,
      with: anyone,
      firstTime: false,
    },
    {
      agent: 1,
      tool: "refund_order",
      server: "shop",
      effect: "pay",
      reversibility: "irreversible",
      amount: { pointer: "/amount", value: "129.90", currency: "USD" },
      arguments: { order: "SO-77120", amount: "129.90", currency: "USD", reason: say("商品破損", "arrived broken") },
      claims: { reasoning: say("写真で破損を確認しました。", "The photo shows the damage.") },
      dueIn: 95,
      askedAgo: 6,
      with: anyone,
      firstTime: false,
    },
    {
      agent: 0,
      tool: "renew_contract",
      server: "legal",
      effect: "pay",
      reversibility: "costly",
      amount: yen("1296000", "/annual_total"),
      arguments: {
        vendor: say("クラウドワークス東日本", "Cloudworks East"),
        term: say("12か月", "12 months"),
        annual_total: "1296000",
        auto_renew: true,
      },
      claims: {},
      dueIn: 1500,
      askedAgo: 64,
      with: finance(speech),
      firstTime: false,
    },
    {
      agent: 3,
      tool: "delete_files",
      server: "drive",
      effect: "delete",
      reversibility: "irreversible",
      amount: null,
      arguments: {
        folder: say("/共有/営業/2019年度", "/Shared/Sales/FY2019"),
        files: 318,
        keep_backup: false,
      },
      claims: { reasoning: say("保管期限を過ぎています。", "Past the retention period.") },
      dueIn: 480,
      askedAgo: 55,
      with: anyone,
      firstTime: false,
    },
    {
      agent: 1,
      tool: "publish_notice",
      server: "web",
      effect: "publish",
      reversibility: "irreversible",
      amount: null,
      arguments: {
        page: say("/お知らせ/年末年始の営業", "/news/holiday-hours"),
        title: say("年末年始の営業について", "Opening hours over the holidays"),
      },
      claims: {},
      dueIn: 720,
      askedAgo: 80,
      with: { to: "reviewer", reviewer: { id: "rvr_02", name: say("田中 浩", "Hiroshi Tanaka") } },
      firstTime: false,
    },
    {
      agent: 4,
      tool: "update_record",
      server: "crm",
      effect: "write",
      reversibility: "reversible",
      amount: null,
      arguments: { customer: "C-10923", field: say("担当者", "owner"), value: say("鈴木", "Suzuki") },
      claims: {},
      dueIn: 55,
      askedAgo: 1,
      with: anyone,
      firstTime: false,
    },
  ];
}

function claimsOf({ claims }: Sketch): Claims {
  const text = (words: string | undefined) => (words === undefined ? null : shown(words));
  return {
    reasoning: text(claims.reasoning),
    task: text(claims.task),
    on_behalf_of: text(claims.on_behalf_of),
    session: text(claims.session),
    others: [],
    others_count: 0,
  };
}

const people = (speech: Speech) =>
  speech === "ja" ? ["山本 葵", "田中 浩", "中村 直子"] : ["Aoi Yamamoto", "Hiroshi Tanaka", "Naoko Nakamura"];

export function reviewers(speech: Speech, now: number): ReviewerView[] {
  const groups =
    speech === "ja" ? [["経理", "法務"], ["経理"], ["情報システム"]] : [["Finance", "Legal"], ["Finance"], ["IT"]];
  return people(speech).map((name, index) => ({
    id: `rvr_0${index + 1}`,
    name,
    role: index === 0 ? "administrator" : "reviewer",
    groups: groups[index] ?? [],
    created_at: iso(now - (40 - index) * 24 * 60 * MINUTE),
    revoked_at: null,
    me: index === 0,
  }));
}

export function agents(speech: Speech, now: number): AgentView[] {
  const actions = [1284, 862, 97, 311, 12];
  return practiceOrAgent(speech).map((agent, index) => ({
    ...agent,
    created_at: iso(now - (30 - index * 3) * 24 * 60 * MINUTE),
    revoked_at: index === 3 ? iso(now - 2 * 24 * 60 * MINUTE) : null,
    last_asked_at: iso(now - (index * 47 + 3) * MINUTE),
    actions: actions[index] ?? 0,
  }));
}

export function held(speech: Speech, now: number): ActionView[] {
  const targets: With[] = [
    { to: "group", name: speech === "ja" ? "経理" : "Finance" },
    { to: "group", name: speech === "ja" ? "法務" : "Legal" },
    ...reviewers(speech, now)
      .slice(1)
      .map(({ id, name }): With => ({ to: "reviewer", reviewer: { id, name } })),
  ];
  return sketches(speech)
    .map((sketch, index): ActionView => {
      const contributions = contributionsOf(sketch);
      const score = Math.min(
        100,
        contributions.reduce((sum, { points }) => sum + points, 0),
      );
      const mine = sketch.with.to !== "reviewer";
      const lines = linesOf(sketch.arguments);
      const agent = practiceOrAgent(speech)[sketch.agent];
      if (!agent) throw new Error(`no agent ${sketch.agent}`);
      return {
        id: `0197a000-0000-7000-8000-00000000000${index}`,
        agent,
        what: {
          tool: shown(sketch.tool),
          server: sketch.server === null ? null : shown(sketch.server),
          effect: sketch.effect,
          reversibility: sketch.reversibility,
          amount: sketch.amount,
          gist: lines
            .filter((line) => line.kind === "text" && line.depth === 0)
            .slice(0, 3)
            .map(({ key, value }) => ({ key, value })),
        },
        risk: { score, level: levelOf(score) },
        contributions,
        verdict: "hold",
        reasons: [
          {
            kind: "held",
            rule: "people-decide",
            words: {
              en: "Whatever changes something is decided by a person.",
              ja: "何かを変更する操作は、人が確認します。",
            },
          },
        ],
        arguments: lines,
        arguments_count: lines.length,
        digest: "9f2c41d07be3a5561c88e0f4a7d3920be41f6c5a8d7733e1902bc4fd56ae70" + `0${index}`,
        claims: claimsOf(sketch),
        received_at: iso(now - sketch.askedAgo * MINUTE),
        due_at: iso(now + sketch.dueIn * MINUTE),
        standing: { state: "held", with: sketch.with },
        version: 1,
        allowed: mine ? ["approve", "reject", "escalate"] : [],
        confirm: sketch.reversibility === "irreversible" || score >= 50,
        targets,
        history: [{ at: iso(now - sketch.askedAgo * MINUTE), event: "received", verdict: "hold" }],
        before: sketch.firstTime
          ? { approved: 0, denied: 0, passed: 0, failed: 0 }
          : { approved: 14, denied: 2, passed: 31, failed: 1 },
      };
    })
    .toSorted((a, b) => b.risk.score - a.risk.score);
}

// The record behind the queue: earlier actions in every standing there is.
export function past(speech: Speech, now: number, count: number): ActionView[] {
  const originals = held(speech, now);
  const [, tanaka = ""] = people(speech);
  const by = { kind: "reviewer", reviewer: { id: "rvr_02", name: tanaka } } as const;
  const rule = { kind: "rule", rule: "reads-pass", words: null } as const;
  return Array.from({ length: count }, (_, index) => {
    const original = originals[index % originals.length];
    if (!original) throw new Error("there are fixtures");
    const received = now - (index + 2) * 17 * MINUTE;
    const at = iso(received + 4 * MINUTE);
    const standings: Standing[] = [
      { state: "reported", by, at, succeeded: true, note: null },
      { state: "reported", by: rule, at, succeeded: true, note: null },
      {
        state: "denied",
        by,
        at,
        reason: speech === "ja" ? "発注書と金額が違います。" : "The amount differs from the order.",
      },
      { state: "consumed", by: rule, at },
      { state: "expired", at },
      { state: "approved", by, at, expires_at: iso(received + 60 * MINUTE) },
      { state: "cancelled", at },
      { state: "reported", by, at, succeeded: false, note: shown("timeout") },
    ];
    const standing = standings[index % standings.length];
    if (!standing) throw new Error("there are standings");
    return {
      ...original,
      id: `0197b000-0000-7000-8000-${String(index).padStart(12, "0")}`,
      received_at: iso(received),
      due_at: iso(received + 60 * MINUTE),
      standing,
      allowed: [],
      targets: [],
      history: [
        { at: iso(received), event: "received", verdict: "hold" },
        ...(standing.state === "denied"
          ? [{ at, event: "denied" as const, by: by.reviewer, reason: standing.reason ?? "" }]
          : [{ at, event: "approved" as const, by: by.reviewer, note: null }]),
      ],
    };
  });
}
