import { expect, test } from "vitest";
import { chart } from "../../../demo/chart";
import { speak } from "$i18n/language.svelte";
import { t } from "$i18n/t";
import {
  absenceWords,
  faultWords,
  hoursWords,
  isAway,
  limitWords,
  needWords,
  seatWords,
  turnWords,
  unreadWords,
} from "./model";
import { asTree, readChart } from "./read";

const NOW = Date.parse("2026-11-23T01:00:00Z");

test("a chart is read to be looked at", () => {
  const read = readChart(chart("ja", NOW).text);
  expect(read?.people.map(({ name, manager }) => [name, manager])).toEqual([
    ["山本 葵", null],
    ["田中 浩", "山本 葵"],
    ["中村 直子", "山本 葵"],
  ]);
  expect(read?.routes.map(({ name, stages }) => [name, stages.length])).toEqual([
    ["通常", 1],
    ["支払稟議", 3],
  ]);
  expect(read?.people.map((person) => isAway(person, NOW))).toEqual([false, false, true]);
});

test("calendar, rosters and hours are read and put into words", () => {
  speak("en");
  const read = readChart(chart("en", NOW).text);
  expect(read?.routes.map(({ isWorking }) => isWorking)).toEqual([false, true]);
  expect(read?.calendar).toMatchObject({
    holidays: "JP",
    closed: ["2026-12-29", "2026-12-30", "2026-12-31"],
    open: [],
  });
  expect(read?.people.map(({ hours }) => hours && hoursWords(hours))).toEqual([
    null,
    "Mon, Tue, Wed, Thu 09:00–17:30",
    null,
  ]);
  const [roster] = read?.rosters ?? [];
  expect(roster?.since).toBe("2026-11-22");
  expect(roster?.turns.map(turnWords)).toEqual(["Dec 1, 2026 to Dec 23, 2026 (Sat, Sun): Naoko Nakamura"]);
  expect(readChart("[calendar]\nclosed = [2026-12-29]")?.calendar?.closed).toEqual(["2026-12-29"]);
});

test("a text that is no chart breaks nothing", () => {
  expect(readChart("[[people")).toBeNull();
  const odd = readChart("people = 3\nroutes = [1, { stages = { a = 1 } }]\n[[agents]]\nname = 7\n");
  expect(odd).toMatchObject({ people: [], agents: [{ name: "", owner: "" }] });
  expect(odd?.routes.map(({ stages }) => stages)).toEqual([[], []]);
});

test("the example that is offered can be read, in both languages", () => {
  for (const speech of ["en", "ja"] as const) {
    speak(speech);
    expect(readChart(t("chart.example"))).toMatchObject({ people: [{}, {}], agents: [{}], routes: [{}] });
  }
});

test("people stand below whom they report to, and circles end", () => {
  const person = (name: string, manager: string | null) => ({
    name,
    manager,
    title: "",
    groups: [],
    hours: null,
    limits: [],
    absences: [],
  });
  const people = [person("c", "b"), person("a", null), person("b", "a"), person("x", "y"), person("y", "x")];
  expect(asTree(people).map(({ person: { name }, depth }) => [name, depth])).toEqual([
    ["a", 0],
    ["b", 1],
    ["c", 2],
    ["x", 0],
    ["y", 0],
  ]);
});

test("limits, seats and needs are put into words", () => {
  expect(limitWords({ upTo: "300000 JPY", effect: "pay" })).toBe("Pay: up to ¥300,000");
  expect(absenceWords({ from: "2026-12-28", until: "soon", delegate: "x" })).toBe("Dec 28, 2026 to soon: x stands in");
  expect(limitWords({ upTo: "a lot", effect: null })).toBe("up to a lot");
  expect(["manager", "manager:2", "group:経理部", "person:高橋 健", "else:1"].map(seatWords)).toEqual([
    "The manager",
    "The manager 2 levels up",
    "経理部 (group)",
    "高橋 健",
    "else:1",
  ]);
  const stage = { title: "", seats: ["manager", "authority"], skipIfEmpty: false };
  expect([null, 2, 1].map((need) => needWords({ ...stage, need }))).toEqual(["All of them", "All of them", "1 of 2"]);
});

test("faults say what is wrong with what", () => {
  const fault = { problem: "unknown", about: "佐藤 美咲", detail: "鈴木" } as const;
  expect(faultWords(fault)).toBe("佐藤 美咲: nobody has this name (鈴木)");
  expect(unreadWords({ line: 3, detail: "" })).toBe("Line 3: it can't be read");
  speak("ja");
  expect(faultWords(fault)).toBe("佐藤 美咲：該当する名前がありません（鈴木）");
});
