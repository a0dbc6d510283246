import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import App from "./App.svelte";

const user = userEvent.setup();

let hub: DemoHub;

const enabled = (id: string) =>
  waitFor(() => expect(screen.getByTestId<HTMLButtonElement>(id).disabled).toBe(false), { timeout: 3_000 });
const sent = () => hub.answers.map(({ path }) => path.split("/").at(-1));

beforeEach(async () => {
  document.body.replaceChildren();
  hub = new DemoHub({ speech: "en" });
  hub.install();
  render(App);
  await waitFor(() => expect(screen.getByTestId("action-headline").textContent).toContain("Pay ¥480,000"));
  await enabled("reject");
});

test("one key says who is at it, the same key lets go, and neither decides", async () => {
  await user.keyboard("t");
  await waitFor(() => expect(screen.getByTestId("taken").textContent).toContain("You are on it"));
  await hub.tell(hub.waiting[0]?.id ?? "");
  await waitFor(() => expect(screen.getAllByTestId("queue-row")[0]?.textContent).toContain("is on it"));
  await enabled("release");
  await user.keyboard("t");
  await waitFor(() => expect(screen.queryByTestId("taken")).toBeNull());
  expect(sent()).toEqual(["take", "release"]);
  expect(screen.getByTestId("action-headline").textContent, "it stays on screen").toContain("Pay ¥480,000");
});

test("a remark is on record, and keys typed into it decide nothing", async () => {
  await user.keyboard("c");
  await user.type(await screen.findByTestId("comment"), "a r e y: the invoice is here");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(screen.queryByTestId("comment")).toBeNull());
  await user.keyboard("a");
  expect(screen.queryByTestId("confirm-approve"), "whoever types on decides nothing").toBeNull();
  await screen.findByText("a r e y: the invoice is here");
  expect(sent()).toEqual(["comments"]);
  await enabled("reject");
  await user.keyboard("c");
  await user.type(await screen.findByTestId("comment"), "kept");
  await user.keyboard("{Escape}");
  await user.keyboard("c");
  expect((await screen.findByTestId<HTMLTextAreaElement>("comment")).value, "Escape keeps it").toBe("kept");
});
