import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import HaltDialog from "./HaltDialog.svelte";
import { Halts } from "./halts.svelte";

function shown() {
  const halts = new Halts();
  const halt = vi.spyOn(halts, "halt").mockResolvedValue();
  const onclose = vi.fn();
  const asked = { scope: { kind: "everything" } as const, title: "Halt everything" };
  render(HaltDialog, { asked, halts, onclose });
  return { halt, onclose };
}

test("it halts what was asked, and only once it is confirmed", async () => {
  const { halt, onclose } = shown();
  expect(halt).not.toHaveBeenCalled();
  await fireEvent.click(screen.getByTestId("halt-confirm"));
  expect(halt).toHaveBeenCalledExactlyOnceWith({ kind: "everything" });
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledTimes(1));
});

test("thinking better of it halts nothing", async () => {
  const { halt, onclose } = shown();
  await fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(onclose).toHaveBeenCalledTimes(1);
  expect(halt).not.toHaveBeenCalled();
});
