import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { computeAccessibleName } from "dom-accessibility-api";
import { afterEach, describe, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import type { Speech } from "../../demo/sketches";
import App from "./App.svelte";
import { parts, tabs, views } from "./route";

// There is no layout here, so contrast is looked at in a browser.
const RULES = { "color-contrast": { enabled: false } };
// Each view and tab, with what stands there once it is loaded.
const PLACES = {
  inbox: "action-headline",
  activity: "activity-row",
  outcomes: "outcome-row",
  "rules/rulebook": "policies-hold",
  "rules/budgets": "budget",
  "rules/grants": "grant",
  "rules/organisation": "chart-person",
  "rules/tools": "tool-argument",
  "rules/sources": "source-row",
  agents: "agent-row",
  "reports/make": "report-run",
  "reports/check": "check-choose",
  settings: "reviewer-row",
};
const SPEECHES: Speech[] = ["en", "ja"];

const user = userEvent.setup();

// What can be opened over a view: where, and the button or the keys that open it.
const DIALOGS: [name: string, place: string, open: () => Promise<void>][] = [
  ["shortcuts", "inbox", () => user.keyboard("?")],
  ["palette", "inbox", () => user.keyboard("{Control>}k{/Control}")],
  ["halts so far", "inbox", () => press("halt-past")],
  ["new agent", "agents", () => press("agent-add")],
  ["terms", "agents", () => press("agent-terms")],
  ["halt of an agent", "agents", () => press("agent-halt")],
  ["new reviewer", "settings", () => press("reviewer-add")],
  ["role of a reviewer", "settings", () => press("reviewer-role-change")],
  ["new budget", "rules/budgets", () => press("budget-add")],
  ["revoking a grant", "rules/grants", () => press("grant-revoke")],
  ["chart editor", "rules/organisation", () => press("chart-edit")],
  ["everything that happened", "activity", () => press("activity-show-events")],
  ["form of the monthly report", "reports/make", () => press("monthly-change")],
  ["result of a check", "reports/check", () => press("check-choose")],
  ["rules editor", "rules/rulebook", () => press("rules-edit")],
];

async function press(testid: string) {
  const [button] = await screen.findAllByTestId(testid);
  if (!button) throw new Error(`no ${testid}`);
  await user.click(button);
}

async function open(speech: Speech, place: string, changes: Partial<ConstructorParameters<typeof DemoHub>[0]> = {}) {
  window.location.hash = `#/${place}`;
  const hub = new DemoHub({ speech, ...changes });
  hub.install();
  render(App);
  await screen.findByRole("main");
  await settled(hub);
  return hub;
}

// Until nothing more is asked of the hub.
async function settled(hub: DemoHub) {
  for (let asked = -1; asked !== hub.calls.length;) {
    asked = hub.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const barriers = async () => (await axe.run(document.body, { rules: RULES })).violations;

// Each element that the Tab key comes to, once around.
async function stops(): Promise<Element[]> {
  const seen: Element[] = [];
  for (;;) {
    await user.tab();
    const { activeElement: at } = document;
    if (!at || at === document.body || seen.includes(at)) return seen;
    seen.push(at);
  }
}

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
  window.location.hash = "";
});

describe.each(SPEECHES)("in %s", (speech) => {
  test.each(Object.entries(PLACES))(
    "%s has no barrier, and keys go through it in the order of reading",
    async (place, shows) => {
      await open(speech, place);
      expect(screen.getAllByTestId(shows).length).toBeGreaterThan(0);
      expect(await barriers()).toEqual([]);
      const reached = await stops();
      expect(reached.length).toBeGreaterThan(5);
      for (const [index, element] of reached.entries()) {
        expect(computeAccessibleName(element).trim(), element.outerHTML.slice(0, 200)).not.toBe("");
        const next = reached[index + 1];
        if (next) expect(element.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
      }
    },
  );

  test("neither has the empty inbox", async () => {
    await open(speech, "inbox", { waiting: [], agents: [] });
    await screen.findByTestId("empty-inbox");
    expect(await barriers()).toEqual([]);
  });

  test.each(DIALOGS)("%s has no barrier", async (_name, place, openIt) => {
    const hub = await open(speech, place);
    await openIt();
    await settled(hub);
    expect(await barriers()).toEqual([]);
  });
});

test("no view and no tab is left out", () => {
  const inside: Record<string, readonly string[]> = { rules: tabs, reports: parts };
  const all = views.flatMap((view) => inside[view]?.map((part) => `${view}/${part}`) ?? [view]);
  expect(Object.keys(PLACES).toSorted()).toEqual(all.toSorted());
});

test("what a screen reader says is in the language of the window", async () => {
  const names: Record<string, string[]> = {};
  for (const speech of SPEECHES) {
    await open(speech, "inbox");
    const controls = [...document.querySelectorAll("nav a, nav button, footer button, aside button")];
    names[speech] = controls.map((element) => computeAccessibleName(element).trim());
    cleanup();
    document.body.replaceChildren();
  }
  expect(names.ja?.length).toBe(names.en?.length);
  expect(names.ja?.length).toBeGreaterThan(8);
  for (const name of names.ja ?? [])
    expect(name, "written in Japanese").toMatch(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u);
  for (const name of names.en ?? []) expect(name, "written in English").toMatch(/^[\x20-\x7e\u2013\u2019]+$/);
});
