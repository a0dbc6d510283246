import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import App from "./App.svelte";
import { views } from "./route";

const user = userEvent.setup();

let hub: DemoHub;

beforeEach(async () => {
  document.body.replaceChildren();
  window.location.hash = "";
  hub = new DemoHub({ speech: "en" });
  hub.reviewers = hub.reviewers.map((one) => (one.me ? { ...one, role: "auditor" } : one));
  // As the hub answers whoever only looks.
  hub.waiting = hub.waiting.map((action) => ({ ...action, allowed: [], targets: [] }));
  hub.install();
  render(App);
  await screen.findByTestId("action-headline");
});

const changes = () => hub.calls.filter(({ method, path }) => method !== "GET" && !path.endsWith("/check"));

test("whoever only looks sees all that waits, and no key or button decides", async () => {
  expect((await screen.findByTestId("my-role")).textContent).toContain("Look only");
  const offered = ["approve", "reject", "escalate", "halt-hold", "queue-scope"];
  for (const id of offered) expect(screen.queryByTestId(id), id).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 700));
  for (const key of ["a", "y", "r", "e", "b", "m", "w", "t", "p", "x", "X", "u"]) await user.keyboard(key);
  for (const box of ["reject-reason", "escalate-note", "batch-approve", "confirm-approve", "outgoing"]) {
    expect(screen.queryByTestId(box), box).toBeNull();
  }
  expect(changes()).toEqual([]);
});

test("no view offers a change", async () => {
  for (const [index] of views.entries()) {
    await user.keyboard(String(index + 1));
    await waitFor(() =>
      expect(screen.getByTestId(`rail-${views[index] ?? ""}`).getAttribute("aria-current")).toBe("page"),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const id of ["agent-add", "agent-halt", "agent-revoke", "reviewer-add", "reviewer-role-change", "my-name"]) {
      const button = screen.queryByTestId<HTMLButtonElement>(id);
      expect(button === null || button.disabled, id).toBe(true);
    }
  }
  expect(changes()).toEqual([]);
});
