import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import App from "./App.svelte";

beforeEach(() => document.body.replaceChildren());

test("halts the tool of an action from its page", async () => {
  const user = userEvent.setup();
  const hub = new DemoHub({ speech: "en", now: Date.now() });
  hub.install();
  render(App);
  await waitFor(() => expect(screen.getByTestId("action-headline").textContent).toContain("Pay ¥480,000"));
  await user.click(screen.getByTestId("action-halt"));
  await user.click(await screen.findByRole("radio", { name: "Tool: create_payment" }));
  await user.click(screen.getByTestId("halt-confirm"));
  await waitFor(() => expect(screen.getByTestId("halt-banner").textContent).toContain("create_payment is halted"));
  const [halt] = hub.answers;
  expect(halt).toMatchObject({ path: "/halts", body: { of: { part: "tool" } } });
});
