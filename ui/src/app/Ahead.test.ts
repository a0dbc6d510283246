import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import { forgetAhead } from "$backend/ahead";
import App from "./App.svelte";

const user = userEvent.setup();

let hub: DemoHub;

const looks = () =>
  hub.calls
    .filter(({ method, path }) => method === "GET" && /^\/actions\/[^/]+$/.test(path))
    .map(({ path }) => path.split("/").at(-1));

beforeEach(async () => {
  document.body.replaceChildren();
  window.location.hash = "";
  forgetAhead();
  hub = new DemoHub({ speech: "en" });
  hub.install();
  render(App);
  await screen.findByTestId("action-headline");
});

test("the next one is there before it is opened, and the hub is asked again when it is", async () => {
  const [first, second] = hub.waiting.filter(({ standing }) => standing.state === "held").map(({ id }) => id);
  await waitFor(() => expect(looks()).toContain(second), { timeout: 2_000 });
  const before = looks().filter((id) => id === second).length;
  await user.keyboard("j");
  await waitFor(() => expect(screen.getByTestId("action-page").dataset["id"]).toBe(second));
  await waitFor(() => expect(looks().filter((id) => id === second).length).toBe(before + 1));
  expect(looks()[0]).toBe(first);
});

test("what changed since it was fetched is shown as it is now", async () => {
  const second = hub.waiting.filter(({ standing }) => standing.state === "held")[1];
  if (!second) throw new Error("two wait");
  await waitFor(() => expect(looks()).toContain(second.id), { timeout: 2_000 });
  hub.change(second.id, { version: second.version + 1 });
  await user.keyboard("j");
  await waitFor(() => expect(screen.getByTestId("action-page").dataset["id"]).toBe(second.id));
  await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("approve").disabled).toBe(false), {
    timeout: 3_000,
  });
  await user.keyboard("r");
  await user.type(await screen.findByTestId("reject-reason"), "no{Control>}{Enter}{/Control}");
  window.dispatchEvent(new Event("pagehide"));
  await waitFor(() => expect(hub.calls.some(({ path }) => path.endsWith("/reject"))).toBe(true));
  const sent = hub.calls.find(({ path }) => path.endsWith("/reject"));
  expect(sent?.body.version, "the answer names what is on screen").toBe(second.version + 1);
});
