import { render, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, describe, expect, test } from "vitest";
import { held } from "../../../demo/fixtures";
import type { ActionView } from "$bindings/ActionView";
import { speak } from "$i18n/language.svelte";
import { outcomeWords, whoWasFaster } from "./history";
import Way from "./Way.svelte";
import { askedNow } from "./way";

const NOW = Date.parse("2026-11-23T01:00:00Z");

function wayOf(tool: string, speech: "ja" | "en" = "en") {
  speak(speech);
  const action = held(speech, NOW).find(({ what }) => JSON.stringify(what.tool).includes(tool));
  const standing = action?.standing;
  if (!action || standing?.state !== "held" || !standing.way) throw new Error(`${tool} takes a way`);
  return { action, standing, way: standing.way };
}

const stations = () => screen.getAllByTestId("station");
const textOf = (node: HTMLElement | undefined) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();

const barriers = async () =>
  (await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } }))
    .violations;

beforeEach(() => document.body.replaceChildren());

describe("the way of an action", () => {
  test("says who has said yes, for whom, and who is asked now", async () => {
    render(Way, { way: wayOf("deploy_release").way });
    const [first, both, last] = stations();
    expect(textOf(first)).toContain("Section manager Done");
    expect(textOf(first)).toContain("Approved: Hiroshi Tanaka");
    expect(textOf(first)).toContain("standing in for Naoko Nakamura");
    expect(textOf(both)).toContain("Consultation Now 0 of 2");
    expect(textOf(last)).toContain("Head of department Later");
    expect(stations().map((station) => station.getAttribute("aria-current"))).toEqual([null, "step", null]);
    expect(await barriers()).toEqual([]);
  });

  test("in the words of a Japanese firm", async () => {
    render(Way, { way: wayOf("deploy_release", "ja").way });
    const [first, both] = stations();
    expect(textOf(first)).toContain("中村 直子の代理");
    expect(textOf(both)).toContain("2人中0人が承認");
    expect(await barriers()).toEqual([]);
  });

  test("shows a yes of several, and whose is missing", () => {
    const { way, standing } = wayOf("grant_access");
    render(Way, { way });
    const [both] = stations();
    if (!both) throw new Error("it has stations");
    expect(within(both).getAllByTestId("place").map(textOf)).toEqual([
      expect.stringContaining("Approved: Aoi Yamamoto"),
      "Not yet: Hiroshi Tanaka",
    ]);
    expect(askedNow(standing)).toBe("Hiroshi Tanaka");
  });

  test("says why it went to the administrators", () => {
    render(Way, { way: wayOf("delete_files").way });
    expect(screen.getByTestId("way").textContent).toContain("Nobody can decide at “Head of department”");
  });
});

test("a yes of several is not called an approval", () => {
  const { action, standing } = wayOf("grant_access");
  expect(outcomeWords("approve", action, null)).toContain("Asked next: Hiroshi Tanaka");
  const by = { kind: "reviewer", reviewer: { id: "rvr_01", name: "Aoi Yamamoto" } } as const;
  const approved: ActionView = { ...action, standing: { state: "approved", by, at: "", expires_at: "" } };
  expect(outcomeWords("approve", approved, null)).toMatch(/^Approved: /);
  expect(askedNow({ ...standing, way: null })).toBe("Hiroshi Tanaka");
});

test("who changed an action that waits is named", () => {
  const { action } = wayOf("grant_access");
  const by = { id: "rvr_02", name: "Hiroshi Tanaka" };
  const after = (entry: ActionView["history"][number]) => whoWasFaster({ ...action, history: [entry] });
  expect(after({ at: "", event: "voted", by, stands_for: null, station: "", note: null })).toContain("just approved");
  expect(after({ at: "", event: "withdrawn", by })).toContain("taken their approval back");
  expect(after({ at: "", event: "reminded" })).toBe("This changed while you were looking. Please look again.");
});
