import type { Act } from "../src/bindings/Act";
import type { ActionView } from "../src/bindings/ActionView";
import type { Entry } from "../src/bindings/Entry";
import type { ReviewerRef } from "../src/bindings/ReviewerRef";
import type { Standing } from "../src/bindings/Standing";
import type { With } from "../src/bindings/With";
import { approved, withdrawn } from "./ways";

type Held = Extract<Standing, { state: "held" }>;

export interface Said {
  reason?: string;
  note?: string;
  question?: string;
  to?: { to: "reviewer"; id: string } | { to: "group"; name: string } | { to: "administrators" };
}

// What an act makes of a held action, and how the record tells of it.
function outcome(held: Held, act: Act, said: Said, by: ReviewerRef, at: string): { standing: Standing; entry: Entry } {
  const reviewer = { kind: "reviewer", reviewer: by } as const;
  switch (act) {
    case "withdraw":
      return { standing: withdrawn(held, by.id), entry: { at, event: "withdrawn", by } };
    case "take":
      return { standing: { ...held, taken: { by, at } }, entry: { at, event: "taken", by } };
    case "release":
      return { standing: { ...held, taken: null }, entry: { at, event: "released", by } };
    case "grant":
    case "approve":
      return (
        (held.way && approved(held.way, by, at)) ?? {
          standing: { state: "approved", by: reviewer, at, expires_at: at },
          entry: { at, event: "approved", by, note: null },
        }
      );
    case "reject":
    case "ask_back":
    case "amend": {
      const reason = said.reason ?? said.question ?? "";
      const how = act === "reject" ? "rejected" : act === "amend" ? "amended" : "asked_back";
      const standing = { state: "denied", by: reviewer, at, reason, how } as const;
      return { standing, entry: { at, event: "denied", by, reason, how } };
    }
    case "escalate": {
      const name = said.to?.to === "group" ? said.to.name : said.to?.to === "reviewer" ? said.to.id : "";
      const to: With = { to: "group", name };
      return {
        standing: { ...held, with: to, taken: null },
        entry: { at, event: "escalated", by, to, note: said.note ?? "" },
      };
    }
    default:
      return act satisfies never;
  }
}

function allowedAfter(act: Act, standing: Standing): Act[] {
  if (standing.state !== "held" || act === "escalate") return [];
  switch (act) {
    case "approve":
      return ["withdraw"];
    case "take":
      return ["approve", "grant", "reject", "ask_back", "amend", "escalate", "release"];
    default:
      return ["approve", "grant", "reject", "ask_back", "amend", "escalate", "take"];
  }
}

export function acted(action: ActionView, held: Held, act: Act, said: Said, by: ReviewerRef, at: string) {
  const { standing, entry } = outcome(held, act, said, by, at);
  return { standing, allowed: allowedAfter(act, standing), history: [...action.history, entry] };
}
