import { render, screen, waitFor } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, describe, expect, test } from "vitest";
import { DemoHub } from "../demo/hub";
import App from "../src/app/App.svelte";

const places = {
  "#/inbox": "action-headline",
  "#/activity": "activity-row",
  "#/rules/organisation": "chart-person",
  "#/rules/tools": "tool-argument",
  "#/rules/sources": "source-row",
  "#/agents": "agent-row",
  "#/settings": "reviewer-row",
};

async function violations(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    // Nothing is laid out or painted here, so colours and sizes can't be judged.
    rules: {
      "color-contrast": { enabled: false },
      "target-size": { enabled: false },
      "scrollable-region-focusable": { enabled: false },
    },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

beforeEach(() => {
  document.body.replaceChildren();
  document.title = "Sekisho";
});

describe.each(["ja", "en"] as const)("in %s", (speech) => {
  test.each(Object.entries(places))("%s has no barriers that axe finds", async (hash, testid) => {
    location.hash = hash;
    new DemoHub({ speech }).install();
    render(App);
    await waitFor(() => expect(screen.getAllByTestId(testid).length).toBeGreaterThan(0));
    expect(await violations()).toEqual([]);
  });

  test("neither has the empty inbox", async () => {
    new DemoHub({ speech, waiting: [], agents: [] }).install();
    render(App);
    await screen.findByTestId("empty-inbox");
    expect(await violations()).toEqual([]);
  });
});
