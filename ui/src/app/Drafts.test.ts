import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
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
const sent = () => hub.answers;
const reason = () => screen.findByTestId<HTMLTextAreaElement>("reject-reason");
const payment = () => {
  const [first] = hub.waiting;
  if (!first) throw new Error("something waits");
  return first;
};

async function changeUnderneath() {
  hub.change(payment().id, {});
  await hub.tell(payment().id);
}

beforeEach(async () => {
  document.body.replaceChildren();
  hub = new DemoHub({ speech: "en" });
  hub.install();
  render(App);
  await headline("Pay ¥480,000");
  await enabled("reject");
});

test("a reason survives a step to another action and back, and to another view", async () => {
  await user.keyboard("r");
  await user.type(await reason(), "wrong account");
  await user.click(screen.getAllByTestId("queue-row")[1] as HTMLElement);
  await headline("deploy_release");
  expect(screen.queryByTestId("draft-kept"), "it belongs to the other action").toBeNull();
  await user.click(screen.getByTestId("rail-agents"));
  await user.click(screen.getByTestId("rail-inbox"));
  await headline("Pay ¥480,000");
  await screen.findByTestId("draft-kept");
  await enabled("reject");
  await user.keyboard("r");
  expect((await reason()).value).toBe("wrong account");
  expect(screen.queryByTestId("draft-changed")).toBeNull();
});

test("Escape keeps the reason, and sending it clears it", async () => {
  await user.keyboard("r");
  await user.type(await reason(), "wrong account");
  await user.keyboard("{Escape}");
  await screen.findByTestId("draft-kept");
  await user.keyboard("r");
  await reason();
  await user.click(screen.getByTestId("reject-send"));
  await headline("deploy_release");
  leave();
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]?.body.reason).toBe("wrong account");
  expect(screen.queryByTestId("draft-kept")).toBeNull();
});

test("a change under the reviewer keeps the words, and nothing is sent before another look", async () => {
  await user.keyboard("r");
  const field = await reason();
  await user.type(field, "wrong acc");
  await changeUnderneath();
  expect((await screen.findByTestId("draft-changed")).textContent).toContain("Look at it again");
  expect(document.activeElement, "the typing goes on").toBe(field);
  await user.keyboard("ount{Control>}{Enter}{/Control}");
  expect(field.value).toBe("wrong account");
  expect(screen.queryByTestId("reject-send")).toBeNull();
  expect(sent()).toEqual([]);
  await user.click(screen.getByTestId("draft-looked"));
  expect(screen.getByTestId<HTMLButtonElement>("reject-send").disabled, "a second click sends nothing").toBe(true);
  expect(document.activeElement).toBe(field);
  await enabled("reject-send");
  await user.keyboard("{Control>}{Enter}{/Control}");
  leave();
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]?.body).toMatchObject({ reason: "wrong account", version: 2 });
});

test("a change while the reviewer was elsewhere asks for another look too", async () => {
  await user.keyboard("e");
  await screen.findAllByTestId("escalate-target");
  await user.keyboard("leg{Enter}please check");
  await user.click(screen.getAllByTestId("queue-row")[1] as HTMLElement);
  await headline("deploy_release");
  await changeUnderneath();
  await user.click(screen.getAllByTestId("queue-row")[0] as HTMLElement);
  await headline("Pay ¥480,000");
  await enabled("escalate");
  await user.keyboard("e");
  expect((await screen.findByTestId<HTMLTextAreaElement>("escalate-note")).value).toBe("please check");
  const chosen = screen.getAllByTestId("escalate-target").find((to) => to.getAttribute("aria-selected") === "true");
  expect(chosen?.textContent).toContain("Legal");
  await screen.findByTestId("draft-changed");
  await user.click(screen.getByTestId("draft-looked"));
  await enabled("escalate-send");
});

test("words for an action that somebody else decided are let go", async () => {
  await user.keyboard("r");
  await user.type(await reason(), "wrong account");
  const at = payment().received_at;
  hub.change(payment().id, { standing: { state: "cancelled", at }, allowed: [] });
  await hub.tell(payment().id);
  await screen.findByText("Withdrawn");
  expect(screen.queryByTestId("reject-reason")).toBeNull();
});
