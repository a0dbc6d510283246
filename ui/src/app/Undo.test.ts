import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import { leave } from "../../tests/leave";
import App from "./App.svelte";

const user = userEvent.setup();

let hub: DemoHub;

const headline = (words: string) =>
  waitFor(() => expect(screen.getByTestId("action-headline").textContent).toContain(words));
const enabled = (id: string) =>
  waitFor(() => expect(screen.getByTestId<HTMLButtonElement>(id).disabled).toBe(false), { timeout: 3_000 });
const sent = () => hub.answers.map(({ path }) => path.split("/").at(-1));

beforeEach(async () => {
  document.body.replaceChildren();
  hub = new DemoHub({ speech: "en" });
  hub.install();
  render(App);
  await headline("Pay ¥480,000");
});

test("A and Y approve: it says what will happen, moves on, and says what has happened", async () => {
  await enabled("approve");
  await user.keyboard("a");
  await screen.findByTestId("confirm-approve");
  await user.keyboard("{Enter}");
  expect(screen.queryByTestId("outgoing"), "Enter confirms nothing").toBeNull();
  await user.keyboard("y");
  expect((await screen.findByTestId("outgoing")).textContent).toContain("Will be approved: Pay ¥480,000");
  await headline("deploy_release");
  expect(screen.getByTestId("row-leaving").closest("[data-testid=queue-row]")?.textContent).toContain("Pay ¥480,000");
  const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
  expect((await axe.run(document.body, { rules })).violations).toEqual([]);
  expect(screen.queryAllByTestId("toast"), "nothing is claimed").toEqual([]);
  expect(sent()).toEqual([]);
  leave();
  await screen.findByText("Approved: Pay ¥480,000");
  expect(sent()).toEqual(["approve"]);
  await waitFor(() => expect(screen.queryByTestId("row-leaving")).toBeNull());
});

test("undo leads back to it with the words that were written, and nothing is sent", async () => {
  for (const undo of ["u", "{Control>}z{/Control}"]) {
    await headline("Pay ¥480,000");
    await enabled("reject");
    await user.keyboard("r");
    const reason = await screen.findByTestId<HTMLTextAreaElement>("reject-reason");
    await user.clear(reason);
    await user.type(reason, "wrong account u{Control>}{Enter}{/Control}");
    await headline("deploy_release");
    await user.keyboard(undo);
    await headline("Pay ¥480,000");
    await waitFor(() => expect(screen.queryByTestId("outgoing")).toBeNull());
    await enabled("reject");
    await user.keyboard("r");
    expect((await screen.findByTestId<HTMLTextAreaElement>("reject-reason")).value).toBe("wrong account u");
    await user.keyboard("{Escape}");
  }
  leave();
  expect(sent()).toEqual([]);
});

test("what is about to be sent takes no second answer", async () => {
  await enabled("reject");
  await user.keyboard("a");
  await user.keyboard("y");
  await headline("deploy_release");
  await user.keyboard("k");
  await headline("Pay ¥480,000");
  await screen.findByTestId("leaving");
  await new Promise((resolve) => setTimeout(resolve, 700));
  await user.keyboard("r");
  expect(screen.queryByTestId("reject-reason")).toBeNull();
});
