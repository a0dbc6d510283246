import { render, screen } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { DemoHub } from "../../../demo/hub";
import App from "../../app/App.svelte";

test("the rule of a reason is one key or one click away, in the edition that judged", async () => {
  const user = userEvent.setup();
  const hub = new DemoHub({ speech: "en" });
  hub.install();
  location.hash = "#/inbox";
  render(App);
  await user.click(await screen.findByTestId("reason-rule"));
  await screen.findByTestId("cited-rule");
  expect(location.hash).toBe("#/rules/rulebook/people-decide/2");
  history.back();
  await screen.findByTestId("reason-rule");
  await user.keyboard("g");
  await screen.findByTestId("cited-rule");
});

test("a reason without a rule leads nowhere", async () => {
  const hub = new DemoHub({ speech: "en" });
  const [first] = hub.waiting;
  if (!first) throw new Error("there are actions");
  hub.waiting = [{ ...first, reasons: [{ kind: "no_rule" }] }];
  hub.install();
  location.hash = "#/inbox";
  render(App);
  await screen.findByTestId("action-headline");
  expect(screen.queryByTestId("reason-rule")).toBeNull();
  await userEvent.setup().keyboard("g");
  expect(location.hash).not.toContain("rules");
});
