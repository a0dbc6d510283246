import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import HoldButton from "./HoldButton.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function shown(disabled = false) {
  const onheld = vi.fn();
  render(HoldButton, { disabled, onheld });
  return { onheld, button: screen.getByTestId("halt-hold") };
}

test("held for a second it halts, once", async () => {
  const { onheld, button } = shown();
  await fireEvent.pointerDown(button, { button: 0 });
  vi.advanceTimersByTime(999);
  expect(onheld).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5_000);
  expect(onheld).toHaveBeenCalledTimes(1);
});

test("letting go, leaving or Escape halts nothing", async () => {
  const { onheld, button } = shown();
  for (const end of [
    () => fireEvent.pointerUp(button),
    () => fireEvent.pointerLeave(button),
    () => fireEvent.keyDown(window, { key: "Escape" }),
  ]) {
    await fireEvent.pointerDown(button, { button: 0 });
    vi.advanceTimersByTime(900);
    await end();
    vi.advanceTimersByTime(5_000);
  }
  expect(onheld).not.toHaveBeenCalled();
});

test("the key H works the same, and repeats of it start nothing", async () => {
  const { onheld } = shown();
  await fireEvent.keyDown(window, { key: "h", repeat: true });
  vi.advanceTimersByTime(2_000);
  expect(onheld, "a key held since before").not.toHaveBeenCalled();
  await fireEvent.keyDown(window, { key: "h" });
  vi.advanceTimersByTime(500);
  await fireEvent.keyUp(window, { key: "h" });
  vi.advanceTimersByTime(2_000);
  expect(onheld, "let go too early").not.toHaveBeenCalled();
  await fireEvent.keyDown(window, { key: "h" });
  vi.advanceTimersByTime(1_000);
  expect(onheld).toHaveBeenCalledTimes(1);
});

test("what is halted already is not halted again", async () => {
  const { onheld, button } = shown(true);
  await fireEvent.pointerDown(button, { button: 0 });
  await fireEvent.keyDown(window, { key: "h" });
  vi.advanceTimersByTime(2_000);
  expect(onheld).not.toHaveBeenCalled();
});
