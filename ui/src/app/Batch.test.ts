import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { alike } from "../../demo/alike";
import { DemoHub } from "../../demo/hub";
import App from "./App.svelte";

const NOW = Date.now();
const user = userEvent.setup();

let hub: DemoHub;

const enabled = (id: string) =>
  waitFor(() => expect(screen.getByTestId<HTMLButtonElement>(id).disabled).toBe(false), { timeout: 3_000 });
const posted = () => hub.answers;
const decisions = () => posted().filter(({ path }) => path === "/batches/decide");
const rows = () => screen.getAllByTestId("batch-row");
const texts = (nodes: readonly HTMLElement[]) => nodes.map((node) => node.textContent.trim());

beforeEach(async () => {
  document.body.replaceChildren();
  hub = new DemoHub({ speech: "en", now: NOW, waiting: alike("en", NOW) });
  hub.install();
  render(App);
  await screen.findByTestId("action-headline");
});

async function pickAlike() {
  await user.keyboard("{End}{Shift>}X{/Shift}");
  await screen.findByTestId("batch-table");
  await enabled("batch-approve");
}

test("one key picks all that are alike, and shows what differs between them", async () => {
  await pickAlike();
  expect(screen.getByTestId("batch-title").textContent).toContain("Change (5 actions)");
  expect(rows()).toHaveLength(5);
  expect(rows()[0]?.textContent, "the one it began from comes first").toContain("Kobayashi");
  expect(texts(screen.getAllByRole("columnheader"))).toEqual(["Row", "customer", "value", "Risk", "Left"]);
  expect(screen.getByText("The same in all").parentElement?.textContent).toContain("owner");
  expect(screen.queryByTestId("action-headline"), "it stands in place of the one action").toBeNull();
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations).toEqual([]);
});

test("A alone decides nothing, A and Y decide each, and each result is told", async () => {
  await pickAlike();
  const seen = hub.waiting.filter(({ id }) => id.includes("d000"));
  await user.keyboard("a");
  await screen.findByTestId("batch-confirm");
  expect(decisions()).toEqual([]);
  await user.keyboard("{Enter}");
  expect(decisions(), "Enter confirms nothing").toEqual([]);
  await user.keyboard("y");
  await screen.findByTestId("batch-results");
  const [sent] = decisions();
  expect(sent?.body.answer).toBe("approve");
  expect(sent?.body.items).toHaveLength(5);
  expect(sent?.body.items).toContainEqual({ id: seen[0]?.id, digest: seen[0]?.digest, version: 1 });
  expect(texts(screen.getAllByTestId("batch-result"))).toEqual(Array<string>(5).fill("Approved"));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("batch")).toBeNull());
  await waitFor(() => expect(screen.queryByText("C-10923")).toBeNull());
});

test("what changes drops out, and the rest takes another look", async () => {
  await pickAlike();
  const [gone, changed] = hub.waiting.filter(({ id }) => id.includes("d000"));
  await user.keyboard("a");
  await screen.findByTestId("batch-confirm");
  hub.change(changed?.id ?? "", {});
  await hub.tell(changed?.id ?? "");
  await waitFor(() => expect(rows()).toHaveLength(4));
  expect(screen.queryByTestId("batch-confirm"), "no confirmation outlives a change").toBeNull();
  expect(screen.getByTestId<HTMLButtonElement>("batch-approve").disabled, "it takes its dead time").toBe(true);
  await user.keyboard("a");
  expect(screen.queryByTestId("batch-confirm"), "which no key cuts short").toBeNull();
  hub.change(gone?.id ?? "", { standing: { state: "cancelled", at: new Date(NOW).toISOString() }, allowed: [] });
  await hub.tell(gone?.id ?? "");
  await waitFor(() => expect(rows()).toHaveLength(3));
  await screen.findAllByText("1 action changed and was left out.");
  expect(decisions()).toEqual([]);
});

test("rejecting takes a reason, and keys typed into it decide nothing", async () => {
  await pickAlike();
  await user.keyboard("r");
  const field = await screen.findByTestId("batch-reason");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(decisions(), "not without words").toEqual([]);
  await user.type(field, "ay: not these");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByTestId("batch-results");
  expect(decisions()[0]?.body).toMatchObject({ answer: "reject", reason: "ay: not these" });
  expect(texts(screen.getAllByTestId("batch-result"))).toEqual(Array<string>(5).fill("Rejected"));
});

test("rows are picked one by one, and what is not alike is named and left out", async () => {
  await user.keyboard("{End}xkx");
  await waitFor(() => expect(rows()).toHaveLength(2));
  await user.keyboard("{Shift>}K{/Shift}");
  await waitFor(() => expect(rows()).toHaveLength(3));
  await user.keyboard("{Home}x");
  expect((await screen.findByTestId("batch-unlike")).textContent).toContain("1 is of another agent");
  expect(screen.queryByTestId("batch-approve"), "and there is nothing to decide").toBeNull();
  await user.click(screen.getByTestId("batch-leave-out"));
  await waitFor(() => expect(rows()).toHaveLength(3));
  await user.click(screen.getAllByTestId("batch-drop")[0] as HTMLElement);
  await waitFor(() => expect(rows()).toHaveLength(2));
  await user.keyboard("{Escape}");
  await screen.findByTestId("action-headline");
  expect(decisions()).toEqual([]);
});

test("one that is refused stays, and says why", async () => {
  await pickAlike();
  const [first] = hub.waiting.filter(({ id }) => id.includes("d000"));
  await user.keyboard("a");
  await screen.findByTestId("batch-confirm");
  hub.change(first?.id ?? "", {});
  await user.keyboard("y");
  expect((await screen.findByTestId("batch-results")).textContent).toContain("4 of 5 decided");
  const results = texts(screen.getAllByTestId("batch-result"));
  expect(results.filter((words) => words === "Approved")).toHaveLength(4);
  expect(results).toContain("This changed while you were looking. Please look again.");
});
