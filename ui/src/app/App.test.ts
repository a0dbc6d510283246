import { emit } from "@tauri-apps/api/event";
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { DemoHub, many } from "../../demo/hub";
import { leave } from "../../tests/leave";
import App from "./App.svelte";

const NOW = Date.now();
const user = userEvent.setup();

let hub: DemoHub;

async function open(changes: Partial<ConstructorParameters<typeof DemoHub>[0]> = {}) {
  hub = new DemoHub({ speech: "en", now: NOW, ...changes });
  hub.install();
  render(App);
  await screen.findByRole("navigation");
}

const headline = async (words: string) =>
  waitFor(() => expect(screen.getByTestId("action-headline").textContent).toContain(words));
const ready = () =>
  waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("approve").disabled).toBe(false), { timeout: 3_000 });
const sent = () => hub.answers.map(({ path }) => path.split("/").at(-1));

beforeEach(() => document.body.replaceChildren());

describe("the inbox", () => {
  test("opens the riskiest action and moves by key", async () => {
    await open();
    await headline("Pay ¥480,000");
    await user.keyboard("j");
    await headline("deploy_release");
    await user.keyboard("k");
    await headline("create_payment");
  });

  test("a key held down or combined decides nothing", async () => {
    await open();
    await headline("Pay ¥480,000");
    await ready();
    await user.keyboard("{Control>}a{/Control}");
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "a", repeat: true }));
    expect(screen.queryByTestId("confirm-approve")).toBeNull();
  });

  test("rejects with a typed reason, whose letters are no commands", async () => {
    await open();
    await headline("Pay ¥480,000");
    await ready();
    await user.keyboard("r");
    const reason = await screen.findByTestId<HTMLTextAreaElement>("reject-reason");
    await waitFor(() => expect(document.activeElement).toBe(reason));
    await user.keyboard("a year early");
    expect(reason.value).toBe("a year early");
    await user.keyboard("{Control>}{Enter}{/Control}");
    leave();
    await screen.findByText("Rejected: Pay ¥480,000");
    expect(sent()).toEqual(["reject"]);
  });

  test("escalates by key alone", async () => {
    await open();
    await headline("Pay ¥480,000");
    await ready();
    await user.keyboard("e");
    await screen.findAllByTestId("escalate-target");
    await user.keyboard("leg{Enter}");
    const note = screen.getByTestId<HTMLTextAreaElement>("escalate-note");
    await waitFor(() => expect(document.activeElement).toBe(note));
    await user.keyboard("please check{Control>}{Enter}{/Control}");
    leave();
    await screen.findByText("Escalated to Legal (group): Pay ¥480,000");
  });

  test("shows what can't be seen and every argument", async () => {
    await open();
    const mail = hub.waiting.find(({ what }) => JSON.stringify(what.tool).includes("mail"));
    await emit("open-action", { id: mail?.id });
    await headline("send_customer_mail");
    expect(screen.getByTestId("arguments").textContent).toContain("U+202E");
    expect(screen.getByTestId("arguments").textContent).toContain("recipients");
  });

  test("renders what is visible of 100,000 and moves within a frame's work", async () => {
    await open({ waiting: many("en", NOW, 100_000) });
    await headline("Pay ¥480,000");
    const rows = () => screen.getAllByTestId("queue-row").length;
    expect(rows()).toBeLessThan(40);
    expect(hub.calls.filter(({ path }) => path.startsWith("/queue")).length).toBeLessThanOrEqual(2);
    for (let step = 0; step < 30; step++) await user.keyboard("j");
    expect(rows()).toBeLessThan(60);
    expect(hub.calls.filter(({ path }) => path.startsWith("/queue")).length).toBeLessThan(6);
  });

  test("a new hub is greeted, and practice fills the inbox", async () => {
    await open({ waiting: [], agents: [] });
    await screen.findByTestId("empty-inbox");
    await user.click(screen.getByTestId("practice"));
    await headline("Pay ¥480,000");
  });
});

test("while the hub is lost nothing is decided, and it comes back by itself", async () => {
  await open();
  await headline("Pay ¥480,000");
  await ready();
  hub.reachable = false;
  await emit("hub", { state: "lost" });
  await screen.findByTestId("hub-lost");
  await user.keyboard("a");
  expect(screen.queryByTestId("confirm-approve")).toBeNull();
  hub.reachable = true;
  await emit("hub", { state: "connected" });
  await waitFor(() => expect(screen.queryByTestId("hub-lost")).toBeNull());
});

test("a live event brings a change on screen", async () => {
  await open();
  await headline("Pay ¥480,000");
  const [first] = hub.waiting;
  if (!first) throw new Error("something waits");
  hub.change(first.id, { standing: { state: "cancelled", at: first.received_at }, allowed: [] });
  await hub.tell(first.id);
  await screen.findByText("Withdrawn");
  await waitFor(() => expect(screen.queryByTestId("approve")).toBeNull());
});

test("an agent's token is shown once, with code to connect", async () => {
  await open();
  await user.click(screen.getByTestId("rail-agents"));
  await user.click(await screen.findByTestId("agent-add"));
  await user.type(await screen.findByTestId("agent-name"), "Ordering");
  await user.click(screen.getByTestId("agent-create"));
  expect((await screen.findByTestId("agent-token")).textContent).toMatch(/^ska_/);
  await user.click(screen.getByTestId("agent-done"));
  await waitFor(() => expect(screen.queryByTestId("agent-token")).toBeNull());
  expect(document.body.textContent).not.toContain("ska_");
});

test("the language changes at once", async () => {
  await open();
  await user.click(screen.getByTestId("rail-settings"));
  await user.click(await screen.findByTestId("language-ja"));
  await waitFor(() => expect(screen.getByTestId("rail-inbox").textContent).toContain("受信箱"));
  expect(document.documentElement.lang).toBe("ja");
  expect(hub.commands).toContain("set_preferences");
});

test("a closed dialog gives the focus back", async () => {
  await open();
  await headline("Pay ¥480,000");
  const list = screen.getByRole("listbox");
  list.focus();
  await user.keyboard("{Control>}k{/Control}");
  await waitFor(() => expect(document.activeElement?.tagName).toBe("INPUT"));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(document.activeElement).toBe(list));
});

test("the palette finds a waiting action by words", async () => {
  await open();
  await headline("Pay ¥480,000");
  await user.keyboard("{Control>}k{/Control}");
  await screen.findByTestId("palette");
  await user.keyboard("delete sales");
  await screen.findByText(/Delete · delete_files/);
  await user.keyboard("{Enter}");
  await headline("delete_files");
});

test.each([
  ["the tray or a closed window", () => emit("quit-asked", {})],
  ["a key", () => user.keyboard("{Control>}q{/Control}")],
])("quitting by %s says what it means, and Enter keeps running", async (_, quit) => {
  await open();
  await quit();
  await screen.findByTestId("quit-dialog");
  expect(screen.getByTestId("quit-dialog").textContent).toContain("9 actions still wait");
  await waitFor(() => expect(document.activeElement?.textContent).toContain("Keep running"));
  await user.keyboard("{Enter}");
  expect(hub.commands).not.toContain("quit");
});
