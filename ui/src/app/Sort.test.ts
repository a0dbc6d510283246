import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import App from "./App.svelte";

const user = userEvent.setup();

let hub: DemoHub;

const wanted = () => hub.calls.filter(({ path }) => path.startsWith("/queue?")).map(({ path }) => path);

beforeEach(async () => {
  document.body.replaceChildren();
  hub = new DemoHub({ speech: "en" });
  hub.install();
  render(App);
  await screen.findAllByTestId("queue-row");
});

afterEach(() => localStorage.clear());

test("one key puts the inbox in another order, and the device keeps it", async () => {
  expect(wanted().at(-1)).toContain("sort=risk");
  const before = screen.getByTestId("action-headline").textContent;
  await user.keyboard("s");
  await waitFor(() => expect(wanted().at(-1)).toContain("sort=due"));
  expect(screen.getByTestId<HTMLSelectElement>("queue-sort").value).toBe("due");
  expect(screen.getByTestId("action-headline").textContent, "what is open stays").toBe(before);
  await user.selectOptions(screen.getByTestId("queue-sort"), "arrival");
  await waitFor(() => expect(wanted().at(-1)).toContain("sort=arrival"));
  document.body.replaceChildren();
  render(App);
  await waitFor(() => expect(screen.getByTestId<HTMLSelectElement>("queue-sort").value).toBe("arrival"));
});
