import type { HaltsView } from "../src/bindings/HaltsView";
import type { HaltView } from "../src/bindings/HaltView";
import { shown } from "./fixtures";
import { agents, iso, MINUTE, reviewers } from "./people";
import type { Speech } from "./sketches";

const DAY = 24 * 60 * MINUTE;

const WORDS = {
  ja: {
    odd: "宛先の分からないメールが続いたため",
    mended: "差込データを直し、宛先を確認しました",
    drill: "月次の停止訓練",
    over: "訓練を終えました",
    closing: "月次締めの間だけ止めます",
    closed: "締め処理が終わりました",
  },
  en: {
    odd: "Mails to unknown addresses in a row",
    mended: "The mail merge is mended, the addresses are checked",
    drill: "Monthly drill",
    over: "The drill is over",
    closing: "Stopped while the month is closed",
    closed: "The month is closed",
  },
};

// What was halted lately and goes on again, and nothing that stands.
export function halts(speech: Speech, now: number): HaltsView {
  const words = WORDS[speech];
  const [first, second] = reviewers(speech, now).map(({ id, name }) => ({ id, name }));
  const [one, other] = agents(speech, now).map(({ id, name, practice }) => ({ id, name, practice }));
  if (!first || !second || !one || !other) throw new Error("there are people and agents");
  const past = (id: string, days: number, scope: HaltView["scope"], why: string, then: string): HaltView => ({
    id,
    scope,
    since: iso(now - days * DAY),
    by: { kind: "reviewer", reviewer: second },
    reason: shown(why),
    second_person: id === "hlt_p1",
    stored: true,
    standing: {
      state: "lifted",
      by: first,
      at: iso(now - days * DAY + 37 * MINUTE),
      reason: then,
      asked_by: id === "hlt_p1" ? second : null,
    },
    agents: [
      { agent: other, heard: { kind: "silent", connected: false, seen_at: null } },
      { agent: one, heard: { kind: "acknowledged", at: iso(now - days * DAY) } },
    ],
    agents_count: 2,
    resume: "over",
  });
  return {
    standing: [],
    lifted: [
      past("hlt_p1", 2, { kind: "tool", tool: shown("send_mail"), server: null }, words.odd, words.mended),
      past("hlt_p2", 9, { kind: "everything" }, words.drill, words.over),
      past("hlt_p3", 23, { kind: "agent", agent: one }, words.closing, words.closed),
    ],
    second_person: false,
  };
}
