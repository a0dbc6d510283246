import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../../demo/hub";
import ToolsTab from "./ToolsTab.svelte";

let hub: DemoHub;

beforeEach(() => {
  document.body.replaceChildren();
  hub = new DemoHub({ speech: "en" });
  hub.install();
});

const sent = () => hub.calls.filter(({ method }) => method === "PUT").map(({ body }) => body);

test("a changed tool shows what changed, and is confirmed by keyboard with the role that was picked", async () => {
  render(ToolsTab, { canManage: true });
  const changes = await screen.findByTestId("tool-changes");
  expect(changes.textContent).toContain("as a draft");
  const user = userEvent.setup();
  const [role] = screen.getAllByTestId("tool-role");
  if (!role) throw new Error("there are arguments");
  await user.selectOptions(role, "target");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]).toMatchObject({ server: "erp", name: "create_payment", digest: "digest-of-create_payment" });
  expect(JSON.stringify(sent()[0])).toContain('{"pointer":"/x1","role":"target"}');
  await waitFor(() => expect(screen.queryByTestId("tool-changes")).toBeNull());
});

test("J goes to the next tool that asks for a person", async () => {
  render(ToolsTab, { canManage: true });
  await screen.findByTestId("tool-changes");
  const user = userEvent.setup();
  await user.keyboard("j");
  await waitFor(() => expect(screen.getByTestId("tool-detail").textContent).toContain("sync_ledger"));
  await user.keyboard("k");
  await waitFor(() => expect(screen.getByTestId("tool-detail").textContent).toContain("create_payment"));
});

test("who is no administrator only looks", async () => {
  render(ToolsTab, { canManage: false });
  await screen.findByTestId("tool-changes");
  await userEvent.setup().keyboard("{Control>}{Enter}{/Control}");
  expect(screen.getByTestId<HTMLButtonElement>("tool-confirm").disabled).toBe(true);
  expect(sent()).toEqual([]);
});
