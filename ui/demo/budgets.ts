import type { BudgetLine } from "../src/bindings/BudgetLine";
import type { BudgetsView } from "../src/bindings/BudgetsView";
import type { BudgetView } from "../src/bindings/BudgetView";
import { iso, MINUTE, people, practiceOrAgent } from "./people";
import type { Speech } from "./sketches";

const DAY = 24 * 60 * MINUTE;

export function budgets(speech: Speech, now: number): BudgetsView {
  const say = (ja: string, en: string) => (speech === "ja" ? ja : en);
  const [accounting, support] = practiceOrAgent(speech);
  const [aoi = ""] = people(speech);
  if (!accounting || !support) throw new Error("there are agents");
  const always = {
    from: iso(now - 20 * DAY),
    until: "2026-11-30T15:00:00.000Z",
    created_at: iso(now - 60 * DAY),
    set_by: { id: "rvr_01", name: aoi },
    set_at: iso(now - 30 * DAY),
    returned: "0",
    over: "0",
  };
  const movement = (minutes: number, amount: string, stage: BudgetView["movements"][number]["stage"], over = "0") => ({
    action: `0197d000-0000-7000-8000-${String(minutes).padStart(12, "0")}`,
    agent: accounting,
    at: iso(now - minutes * MINUTE),
    amount,
    stage,
    over,
  });
  return {
    budgets: [
      {
        ...always,
        id: "bgt_01",
        name: say("仕入れ・外注費", "Purchasing"),
        agents: { to: "group", name: say("経理", "Finance") },
        effect: "pay",
        period: { every: "month" },
        limit: { value: "3000000", currency: "JPY" },
        spent: "1840000",
        held: "480000",
        left: "680000",
        returned: "120000",
        movements: [
          movement(12, "480000", "running"),
          movement(190, "340000", "spent"),
          movement(800, "120000", "released"),
        ],
      },
      {
        ...always,
        id: "bgt_02",
        name: say("広告費", "Advertising"),
        agents: { to: "agent", agent: support },
        effect: null,
        period: { every: "week" },
        limit: { value: "200000", currency: "JPY" },
        spent: "200000",
        held: "0",
        over: "14000",
        left: "0",
        until: "2026-11-29T15:00:00.000Z",
        movements: [movement(90, "80000", "spent", "14000")],
      },
      {
        ...always,
        id: "bgt_03",
        name: say("クラウド利用料", "Cloud services"),
        agents: { to: "everyone" },
        effect: "pay",
        period: { every: "hours", hours: 24 },
        limit: { value: "2500", currency: "USD" },
        spent: "312.40",
        held: "0.00",
        left: "2187.60",
        over: "0.00",
        until: null,
        movements: [],
      },
    ],
    ended: [
      {
        id: "bgt_00",
        name: say("展示会 2026 春", "Trade fair, spring 2026"),
        limit: { value: "800000", currency: "JPY" },
        ended_at: iso(now - 120 * DAY),
      },
    ],
  };
}

// What a payment would find there.
export function linesFor(speech: Speech, now: number, value: string): BudgetLine[] {
  const [budget] = budgets(speech, now).budgets;
  if (!budget) throw new Error("there is a budget");
  const { id, name, limit, left, until } = budget;
  return [{ id, name, limit, left, amount: value, unclear: null, fits: Number(value) <= Number(left), until }];
}
