import { render, screen } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { speak } from "$i18n/language.svelte";
import SignOut from "./SignOut.svelte";

test("signing out is asked for once", async () => {
  speak("en");
  let end = () => {};
  const onsignout = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
  render(SignOut, { onsignout });
  const button = screen.getByRole<HTMLButtonElement>("button", { name: "Sign out" });
  await userEvent.click(button);
  expect(button.disabled).toBe(true);
  await userEvent.click(button);
  expect(onsignout).toHaveBeenCalledTimes(1);
  end();
  await vi.waitFor(() => expect(button.disabled).toBe(false));
});
