import type { ChronicleItem } from "../src/bindings/ChronicleItem";
import type { Occurred } from "../src/bindings/Occurred";
import { past } from "./fixtures";
import { iso, MINUTE, practiceOrAgent, reviewers } from "./people";
import type { Speech } from "./sketches";

const shown = (text: string) => [{ kind: "text", text } as const];

// Everything that happened, newest first: to actions, and beside them.
export function chronicle(speech: Speech, now: number): ChronicleItem[] {
  const [me, other] = reviewers(speech, now).map(({ id, name }) => ({ id, name }));
  const [agent] = practiceOrAgent(speech);
  if (!me || !other || !agent) throw new Error("there are people");
  const nothing = { by: me, agent: null, name: null, note: null };
  const beside: Occurred[] = [
    {
      ...nothing,
      what: "standards_set",
      name: shown("2"),
      note: shown(speech === "ja" ? "上限を見直し" : "A lower limit"),
    },
    { ...nothing, what: "resumed", note: shown(speech === "ja" ? "訓練の終了" : "The drill is over") },
    { ...nothing, what: "halted", note: shown(speech === "ja" ? "訓練" : "A drill") },
    { ...nothing, what: "exported", name: shown("1284") },
    { ...nothing, what: "agent_added", agent },
    { ...nothing, what: "ledger_exported" },
  ];
  const events = past(speech, now, 60).flatMap(({ id, agent, what, history }, index): Omit<ChronicleItem, "id">[] => [
    ...history
      .toReversed()
      .map(({ at, ...happened }) => ({ at, about: "action" as const, action: id, agent, what, happened })),
    ...beside
      .filter((_, place) => place === index)
      .map((occurred) => ({ at: iso(now - (index + 1) * 170 * MINUTE), about: "house" as const, ...occurred })),
  ]);
  const sorted = events.toSorted((a, b) => b.at.localeCompare(a.at));
  return sorted.map((event, index) => ({ ...event, id: String(sorted.length - index) }) as ChronicleItem);
}
