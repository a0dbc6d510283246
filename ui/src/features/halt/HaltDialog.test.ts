import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import HaltDialog from "./HaltDialog.svelte";
import { Halts } from "./halts.svelte";
import { everything, ofAction, type Asked } from "./model";

const ACTION = {
  id: "0197b000-0000-7000-8000-000000000001",
  agent: { id: "agt_1", name: "Orders", practice: false },
  what: { tool: [{ kind: "text", text: "send_mail" }] },
  claims: { session: [{ kind: "text", text: "s1" }] },
} as unknown as Parameters<typeof ofAction>[0];

function shown(asked: Asked) {
  const halts = new Halts();
  const halt = vi.spyOn(halts, "halt").mockResolvedValue();
  const onclose = vi.fn();
  render(HaltDialog, { asked, halts, onclose });
  return { halt, onclose };
}

test("it halts what was asked, and only once it is confirmed", async () => {
  const { halt, onclose } = shown(everything());
  expect(screen.queryByTestId("halt-choice"), "one of one is not chosen").toBeNull();
  expect(halt).not.toHaveBeenCalled();
  await fireEvent.click(screen.getByTestId("halt-confirm"));
  expect(halt).toHaveBeenCalledExactlyOnceWith({ scope: { kind: "everything" } });
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledTimes(1));
});

test("thinking better of it halts nothing", async () => {
  const { halt, onclose } = shown(everything());
  await fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(onclose).toHaveBeenCalledTimes(1);
  expect(halt).not.toHaveBeenCalled();
});

test.each([
  ["Agent: Orders", { scope: { kind: "agent", agent: "agt_1" } }],
  ["Tool: send_mail", { of: { action: ACTION.id, part: "tool" } }],
  ["Only the session s1", { of: { action: ACTION.id, part: "session" } }],
])("of an action, “%s” is halted as it is on record", async (name, target) => {
  const { halt } = shown(ofAction(ACTION));
  expect(screen.getAllByTestId<HTMLInputElement>("halt-choice").map(({ checked }) => checked)).toEqual([
    true,
    false,
    false,
  ]);
  await fireEvent.click(screen.getByRole("radio", { name }));
  await fireEvent.click(screen.getByTestId("halt-confirm"));
  expect(halt).toHaveBeenCalledExactlyOnceWith(target);
});

test("an action that names no session offers none", () => {
  expect(ofAction({ ...ACTION, claims: { ...ACTION.claims, session: null } }).choices).toHaveLength(2);
});
