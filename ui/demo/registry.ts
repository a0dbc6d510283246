import type { ArgumentRole } from "../src/bindings/ArgumentRole";
import type { ArgumentView } from "../src/bindings/ArgumentView";
import type { Confidence } from "../src/bindings/Confidence";
import type { Effect } from "../src/bindings/Effect";
import type { OriginView } from "../src/bindings/OriginView";
import type { Reversibility } from "../src/bindings/Reversibility";
import type { Shown } from "../src/bindings/Shown";
import type { ToolPage } from "../src/bindings/ToolPage";
import type { ToolView } from "../src/bindings/ToolView";
import { iso, MINUTE, people } from "./people";
import type { Speech } from "./sketches";

const DAY = 24 * 60 * MINUTE;
const shown = (text: string): Shown => [{ kind: "text", text }];

interface Sketch {
  server: string;
  name: string;
  effect: Effect;
  reversibility: Reversibility;
  sure: Confidence;
  description: string;
  arguments: [string, ArgumentRole, Confidence, ArgumentView["clue"], string][];
  state?: Partial<ToolView>;
  changes?: ToolPage["changes"];
}

function sketches(speech: Speech, now: number): Sketch[] {
  const say = (ja: string, en: string) => (speech === "ja" ? ja : en);
  return [
    {
      server: "erp",
      name: "create_payment",
      effect: "pay",
      reversibility: "irreversible",
      sure: "certain",
      description: say(
        "仕入先への支払いを登録し、即時に送金します。",
        "Registers a payment to a supplier and sends it at once.",
      ),
      arguments: [
        [
          "/x1",
          "counterparty",
          "likely",
          { from: "description", word: "iban" },
          say("受取人のIBAN", "IBAN of the recipient"),
        ],
        ["/amount", "money", "certain", { from: "name" }, say("支払金額", "Amount to pay")],
        ["/currency", "currency", "certain", { from: "name" }, say("通貨コード", "ISO 4217 code")],
        [
          "/notify/*",
          "destination",
          "certain",
          { from: "format", word: "email" },
          say("完了を知らせる相手", "Who hears of it"),
        ],
        ["/memo", "text", "likely", { from: "name" }, say("摘要", "Reference")],
      ],
      state: { standing: "changed", changed_at: iso(now - 40 * MINUTE) },
      changes: [
        {
          about: { of: "description" },
          before: shown(
            say("仕入先への支払いを下書きとして登録します。", "Registers a payment to a supplier as a draft."),
          ),
          after: shown(
            say(
              "仕入先への支払いを登録し、即時に送金します。",
              "Registers a payment to a supplier and sends it at once.",
            ),
          ),
        },
        {
          about: { of: "argument", pointer: shown("/notify/*") },
          before: null,
          after: [
            ...shown(`string, email: ${say("完了を知らせる相手", "Who hears of it")}`),
            { kind: "mark", code: "U+200B" },
          ],
        },
      ],
    },
    {
      server: "erp",
      name: "list_invoices",
      effect: "read",
      reversibility: "reversible",
      sure: "certain",
      description: say("請求書の一覧を返します。", "Returns the list of invoices."),
      arguments: [["/from", "plain", "certain", { from: "format", word: "date" }, say("開始日", "First day")]],
    },
    {
      server: "erp",
      name: "sync_ledger",
      effect: "execute",
      reversibility: "irreversible",
      sure: "guess",
      description: say("台帳を同期します。", "Synchronises the ledger."),
      arguments: [["/job", "target", "guess", { from: "assumed" }, say("ジョブ", "Job")]],
    },
    {
      server: "mail",
      name: "fax_document",
      effect: "send",
      reversibility: "irreversible",
      sure: "likely",
      description: say("文書をFAXで送ります。", "Sends a document by fax."),
      arguments: [],
      state: { standing: "unknown", gone_at: iso(now - 3 * DAY) },
    },
    {
      server: "mail",
      name: "send_email",
      effect: "send",
      reversibility: "irreversible",
      sure: "certain",
      description: say("利用者のメールアカウントから送信します。", "Sends a mail from the user's mailbox."),
      arguments: [
        ["/to/*", "destination", "certain", { from: "format", word: "email" }, say("宛先", "Recipients")],
        ["/body", "text", "certain", { from: "name" }, say("本文", "Body of the mail")],
      ],
      state: { standing: "confirmed" },
    },
  ];
}

export function registry(speech: Speech, now: number): ToolPage[] {
  return sketches(speech, now).map((sketch) => {
    const { server, name, effect, reversibility, sure, state = {} } = sketch;
    const source =
      sure === "guess"
        ? ({ from: "assumed" } as const)
        : ({ from: "name", word: name.split("_")[effect === "pay" ? 1 : 0] ?? name } as const);
    const confirmed = state.standing === "confirmed" || state.standing === "changed";
    const guesses = [sure, ...sketch.arguments.map(([, , confidence]) => confidence)].filter(
      (one) => one === "guess",
    ).length;
    return {
      tool: {
        ...{
          server,
          name,
          title: null,
          effect,
          reversibility,
          source,
          confidence: sure,
          standing: "inferred",
          guesses,
        },
        ...{ first_seen_at: iso(now - 12 * DAY), changed_at: null, gone_at: null },
        ...state,
      },
      description: shown(sketch.description),
      digest: `digest-of-${name}`,
      inferred: { effect, reversibility, source, confidence: sure },
      arguments: sketch.arguments.map(([pointer, role, confidence, clue, description], index) => ({
        ...{
          pointer,
          shown: shown(pointer),
          description: shown(description),
          required: index === 0,
          role,
          inferred: role,
        },
        ...{ confidence, clue, confirmed: state.standing === "confirmed" || (confirmed && pointer === "/amount") },
      })),
      confirmed_by: confirmed ? { id: "rvr_02", name: people(speech)[1] ?? "" } : null,
      confirmed_at: confirmed ? iso(now - 9 * DAY) : null,
      changes: sketch.changes ?? [],
    };
  });
}

export function confirmed(
  page: ToolPage,
  sent: { effect?: Effect; reversibility?: Reversibility },
  now: number,
): ToolPage {
  const { effect = page.tool.effect, reversibility = page.tool.reversibility } = sent;
  return {
    ...page,
    tool: { ...page.tool, effect, reversibility, source: { from: "person" }, standing: "confirmed", guesses: 0 },
    arguments: page.arguments.map((argument) => ({ ...argument, confirmed: true })),
    confirmed_by: { id: "rvr_01", name: "" },
    confirmed_at: iso(now),
    changes: [],
  };
}

export function origins(now: number): OriginView[] {
  const rows = [
    ["tool:get_ledger", "trusted", true, 214, 4],
    ["tool:read_mail", "untrusted", false, 96, 12],
    ["web:supplier.example", "untrusted", false, 18, 33],
    ["tool:search_wiki", "internal", true, 7, 190],
  ] as const;
  const seen = rows.map(([origin, trust, set, count, minutes]) => ({
    ...{ origin, shown: shown(origin), trust, set, seen: count, last_seen_at: iso(now - minutes * MINUTE) },
  }));
  const idle = "tool:customer_master";
  return [...seen, { origin: idle, shown: shown(idle), trust: "internal", set: true, seen: 0, last_seen_at: null }];
}
