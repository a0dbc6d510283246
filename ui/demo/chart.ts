import { parse, TomlError } from "smol-toml";
import type { ChartCheck } from "../src/bindings/ChartCheck";
import type { ChartView } from "../src/bindings/ChartView";
import { iso, MINUTE, people, practiceOrAgent } from "./people";
import type { Speech } from "./sketches";

const DAY = 24 * 60 * MINUTE;

export function chart(speech: Speech, now: number): ChartView {
  const [me = "", tanaka = "", nakamura = ""] = people(speech);
  const [accounting, , release] = practiceOrAgent(speech);
  const say = (ja: string, en: string) => (speech === "ja" ? ja : en);
  const day = (days: number) => iso(now + days * DAY).slice(0, 10);
  const by = { id: "rvr_01", name: me };
  const text = `default_route = "${say("通常", "Usual")}"

[calendar]
holidays = "JP"
closed = ["${day(36)}", "${day(37)}", "${day(38)}"]

[[people]]
name = "${me}"
title = "${say("管理部 部長", "Head of Administration")}"
groups = ["${say("法務", "Legal")}"]

[[people]]
name = "${tanaka}"
title = "${say("経理課 課長", "Finance, section manager")}"
manager = "${me}"
groups = ["${say("経理", "Finance")}"]
hours = { days = ["monday", "tuesday", "wednesday", "thursday"], from = "09:00", to = "17:30" }
limits = [{ up_to = "1000000 JPY" }, { up_to = "300000 JPY", effect = "pay" }]

[[people]]
name = "${nakamura}"
title = "${say("情報システム課 課長", "IT, section manager")}"
manager = "${me}"
limits = [{ up_to = "100000 JPY" }]
absences = [{ from = "${day(-1)}", until = "${day(5)}", delegate = "${tanaka}" }]

[[agents]]
name = "${accounting?.name ?? ""}"
owner = "${tanaka}"

[[agents]]
name = "${release?.name ?? ""}"
owner = "${nakamura}"

[[routes]]
name = "${say("通常", "Usual")}"

[[routes.stages]]
title = "${say("上長承認", "Manager")}"
seats = ["manager"]

[[routes]]
name = "${say("支払稟議", "Payments")}"
clock = "working"

[[routes.stages]]
title = "${say("課長承認", "Section manager")}"
seats = ["manager"]

[[routes.stages]]
title = "${say("合議", "Consultation")}"
seats = ["group:${say("経理", "Finance")}", "group:${say("法務", "Legal")}"]
need = 1
skip_if_empty = true

[[routes.stages]]
title = "${say("決裁", "Decision")}"
seats = ["authority"]

[[rosters]]
group = "${say("経理", "Finance")}"
weekly = ["${tanaka}", "${me}"]
since = "${day(-1)}"
turns = [{ person = "${nakamura}", from = "${day(8)}", until = "${day(30)}", days = ["saturday", "sunday"] }]
`;
  return {
    edition: 2,
    text,
    editions: [
      {
        edition: 2,
        by,
        at: iso(now - DAY),
        note: say("中村さんの不在と代理を登録", "Naoko is away, Hiroshi stands in"),
      },
      {
        edition: 1,
        by,
        at: iso(now - 20 * DAY),
        note: say("職務権限規程の改定に合わせて登録", "As the authority rules say"),
      },
    ],
    may_change: true,
  };
}

// What the real hub finds too, as far as pictures and tests need it.
export function checked(text: string): ChartCheck {
  try {
    const rows = (parse(text)["people"] ?? []) as { name: string; manager?: string }[];
    const names = new Set(rows.map(({ name }) => name));
    const lost = rows.filter(({ manager }) => manager !== undefined && !names.has(manager));
    const faults = lost.map(({ name, manager = "" }) => ({
      problem: "unknown" as const,
      about: name,
      detail: manager,
    }));
    return { unread: null, faults };
  } catch (error) {
    const line = error instanceof TomlError ? error.line : null;
    return { unread: { line, detail: "invalid TOML" }, faults: [] };
  }
}
