import type { FileCheck } from "../src/bindings/FileCheck";
import type { ReviewerView } from "../src/bindings/ReviewerView";
import type { MonthlyPlan } from "../src/backend/reports";
import type { MonthlyView } from "../src/bindings/MonthlyView";
import { iso } from "./people";

const DAY = 24 * 60 * 60 * 1000;
const root = "5f1c0e2b9d7a4c3386e1f0a92b7d6c55e8f4031a2c9b8d7e6f5a4b3c2d1e0f98";
const signer = [{ kind: "text", text: "sekisho/ledger-b2b2b3c4" } as const];

export const whole = (now: number): FileCheck => ({
  found: "ledger",
  signer,
  entries: 48_213,
  root,
  first_at: iso(now - 240 * DAY),
  last_at: iso(now),
  erased: 3,
  compared: true,
  changes: 1,
});

export const proved = (now: number): FileCheck => ({
  found: "proof",
  signer,
  entries: 48_213,
  root,
  seq: 48_102,
  at: iso(now),
  event: [{ kind: "text", text: "approved" }],
  action: [{ kind: "text", text: "0197b000-0000-7000-8000-000000000002" }],
});

export const changed: FileCheck = {
  found: "fault",
  line: 5_214,
  fault: { kind: "entry", seq: 5_193, why: "record" },
};

export function planned(sent: object, [me]: ReviewerView[], now: number): MonthlyView {
  if (!me) throw new Error("someone is signed in");
  const plan = { folder: "", formats: [], language: "en", ...sent } satisfies MonthlyPlan;
  const set_by = { id: me.id, name: me.name };
  return { monthly: { ...plan, set_by, next_month: "2026-12", due_at: iso(now + DAY) }, last: null, problem: null };
}
